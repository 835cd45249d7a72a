import type { Closing, Endpoint, StreamCounters, TcpStream } from './flow.js';

/** Octets that never were on a network, as a stream of one direction. */
export class ByteStream implements TcpStream {
  readonly transport = 'bytes';
  readonly number: number;
  readonly endpoints: readonly [Endpoint, Endpoint] = [NOWHERE, NOWHERE];
  readonly ports: readonly [number, number] = [0, 0];
  readonly firstFrame = 1;
  readonly initiator = undefined;
  readonly counters: StreamCounters = {
    segments: 1,
    retransmitted: 0,
    outOfOrder: 0,
    overlapping: 0,
    keepAlives: 0,
    lostBytes: 0,
  };
  attachment: unknown = undefined;
  closing: Closing | undefined = undefined;

  constructor(number: number) {
    this.number = number;
  }

  end(frame: number): void {
    this.closing = { how: 'end', by: undefined, frame, seconds: 0, nanos: 0 };
  }
}

const NOWHERE: Endpoint = { address: '', port: 0 };
