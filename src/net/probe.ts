import type { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { formatHex } from '../bytes/hex.js';
import { encodeProtocolHeader } from '../protocol/amqp091/encode.js';
import { encodePacket } from '../protocol/mqtt/encode.js';
import { TargetUnreachable } from '../result/expectation.js';
import { networkErrorText } from './network-error.js';
import type { Target } from './target.js';
import { openWebSocket, type WebSocketStream } from './web-socket.js';

type Protocol = Target['protocol'];

type Place = Pick<Target, 'host' | 'port' | 'url' | 'webSocketUrl' | 'overWebSocket'>;

/** What the other side said to an opening: its first octets, or how it kept silent. */
type Answer =
  | { readonly kind: 'octets'; readonly bytes: Buffer }
  | { readonly kind: 'closed' | 'silent' | 'refused'; readonly why: string };

/**
 * Who listens there? Speaks first in the expected protocol and looks at the first octets of the answer.
 * Rejects with a TargetUnreachable that says what was met instead.
 */
export async function identify(place: Place, expected: Protocol | undefined, timeoutMs = 3000): Promise<Protocol> {
  const openings = expected === 'amqp' ? [encodeProtocolHeader()] : [mqttConnect(4), mqttConnect(5)];
  let answer: Answer = { kind: 'silent', why: '' };
  for (const opening of openings) {
    answer = await ask(place, opening, timeoutMs);
    // A broker of MQTT 5.0 alone may hang up on 3.1.1; whoever is silent once stays so.
    if (answer.kind !== 'closed') break;
  }
  const met = answer.kind === 'octets' ? recognise(answer.bytes) : undefined;
  if (met !== undefined && (met === expected || expected === undefined)) return met;
  throw complaint(place, expected, answer, met);
}

const names: Readonly<Record<Protocol, string>> = { mqtt: 'MQTT', amqp: 'AMQP 0-9-1' };

function recognise(bytes: Buffer): Protocol | undefined {
  if (bytes.subarray(0, 4).toString('latin1') === 'AMQP') return 'amqp';
  // A method frame on channel 0: connection.start.
  if (bytes[0] === 1 && bytes[1] === 0 && bytes[2] === 0) return 'amqp';
  if (bytes[0] === 0x20) return 'mqtt';
  return undefined;
}

function complaint(place: Place, expected: Protocol | undefined, answer: Answer, met: Protocol | undefined): Error {
  if (answer.kind === 'refused') {
    return new TargetUnreachable(
      `cannot reach ${place.url}`,
      answer.why,
      'is it running? to try conform without a broker:  conform run --broker',
    );
  }
  const spoken = expected === undefined ? 'speaks neither MQTT nor AMQP 0-9-1' : `does not speak ${names[expected]}`;
  const sent = expected === 'amqp' ? 'a protocol header' : 'a CONNECT';
  const why =
    answer.kind === 'octets'
      ? `it answered ${sent} with ${met === undefined ? quoted(answer.bytes) : `the words of ${names[met]}`}`
      : `it ${answer.why} when sent ${sent}`;
  const hint =
    met === undefined
      ? 'is it another port? a broker is named like this:  --target mqtt://localhost:1883'
      : `try:  --target ${met}://${place.host}:${place.port}`;
  return new TargetUnreachable(`${place.host}:${place.port} ${spoken}`, why, hint);
}

function quoted(bytes: Buffer): string {
  if (bytes[0] === 0x15 && bytes[1] === 3) return 'a TLS alert: it wants TLS';
  const [line = ''] = bytes.subarray(0, 60).toString('latin1').split(/\r?\n/);
  const isText = line.length > 0 && /^[\x20-\x7e]+$/.test(line);
  return isText ? `"${line}"` : `the octets ${formatHex(bytes.subarray(0, 8))}`;
}

const attempts = 3;

async function ask(place: Place, opening: Buffer, timeoutMs: number): Promise<Answer> {
  const began = performance.now();
  for (let attempt = 1; ; attempt++) {
    const answer = await askOnce(place, opening, timeoutMs);
    if (answer.kind !== 'refused') return answer;
    if (attempt === attempts || performance.now() - began > timeoutMs) {
      const seconds = Math.max(1, Math.round((performance.now() - began) / 1000));
      return { ...answer, why: `${answer.why} after ${attempt} attempts in ${seconds} s` };
    }
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}

async function askOverWebSocket(url: string, opening: Buffer, timeoutMs: number): Promise<Answer> {
  let stream: WebSocketStream;
  try {
    stream = await openWebSocket(url, timeoutMs);
  } catch (error) {
    return { kind: 'refused', why: error instanceof TargetUnreachable ? (error.why ?? error.message) : String(error) };
  }
  return new Promise((resolve) => {
    const done = (answer: Answer) => {
      clearTimeout(timer);
      stream.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => done({ kind: 'silent', why: `kept silent for ${timeoutMs / 1000} s` }), timeoutMs);
    stream.once('data', (bytes: Buffer) => done({ kind: 'octets', bytes }));
    stream.once('end', () => done({ kind: 'closed', why: 'closed the connection without a word' }));
    stream.write(opening);
  });
}

function askOnce(place: Place, opening: Buffer, timeoutMs: number): Promise<Answer> {
  if (place.overWebSocket === true && place.webSocketUrl !== undefined) {
    return askOverWebSocket(place.webSocketUrl, opening, timeoutMs);
  }
  return new Promise((resolve) => {
    const socket = net.connect({ host: place.host, port: place.port });
    let connected = false;
    const done = (answer: Answer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => {
      const seconds = `${timeoutMs / 1000} s`;
      done(
        connected
          ? { kind: 'silent', why: `kept silent for ${seconds}` }
          : { kind: 'refused', why: `no answer within ${seconds}` },
      );
    }, timeoutMs);
    socket.once('connect', () => {
      connected = true;
      socket.write(opening);
    });
    socket.once('data', (bytes) => done({ kind: 'octets', bytes }));
    socket.once('end', () => done({ kind: 'closed', why: 'closed the connection without a word' }));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      done(
        connected ? { kind: 'closed', why: 'reset the connection' } : { kind: 'refused', why: networkErrorText(error) },
      ),
    );
  });
}

/** A clean session and a fresh Client Identifier, well-formed at either level. */
function mqttConnect(protocolVersion: 4 | 5): Buffer {
  const clientId = `cf${randomBytes(6).toString('hex')}`;
  return encodePacket(
    { type: 'CONNECT', protocolName: 'MQTT', protocolVersion, cleanStart: true, keepAlive: 60, clientId },
    protocolVersion,
  );
}
