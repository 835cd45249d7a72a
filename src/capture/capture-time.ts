/** Exact text of a time: "1700000000.123456789", always nine decimals. `seconds` may be negative, `nanos` may not. */
export function formatTime(seconds: number, nanos: number): string {
  if (seconds < 0 && nanos > 0) return `-${formatTime(-seconds - 1, 1_000_000_000 - nanos)}`;
  return `${seconds}.${String(nanos).padStart(9, '0')}`;
}

/** Seconds from one time to another, as a float: for display, exact to about 100 ns over a day. */
export function elapsed(fromSeconds: number, fromNanos: number, seconds: number, nanos: number): number {
  return seconds - fromSeconds + (nanos - fromNanos) / 1e9;
}
