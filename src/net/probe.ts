import type { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { formatHex } from '../bytes/hex.js';
import { SERVICE_NAMES, type ServiceName, serviceOf } from '../protocol/services.js';
import { TargetUnreachable } from '../result/expectation.js';
import { endpointOf, type Target } from './target.js';
import type { OctetStream } from './transport/transport.js';
import { dial } from './transport/transports.js';

type Place = Pick<Target, 'host' | 'port' | 'url' | 'webSocketUrl' | 'overWebSocket' | 'transport'>;

/** What the other side said to an opening: its first octets, or how it kept silent. */
type Answer =
  | { readonly kind: 'octets'; readonly bytes: Buffer }
  | { readonly kind: 'closed' | 'silent' | 'refused'; readonly why: string };

/**
 * Who listens there? Speaks first in the expected protocol and looks at the first octets of the answer.
 * Rejects with a TargetUnreachable that says what was met instead.
 */
export async function identify(
  place: Place,
  expected: ServiceName | undefined,
  timeoutMs = 3000,
): Promise<ServiceName> {
  const spoken = expected ?? firstTried;
  let answer: Answer = { kind: 'silent', why: '' };
  for (const greeting of serviceOf(spoken).greetings(`cf${randomBytes(6).toString('hex')}`)) {
    answer = await ask({ ...place, protocol: spoken }, greeting, timeoutMs);
    // A broker of MQTT 5.0 alone may hang up on 3.1.1; whoever is silent once stays so.
    if (answer.kind !== 'closed') break;
  }
  const met = answer.kind === 'octets' ? recognise(answer.bytes) : undefined;
  if (met !== undefined && (met === expected || expected === undefined)) return met;
  throw complaint(place, expected, answer, met);
}

/** Whoever speaks another protocol answers it in words of their own. */
const [firstTried] = SERVICE_NAMES as readonly [ServiceName, ...ServiceName[]];

function recognise(bytes: Buffer): ServiceName | undefined {
  return SERVICE_NAMES.find((name) => serviceOf(name).answers(bytes));
}

function complaint(
  place: Place,
  expected: ServiceName | undefined,
  answer: Answer,
  met: ServiceName | undefined,
): Error {
  if (answer.kind === 'refused') {
    return new TargetUnreachable(
      `cannot reach ${place.url}`,
      answer.why,
      'is it running? to try conform without a broker:  conform run --broker',
    );
  }
  const every = SERVICE_NAMES.map((name) => serviceOf(name).title).join(' nor ');
  const spoken = expected === undefined ? `speaks neither ${every}` : `does not speak ${serviceOf(expected).title}`;
  const sent = serviceOf(expected ?? firstTried).greeting;
  const why =
    answer.kind === 'octets'
      ? `it answered ${sent} with ${met === undefined ? quoted(answer.bytes) : `the words of ${serviceOf(met).title}`}`
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

async function ask(target: Target, greeting: Uint8Array, timeoutMs: number): Promise<Answer> {
  const began = performance.now();
  for (let attempt = 1; ; attempt++) {
    const answer = await askOnce(target, greeting, timeoutMs);
    if (answer.kind !== 'refused') return answer;
    if (attempt === attempts || performance.now() - began > timeoutMs) {
      const seconds = Math.max(1, Math.round((performance.now() - began) / 1000));
      return { ...answer, why: `${answer.why} after ${attempt} attempts in ${seconds} s` };
    }
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}

async function askOnce(target: Target, greeting: Uint8Array, timeoutMs: number): Promise<Answer> {
  let stream: OctetStream;
  try {
    const { url, announced } = endpointOf(target);
    stream = await dial(url, { timeoutMs, announced });
  } catch (error) {
    if (!(error instanceof TargetUnreachable)) throw error;
    return { kind: 'refused', why: error.why ?? error.message };
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
    stream.on('error', () => done({ kind: 'closed', why: 'reset the connection' }));
    stream.write(greeting);
  });
}
