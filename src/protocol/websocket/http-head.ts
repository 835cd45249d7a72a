/*
 * The HTTP/1.1 exchange that opens a WebSocket (RFC 6455 4): a request with `Upgrade: websocket`, answered by 101.
 */

export interface HttpHead {
  /** "GET /mqtt HTTP/1.1" or "HTTP/1.1 101 Switching Protocols". */
  readonly startLine: string;
  /** Of a response; `undefined` for a request. */
  readonly status: number | undefined;
  /** By lower-case name; repeated ones joined by ", ". */
  readonly headers: ReadonlyMap<string, string>;
  /** Octets of the head, the empty line included. */
  readonly length: number;
}

/** `undefined` while the empty line that ends the head has not come. */
export function readHttpHead(bytes: Uint8Array, end = bytes.length): HttpHead | undefined {
  const length = headLength(bytes, end);
  if (length === 0) return undefined;
  const lines = new TextDecoder('latin1').decode(bytes.subarray(0, length)).split('\r\n');
  const startLine = lines[0] ?? '';
  const status = /^HTTP\/\d\.\d (\d{3})/.exec(startLine)?.[1];
  const headers = new Map<string, string>();
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { startLine, status: status === undefined ? undefined : Number(status), headers, length };
}

/** A request for a WebSocket, or the answer that grants it. */
export function isWebSocketHead(head: HttpHead): boolean {
  const upgrade = head.headers.get('upgrade')?.toLowerCase().includes('websocket') ?? false;
  return upgrade && (head.status === undefined || head.status === 101);
}

/** The server has agreed to compress messages (RFC 7692). */
export function isDeflateAgreed(head: HttpHead): boolean {
  return head.headers.get('sec-websocket-extensions')?.includes('permessage-deflate') ?? false;
}

export function subprotocolOf(head: HttpHead): string | undefined {
  return head.headers.get('sec-websocket-protocol');
}

function headLength(bytes: Uint8Array, end: number): number {
  for (let at = 3; at < end; at++) {
    if (bytes[at] === 0x0a && bytes[at - 1] === 0x0d && bytes[at - 2] === 0x0a && bytes[at - 3] === 0x0d) return at + 1;
  }
  return 0;
}
