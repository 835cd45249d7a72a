import { Buffer } from 'node:buffer';
import net from 'node:net';
import { Writer } from '../bytes/writer.js';
import { TargetUnreachable } from '../result/expectation.js';
import type { Transcript, TranscriptEntry } from '../result/transcript.js';
import { type Doubt, startDeadline } from './deadline.js';
import { Inbox } from './inbox.js';
import { networkErrorText } from './network-error.js';
import { openWebSocket, WebSocketStream } from './web-socket.js';

/** How a protocol's octets become frames. */
export interface Framing<Frame> {
  /** Octets of the frame that begins at `start`; 0 when more must come; -1 when this can never be a frame. */
  size(bytes: Uint8Array, start: number, end: number): number;
  decode(bytes: Uint8Array): Frame;
  /** For the transcript: what the frame is called and says. */
  describe(frame: Frame): { readonly title: string; readonly text: string };
}

export interface ConnectionOptions<Frame> {
  readonly host: string;
  readonly port: number;
  /** Goes over this WebSocket in place of TCP: `ws://host:port/path`. */
  readonly webSocketUrl?: string;
  readonly framing: Framing<Frame>;
  readonly actor: string;
  readonly transcript: Transcript;
  /** Milliseconds to wait for the TCP handshake. */
  readonly timeoutMs: number;
  /** Whether it is worth more than that. */
  readonly doubt?: Doubt | undefined;
  /** Hears every frame at once, before anybody takes it from the inbox: keep-alive answers, invariants. */
  readonly onFrame?: (frame: Frame, bytes: Uint8Array, entry: number) => void;
}

/** More than any scenario makes a broker send: nobody waits for the end of such a frame, or for more frames than these. */
const largestFrame = 16 * 1024 * 1024;
const mostFrames = 250_000;

/** A raw client over TCP or WebSocket: octets out, frames in, every octet of both in the transcript. */
export class Connection<Frame> {
  readonly inbox = new Inbox<Frame>();
  readonly actor: string;
  private readonly socket: net.Socket | WebSocketStream;
  private readonly options: ConnectionOptions<Frame>;
  /** What has come of a frame that is not all there. */
  private buffered = new Writer();
  private frames = 0;
  private broken = false;
  private ended = false;
  private written: Promise<void> = Promise.resolve();

  static async open<Frame>(options: ConnectionOptions<Frame>): Promise<Connection<Frame>> {
    if (options.webSocketUrl !== undefined) {
      return new Connection(await openWebSocket(options.webSocketUrl, options.timeoutMs, options.doubt), options);
    }
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host: options.host, port: options.port, noDelay: true });
      const fail = (why: string) => {
        callOff();
        socket.destroy();
        reject(new TargetUnreachable(`cannot reach ${options.host}:${options.port}`, why));
      };
      const callOff = startDeadline(options.timeoutMs, (ms) => fail(`no answer within ${ms} ms`), options.doubt);
      const onError = (error: Error) => fail(networkErrorText(error));
      socket.once('error', onError);
      socket.once('connect', () => {
        callOff();
        socket.off('error', onError);
        resolve(new Connection(socket, options));
      });
    });
  }

  private constructor(socket: net.Socket | WebSocketStream, options: ConnectionOptions<Frame>) {
    this.socket = socket;
    this.options = options;
    this.actor = options.actor;
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    let reset = false;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      reset = error.code === 'ECONNRESET' || error.code === 'EPIPE';
    });
    socket.on('end', () => this.finish(false));
    socket.on('close', () => this.finish(reset));
  }

  get isClosed(): boolean {
    return this.ended;
  }

  /** Sends octets as they are. `about` says what they are in the transcript; answers the entry's index. */
  send(bytes: Uint8Array, about: Pick<TranscriptEntry, 'title' | 'text' | 'meanings'>): number {
    const entry = this.options.transcript.add({ actor: this.actor, direction: 'sent', bytes, ...about });
    // Behind our own FIN a write would be an error that takes with it what the broker still says.
    if (this.socket.writable) this.written = new Promise((done) => this.socket.write(bytes, () => done()));
    return entry;
  }

  /** Octets in a text frame of a WebSocket. */
  sendText(bytes: Uint8Array, about: Pick<TranscriptEntry, 'title' | 'text' | 'meanings'>): void {
    this.options.transcript.add({ actor: this.actor, direction: 'sent', bytes, ...about });
    if (this.socket instanceof WebSocketStream) this.socket.writeText(bytes);
  }

  /** Frames of a WebSocket that came and were not binary. */
  get textFrames(): number {
    return this.socket instanceof WebSocketStream ? this.socket.textFrames : 0;
  }

  /** Sends FIN; what the broker still says is read. */
  end(): void {
    this.note('closes', this.socket instanceof WebSocketStream ? 'Close frame sent' : 'FIN sent');
    this.socket.end();
  }

  /** The network is gone: no farewell of the protocol. `reset` sends RST in place of FIN. */
  destroy(options: { readonly reset?: boolean } = {}): void {
    if (this.socket.destroyed) return;
    this.note('drops', options.reset === true ? 'RST sent' : 'socket destroyed');
    if (options.reset === true && this.socket instanceof net.Socket) this.socket.resetAndDestroy();
    else this.socket.destroy();
  }

  /** Resolves when the operating system has taken every octet sent so far. */
  flushed(): Promise<void> {
    return this.written;
  }

  private note(title: string, text: string): number {
    return this.options.transcript.add({ actor: this.actor, direction: 'event', title, text });
  }

  private receive(chunk: Buffer): void {
    if (this.broken) return;
    const bytes = this.buffered.raw(chunk).bytes();
    let start = 0;
    while (start < bytes.length) {
      const size = this.options.framing.size(bytes, start, bytes.length);
      if (size === 0) break;
      this.broken = size < 0 || this.frames === mostFrames;
      if (this.broken) break;
      this.deliver(Buffer.from(bytes.subarray(start, start + size)));
      start += size;
    }
    if (start > 0) this.buffered = new Writer().raw(bytes.subarray(start));
    this.broken ||= this.buffered.length > largestFrame;
    if (this.broken) this.deliverGarbage();
  }

  private deliver(bytes: Buffer): void {
    const { framing, transcript } = this.options;
    this.frames += 1;
    const frame = framing.decode(bytes);
    const entry = transcript.add({ actor: this.actor, direction: 'received', bytes, ...framing.describe(frame) });
    this.options.onFrame?.(frame, bytes, entry);
    this.inbox.push({ kind: 'frame', frame, bytes, entry, at: performance.now() });
  }

  private deliverGarbage(): void {
    const bytes = this.buffered.bytes();
    this.buffered = new Writer();
    const entry = this.options.transcript.add({
      actor: this.actor,
      direction: 'received',
      bytes,
      title: 'octets',
      text: `${bytes.length} that make no frame`,
    });
    this.inbox.push({ kind: 'garbage', bytes, entry, at: performance.now() });
  }

  private finish(reset: boolean): void {
    if (this.ended) return;
    this.ended = true;
    if (this.buffered.length > 0) this.deliverGarbage();
    const entry = this.note('closed', reset ? 'reset by the broker' : 'the connection ended');
    this.inbox.push({ kind: 'closed', reset, entry, at: performance.now() });
  }
}
