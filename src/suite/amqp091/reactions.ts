import { formatHex } from '../../bytes/hex.js';
import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import { ExpectationFailed, UsageError } from '../../result/expectation.js';
import type { Table } from '../words/table.js';
import { carries, expectEnd, finishClose, isMethod, NEWS, parseReply, surprise, words } from './answers.js';
import { isAsWritten } from './arguments.js';
import type { Heard, HeardMessage, HeardMethod } from './heard.js';
import type { Event } from './link.js';
import { outcomeOf } from './outcomes.js';
import { isAsPublished } from './published.js';
import type { AmqpSpeaker } from './speaker.js';

/**
 * The rows of "the broker answers Alice with one of":
 *
 * | first cell            | second cell                                             |
 * |-----------------------|---------------------------------------------------------|
 * | `channel 1`           | a channel exception: `404 NOT_FOUND`, `any reply`       |
 * | `connection`          | a connection exception: `503 COMMAND_INVALID`, `any reply` |
 * | `closed`              | the end of the connection, without a word               |
 * | `protocol header`     | eight octets that offer a protocol, then the end; `AMQP 00 01 00 00`: those, the connection may stay |
 * | `queue.declare-ok`    | that method or message: `queue = desk` checks an argument, `as it was published` the whole message, an outcome is checked (outcomes.ts), anything else says what it means |
 * | `ignored`             | no answer at all: the next method is answered           |
 */
export async function expectReaction(client: AmqpSpeaker, rows: Table): Promise<void> {
  const permitted = rows.map(([first = '', second = '']) => reaction(first, second));
  if (permitted.some(({ needsFence }) => needsFence)) await fence(client, rows);
  const event = await client.take((heard) => isReaction(heard, rows), client.handshakeTimeoutMs);
  const found = permitted.find(({ accepts }) => accepts(event, client));
  if (found === undefined)
    throw surprise(
      client,
      permitted.map(({ text }) => text),
      event,
      'reply-code',
    );
  await found.finish?.(client);
}

/**
 * The next method, whose answer proves the silence. It must not run into a refusal that is on its way: a broker that reads
 * frames in one process and handles them in another may have given the channel up, and refuse the fence in the place of
 * what came before it. So a stranger is served first, and where there is a refusal by then nothing more is sent.
 */
async function fence(client: AmqpSpeaker, rows: Table): Promise<void> {
  const stranger = client.stranger();
  try {
    await stranger.connect();
    await stranger.expectOpen();
  } catch (error) {
    if (!(error instanceof ExpectationFailed)) throw error;
  } finally {
    await stranger.dispose();
  }
  const isRefused = client.unread.some((heard) => isReaction(heard, rows));
  if (!isRefused && client.isOpen) client.send('basic.qos', {}, 1);
}

interface Reaction {
  readonly text: string;
  readonly accepts: (event: Event, client: AmqpSpeaker) => boolean;
  readonly needsFence?: boolean;
  /** What a correct client does then, and what must follow. */
  readonly finish?: (client: AmqpSpeaker) => Promise<void>;
}

function reaction(first: string, second: string): Reaction {
  const channel = /^channel (\d+)$/.exec(first)?.[1];
  if (channel !== undefined) return channelException(Number(channel), second);
  if (first === 'connection') return connectionException(second);
  const other = OTHERS[first] ?? (/^[a-z]+\.[a-z-]+$/.test(first) ? answer(first, second) : undefined);
  if (first === 'protocol header' && second.startsWith('AMQP ')) return header(second);
  if (other === undefined) throw new UsageError(`no broker reacts with "${first}"`);
  return other;
}

function channelException(channel: number, text: string): Reaction {
  const reply = parseReply(text);
  return {
    text: `channel.close ${words(reply)} on channel ${channel}`,
    accepts: (event) => isMethod(event, 'channel.close') && event.channel === channel && carries(event, reply),
    finish: async (client) => {
      client.send('channel.close-ok', {}, channel);
    },
  };
}

function connectionException(text: string): Reaction {
  const reply = parseReply(text);
  return {
    text: `connection.close ${words(reply)}, then the end of the connection`,
    accepts: (event) => isMethod(event, 'connection.close') && carries(event, reply),
    finish: finishClose,
  };
}

function answer(method: string, text: string): Reaction {
  if (text === 'as it was published') {
    return {
      text: `${method} with the message ${text}`,
      accepts: (event, client) =>
        event.kind === 'message' && event.frame.method === method && isAsPublished(client.published, event),
    };
  }
  const outcome = outcomeOf(text);
  const [, argument, wanted] = /^([a-z-]+) = (.*)$/s.exec(text) ?? [];
  return {
    text: argument === undefined ? method : `${method} with ${text}`,
    accepts: (event, client) =>
      (event.kind === 'method' || event.kind === 'message') &&
      event.frame.method === method &&
      (argument === undefined || isAsWritten(client, valuesOf(event), argument, wanted ?? '')),
    ...(outcome === undefined ? {} : { finish: outcome }),
  };
}

/** The arguments of a method; of a message its property flags and list too, as hex. */
function valuesOf(event: HeardMethod | HeardMessage): AmqpArguments {
  const { arguments: values } = event.frame;
  return event.kind === 'method' ? values : { ...values, properties: formatHex(event.properties) };
}

/** `AMQP 00 01 00 00`: that very header; the connection may stay open. */
const header = (text: string): Reaction => ({
  text: `the protocol header ${text}`,
  accepts: (event) =>
    event.kind === 'octets' &&
    event.what === 'protocol header' &&
    formatHex(event.bytes.subarray(4)) === text.slice(5).toLowerCase(),
});

const OTHERS: Readonly<Record<string, Reaction>> = {
  closed: {
    text: 'the broker closes the connection, sending nothing',
    accepts: (event) => event.kind === 'closed',
  },
  'protocol header': {
    text: 'a protocol header, then the end of the connection',
    accepts: (event) => event.kind === 'octets' && event.what === 'protocol header',
    finish: expectEnd,
  },
  ignored: {
    text: 'no answer to that; the next method is answered',
    accepts: (event) => event.kind === 'method' && event.frame.method === 'basic.qos-ok',
    needsFence: true,
  },
};

/** Deliveries come when they come, unless one is what a row speaks of. */
function isReaction(heard: Heard, rows: Table): boolean {
  if (heard.kind === 'octets') return heard.what !== 'heartbeat';
  if (heard.kind === 'message') return heard.frame.method !== 'basic.deliver' || rows.some(isDelivery);
  return !NEWS.has(heard.frame.method);
}

const isDelivery = ([first]: readonly string[]): boolean => first === 'basic.deliver';
