import { Buffer } from 'node:buffer';
import { Writer } from '../bytes/writer.js';
import type { Role } from '../protocol/problem.js';
import type { Transcript, TranscriptEntry } from '../result/transcript.js';
import type { Doubt } from './deadline.js';
import { Inbox } from './inbox.js';
import type { OctetStream } from './transport/transport.js';
import { dial } from './transport/transports.js';

/** How a protocol's octets become frames. */
export interface Framing<Frame> {
  /** Octets of the frame that begins at `start`; 0 when more must come; -1 when this can never be a frame. */
  size(bytes: Uint8Array, start: number, end: number): number;
  decode(bytes: Uint8Array): Frame;
  /** For the transcript: what the frame is called and says. */
  describe(frame: Frame): { readonly title: string; readonly text: string };
}

export interface PeerOptions<Frame> {
  readonly framing: Framing<Frame>;
  /** Who we are, for the transcript. */
  readonly actor: string;
  readonly transcript: Transcript;
  /** Hears every frame at once, before anybody takes it from the inbox: keep-alive answers, invariants. */
  readonly onFrame?: (frame: Frame, bytes: Uint8Array, entry: number) => void;
}

/** Where to go, and how long it may take. */
export interface DialledPeerOptions<Frame> extends PeerOptions<Frame> {
  /** `tcp://host:port`, `ws://host:port/path` */
  readonly url: string;
  /** What is spoken above, where the transport announces it. */
  readonly announced?: readonly string[];
  /** Milliseconds to wait until octets can be sent. */
  readonly timeoutMs: number;
  /** Whether it is worth more than that. */
  readonly doubt?: Doubt | undefined;
}

/** More than any scenario makes a broker send: nobody waits for the end of such a frame, or for more frames than these. */
const largestFrame = 16 * 1024 * 1024;
const mostFrames = 250_000;

/** Our end of a connection, dialled or accepted: octets out, frames in, every octet of both in the transcript. */
export class Peer<Frame> {
  readonly inbox = new Inbox<Frame>();
  readonly actor: string;
  /** Which end is ours. It does not say what may be sent: only the actor decides that. */
  readonly role: Role;
  private readonly stream: OctetStream;
  private readonly options: PeerOptions<Frame>;
  /** Its number in the transcript. */
  private readonly connection: number;
  /** What has come of a frame that is not all there. */
  private buffered = new Writer();
  private frames = 0;
  private broken = false;
  private ended = false;
  private written: Promise<void> = Promise.resolve();

  /** A client: goes to a server. Rejects with a TargetUnreachable. */
  static async dial<Frame>(options: DialledPeerOptions<Frame>): Promise<Peer<Frame>> {
    return new Peer('client', await dial(options.url, options), options);
  }

  /** A server: takes a connection that came. */
  static accept<Frame>(stream: OctetStream, options: PeerOptions<Frame>): Peer<Frame> {
    return new Peer('server', stream, options);
  }

  private constructor(role: Role, stream: OctetStream, options: PeerOptions<Frame>) {
    this.role = role;
    this.stream = stream;
    this.options = options;
    this.connection = options.transcript.connect();
    this.actor = options.actor;
    stream.on('data', (chunk: Buffer) => this.receive(chunk));
    let reset = false;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      reset = error.code === 'ECONNRESET' || error.code === 'EPIPE';
    });
    stream.on('end', () => this.finish(false));
    stream.on('close', () => this.finish(reset));
  }

  get isClosed(): boolean {
    return this.ended;
  }

  /** Sends octets as they are. `about` says what they are in the transcript; answers the entry's index. */
  send(bytes: Uint8Array, about: Pick<TranscriptEntry, 'title' | 'text' | 'meanings'>): number {
    const entry = this.tell({ direction: 'sent', bytes, ...about });
    // Behind our own FIN a write would be an error that takes with it what the other end still says.
    if (this.stream.writable) this.written = new Promise((done) => this.stream.write(bytes, () => done()));
    return entry;
  }

  /** Octets in a text frame of a WebSocket. */
  sendText(bytes: Uint8Array, about: Pick<TranscriptEntry, 'title' | 'text' | 'meanings'>): void {
    this.tell({ direction: 'sent', bytes, ...about });
    this.stream.writeText?.(bytes);
  }

  /** Frames of a WebSocket that came and were not binary. */
  get textFrames(): number {
    return this.stream.textFrames ?? 0;
  }

  /** Sends FIN; what the other end still says is read. */
  end(): void {
    this.note('closes', this.stream.farewell ?? 'FIN sent');
    this.stream.end();
  }

  /** The network is gone: no farewell of the protocol. `reset` sends RST in place of FIN. */
  destroy(options: { readonly reset?: boolean } = {}): void {
    if (this.stream.destroyed) return;
    this.note('drops', options.reset === true ? 'RST sent' : 'socket destroyed');
    if (options.reset === true && this.stream.resetAndDestroy !== undefined) this.stream.resetAndDestroy();
    else this.stream.destroy();
  }

  /** Resolves when the operating system has taken every octet sent so far. */
  flushed(): Promise<void> {
    return this.written;
  }

  private tell(entry: Omit<TranscriptEntry, 'at' | 'actor' | 'connection'>): number {
    return this.options.transcript.add({ actor: this.actor, connection: this.connection, ...entry });
  }

  private note(title: string, text: string): number {
    return this.tell({ direction: 'event', title, text });
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
    const { framing } = this.options;
    this.frames += 1;
    const frame = framing.decode(bytes);
    const entry = this.tell({ direction: 'received', bytes, ...framing.describe(frame) });
    this.options.onFrame?.(frame, bytes, entry);
    this.inbox.push({ kind: 'frame', frame, bytes, entry, at: performance.now() });
  }

  private deliverGarbage(): void {
    const bytes = this.buffered.bytes();
    this.buffered = new Writer();
    const entry = this.tell({
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
    const entry = this.note('closed', reset ? `reset by the ${OTHER[this.role]}` : 'the connection ended');
    this.inbox.push({ kind: 'closed', reset, entry, at: performance.now() });
  }
}

/** What the other end is called. */
const OTHER: Readonly<Record<Role, string>> = { client: 'broker', server: 'client' };
