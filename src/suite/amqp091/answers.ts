import type { Span } from '../../bytes/span.js';
import { decodeFrame } from '../../protocol/amqp091/decode.js';
import { replyCodeByValue } from '../../protocol/amqp091/definitions.js';
import { replyLine, summarise } from '../../protocol/amqp091/summary.js';
import { type Evidence, ExpectationFailed } from '../../result/expectation.js';
import type { Heard, HeardMessage, HeardMethod } from './heard.js';
import type { Event } from './link.js';
import type { AmqpSpeaker } from './speaker.js';

/** `404 NOT_FOUND`; `any reply` is code 0. */
export interface Reply {
  readonly code: number;
  readonly name: string;
}

/** A consumer as the client knows it. */
export interface Consuming {
  readonly tag: string;
  readonly channel: number;
}

/** The next thing on the channel, or about the connection, that is an answer and not news. */
export function takeAnswer(client: AmqpSpeaker, channel: number, timeoutMs?: number): Promise<Event> {
  return client.take((heard) => isAnswer(heard, channel), timeoutMs);
}

/** That method must come next on the channel. */
export async function expectReply(
  client: AmqpSpeaker,
  method: string,
  channel: number,
  timeoutMs?: number,
): Promise<HeardMethod> {
  const event = await client.take((heard) => isAnswer(heard, channel) || named(heard, method, channel), timeoutMs);
  if (event.kind === 'method' && event.frame.method === method && event.channel === channel) {
    client.lastReply = event.entry;
    return event;
  }
  throw surprise(client, [`${method} on channel ${channel}`], event);
}

/** The next message of that kind: `basic.deliver` to one of `consumers`, `basic.get-ok`, `basic.return`. */
export async function expectMessage(
  client: AmqpSpeaker,
  method: string,
  channel: number,
  expected: string,
  consumers?: readonly Consuming[],
): Promise<HeardMessage> {
  const channels = new Set(consumers?.map((consumer) => consumer.channel));
  channels.add(channel);
  const event = await client.take((heard) => {
    if (isEnding(heard, channel) || (heard.kind === 'octets' && heard.what !== 'heartbeat')) return true;
    if (!channels.has(heard.channel)) return false;
    if (heard.kind !== 'message') return method === 'basic.get-ok' && isAnswer(heard, heard.channel);
    if (heard.frame.method !== method) return false;
    const given = heard.frame.arguments['consumer-tag'];
    return consumers === undefined || consumers.some(({ tag, channel: on }) => tag === given && on === heard.channel);
  });
  if (event.kind !== 'message') throw surprise(client, [expected], event);
  const { frameMax } = client.agreed;
  const largest = Math.max(0, ...event.bodyFrames);
  if (frameMax === 0 || largest <= frameMax) return event;
  throw new ExpectationFailed(
    [`body frames of at most ${frameMax} octets`],
    `a body frame of ${largest} octets`,
    evidence(event),
  );
}

/** A channel exception with one of these codes, which is answered as a correct client does. */
export async function expectChannelClosed(client: AmqpSpeaker, channel: number, reply: Reply): Promise<void> {
  const event = await takeAnswer(client, channel);
  if (!isMethod(event, 'channel.close') || event.channel !== channel || !carries(event, reply)) {
    throw surprise(client, [`channel.close ${words(reply)} on channel ${channel}`], event, 'reply-code');
  }
  client.send('channel.close-ok', {}, channel);
}

/** A connection exception, answered as a correct client does; nothing may follow but the end of the stream. */
export async function expectConnectionClosed(client: AmqpSpeaker, reply: Reply): Promise<void> {
  const event = await takeAnswer(client, 0, client.handshakeTimeoutMs);
  if (!isMethod(event, 'connection.close') || !carries(event, reply)) {
    throw surprise(client, [`connection.close ${words(reply)}, then the end of the connection`], event, 'reply-code');
  }
  await finishClose(client);
}

/** After connection.close: close-ok, then the end of the stream and nothing before it. */
export async function finishClose(client: AmqpSpeaker): Promise<void> {
  client.send('connection.close-ok');
  await expectEnd(client);
}

/** The broker ends the connection; nothing else is heard before the end. */
export async function expectEnd(client: AmqpSpeaker, withinMs: number = client.handshakeTimeoutMs): Promise<void> {
  const event = await client.take(() => true, withinMs);
  if (event.kind === 'closed') return;
  throw surprise(client, [`the broker closes ${client.name}'s connection and sends nothing before that`], event);
}

/** The failure: what was permitted, and what came instead. */
export function surprise(
  client: AmqpSpeaker,
  expected: readonly string[],
  event: Event,
  argument?: string,
): ExpectationFailed {
  return new ExpectationFailed(expected, describe(client, event), evidence(event, argument));
}

/** What was heard, in words. */
export function describe(client: AmqpSpeaker, event: Event): string {
  return client.world.options.namespace.readable(wireWords(event));
}

/** Points at the octets of one argument, or at the frame. */
export function evidence(event: Event, argument?: string): Evidence {
  if (event.kind === 'timeout') return {};
  if (event.kind === 'closed') return { entry: event.entry };
  const span = argument === undefined ? undefined : spanOf(event.bytes, argument);
  return span === undefined ? { entry: event.entry } : { entry: event.entry, span };
}

/** Is it that method? */
export function isMethod(event: Event, method: string): event is HeardMethod {
  return event.kind === 'method' && event.frame.method === method;
}

export const carries = (event: HeardMethod, { code }: Reply): boolean =>
  code === 0 || event.frame.arguments['reply-code'] === code;

/** `404 NOT_FOUND` as it stands in a feature; `any reply`. */
export function parseReply(text: string): Reply {
  const [, code = '0', name = ''] = /^(\d{3}) ([A-Z_]+)$/.exec(text) ?? [];
  const known = replyCodeByValue(Number(code))?.name.toUpperCase().replaceAll('-', '_');
  if (text === 'any reply') return { code: 0, name: text };
  if (known !== name) throw new TypeError(`"${text}" is not a reply code and its name`);
  return { code: Number(code), name };
}

export const words = ({ code, name }: Reply): string => (code === 0 ? 'with any reply' : `${code} ${name}`);

/** Methods that no request of the client's is answered with: they come when they come. */
export const NEWS: ReadonlySet<string> = new Set([
  'basic.ack',
  'basic.nack',
  'basic.cancel',
  'channel.flow',
  'connection.blocked',
  'connection.unblocked',
]);

function isAnswer(heard: Heard, channel: number): boolean {
  if (isEnding(heard, channel)) return true;
  if (heard.kind === 'octets') return heard.channel === channel || heard.channel === 0;
  if (heard.channel !== channel) return false;
  return heard.kind === 'method' ? !NEWS.has(heard.frame.method) : heard.frame.method === 'basic.get-ok';
}

/** connection.close ends whatever anybody waits for; so does channel.close on the channel in question. */
export const isEnding = (heard: Heard, channel: number): boolean =>
  heard.kind === 'method' &&
  (heard.frame.method === 'connection.close' || (heard.frame.method === 'channel.close' && heard.channel === channel));

const named = (heard: Heard, method: string, channel: number): boolean =>
  heard.kind === 'method' && heard.frame.method === method && heard.channel === channel;

function wireWords(event: Event): string {
  if (event.kind === 'timeout') return `nothing for ${event.afterMs} ms; the connection is open`;
  if (event.kind === 'closed')
    return event.reset ? 'the broker reset the connection' : 'the broker closed the connection';
  if (event.kind === 'octets') return `${event.what} (${event.bytes.length} octets)`;
  const { method, arguments: values } = event.frame;
  const on = event.channel === 0 ? '' : ` on channel ${event.channel}`;
  if (event.kind === 'message') return `${method} of ${shown(event.body)}${on}: ${summarise(event.frame)}`;
  if (method.endsWith('.close')) {
    const ids = `${values['class-id']},${values['method-id']}`;
    return `${method} ${replyLine(Number(values['reply-code']), String(values['reply-text']))} (${ids})${on}`;
  }
  return `${method}${on} ${summarise(event.frame)}`.trimEnd();
}

/** A body as a failure shows it. */
export function shown(body: Uint8Array): string {
  return body.length > 60 ? `${body.length} octets` : JSON.stringify(new TextDecoder().decode(body));
}

function spanOf(bytes: Uint8Array, argument: string): Span | undefined {
  const { field } = decodeFrame(bytes, { tree: true });
  return field?.children?.find((child) => child.name === argument)?.span;
}
