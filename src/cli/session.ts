/** What a command may touch of the world outside; tests give their own. */
export interface Session {
  readonly out: (text: string) => void;
  /** The same for octets, in large pieces; where it is missing they go through `out`. */
  readonly bytes?: (bytes: Uint8Array) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  /** 0 holds, 1 violated, 2 could not run, 130 interrupted. */
  exitCode: number;
}

export function processSession(): Session {
  return {
    out: (text) => void process.stdout.write(text),
    bytes: (bytes) => void process.stdout.write(bytes),
    err: (text) => void process.stderr.write(text),
    env: process.env,
    isTerminal: process.stdout.isTTY === true,
    columns: process.stdout.columns,
    exitCode: 0,
  };
}
