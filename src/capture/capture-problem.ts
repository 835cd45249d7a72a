/**
 * Why a capture could not be read, or not to its end. A value, never thrown; all that stands before the fault has been
 * delivered when it is returned. The three lines are for people: what happened, why, what to do next.
 */
export interface CaptureProblem {
  readonly code: CaptureProblemCode;
  /** "session.pcap ends inside record 23" */
  readonly what: string;
  /** "the record claims 1,514 octets, the file holds 60 of them" */
  readonly why: string;
  /** "the records before it are shown; capture again, or copy the file anew" */
  readonly next: string;
  /** Octets into the (decompressed) file where reading stopped, where that means something. */
  readonly offset?: number;
}

export type CaptureProblemCode =
  | 'CAPTURE_MISSING'
  | 'CAPTURE_UNREADABLE'
  | 'CAPTURE_EMPTY'
  | 'CAPTURE_FOREIGN'
  | 'CAPTURE_TRUNCATED'
  | 'CAPTURE_DAMAGED'
  | 'CAPTURE_COMPRESSION_BAD'
  | 'CAPTURE_HEX_BAD';

/** Problems after which nothing at all was delivered: the user's mistake, exit 2. */
export const FATAL_CODES: ReadonlySet<CaptureProblemCode> = new Set([
  'CAPTURE_MISSING',
  'CAPTURE_UNREADABLE',
  'CAPTURE_EMPTY',
  'CAPTURE_FOREIGN',
  'CAPTURE_HEX_BAD',
]);
