import { Buffer } from 'node:buffer';
import http from 'node:http';
import { Duplex } from 'node:stream';
import type { ClientOptions, RawData, WebSocket } from 'ws';
import { TargetUnreachable } from '../../result/expectation.js';
import { type Doubt, startDeadline } from '../deadline.js';
import { networkErrorText } from '../network-error.js';
import { placeOf } from './place.js';
import { serve } from './server.js';
import type { Accept, DialOptions, Listener, ListenOptions, OctetStream, Transport } from './transport.js';

/** Octets in the binary frames of a WebSocket. */
export const WEB_SOCKET: Transport = { dial, listen };

/** MQTT over WebSocket, section 6: each write is one binary frame; the payloads of all that comes are one stream. */
class WebSocketStream extends Duplex implements OctetStream {
  readonly farewell = 'Close frame sent';
  /** Frames that came and were not binary. */
  textFrames = 0;
  private readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    super();
    this.socket = socket;
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (!isBinary) this.textFrames += 1;
      this.push(Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer));
    });
    socket.on('close', () => this.push(null));
    socket.on('error', () => this.destroy());
  }

  /** Octets in a text frame, as MQTT forbids. */
  writeText(bytes: Uint8Array): void {
    this.socket.send(bytes, { binary: false });
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(chunk, { binary: true }, (error) => done(error));
    else done();
  }

  override _final(done: () => void): void {
    this.socket.close();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.socket.terminate();
    done(error);
  }
}

/** Opens `ws://host:port/path` and announces what will be spoken. */
async function dial(place: URL, { timeoutMs, doubt, announced = [] }: DialOptions): Promise<OctetStream> {
  const { WebSocket } = await import('ws');
  const url = urlOf(place);
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, [...announced], options);
    const callOff = startHandshakeDeadline(socket, timeoutMs, doubt);
    const onError = (error: Error) => {
      callOff();
      reject(new TargetUnreachable(`cannot reach ${url}`, networkErrorText(error)));
    };
    socket.once('error', onError);
    socket.once('open', () => {
      callOff();
      socket.off('error', onError);
      resolve(new WebSocketStream(socket));
    });
  });
}

/** As people write it: without the `/` that stands for no path. */
const urlOf = ({ protocol, host, pathname, search }: URL): string =>
  `${protocol}//${host}${pathname === '/' ? '' : pathname}${search}`;

/** Any path and query; who comes without WebSocket is told so. */
async function listen(place: URL, accept: Accept, { choose = first }: ListenOptions): Promise<Listener> {
  const { WebSocketServer } = await import('ws');
  const server = http.createServer((_request, response) => response.writeHead(426).end());
  const sockets = new WebSocketServer({
    server,
    handleProtocols: (announced) => choose(announced) ?? false,
    perMessageDeflate: false,
    skipUTF8Validation: true,
  });
  sockets.on('connection', (socket) => accept(new WebSocketStream(socket)));
  sockets.on('error', () => {});
  return serve(server, placeOf(place));
}

const first = ([name]: ReadonlySet<string>): string | undefined => name;

/** The subprotocol that the other side chooses among those offered; `undefined` where it names none. */
export async function chosenSubprotocol(
  url: string,
  offered: readonly string[],
  timeoutMs: number,
  doubt?: Doubt,
): Promise<string | undefined> {
  const { WebSocket } = await import('ws');
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, [...offered], options);
    const callOff = startHandshakeDeadline(socket, timeoutMs, doubt);
    let answered = false;
    socket.once('upgrade', ({ headers }) => {
      answered = true;
      callOff();
      resolve(headers['sec-websocket-protocol']);
    });
    socket.once('open', () => socket.terminate());
    socket.once('error', (error) => {
      callOff();
      if (!answered) reject(new TargetUnreachable(`cannot reach ${url}`, networkErrorText(error)));
    });
  });
}

/** Text frames are let in whatever they hold: they are judged, not read. */
const options: ClientOptions = { perMessageDeflate: false, skipUTF8Validation: true };

/** Makes the socket fail when the handshake takes too long. */
function startHandshakeDeadline(socket: WebSocket, timeoutMs: number, doubt?: Doubt): () => void {
  const expire = (ms: number) => {
    socket.emit('error', new Error(`no handshake within ${ms} ms`));
    // What this says then, nobody hears any more.
    socket.on('error', () => undefined);
    socket.terminate();
  };
  return startDeadline(timeoutMs, expire, doubt);
}
