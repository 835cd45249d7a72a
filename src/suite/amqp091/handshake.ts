import { Buffer } from 'node:buffer';
import type { GivenArguments } from '../../protocol/amqp091/encode.js';
import { encodeTable } from '../../protocol/amqp091/field-table.js';
import { table } from '../../protocol/amqp091/plain-table.js';
import { UsageError } from '../../result/expectation.js';
import type { Table } from '../words/table.js';
import type { World } from '../world.js';
import { expectReply } from './answers.js';
import type { AmqpSpeaker } from './speaker.js';

/** The rows of "is connected with". */
export interface HandshakeOptions {
  readonly channelMax?: number;
  readonly frameMax?: number;
  readonly heartbeat?: number;
  /** Names in the client's capabilities table, each true. */
  readonly capabilities: readonly string[];
  readonly virtualHost: string;
}

export function connectionOptions(world: World, rows: Table): HandshakeOptions {
  const said = new Map(rows.map(([name = '', value = '']) => [name, value]));
  for (const name of said.keys()) {
    if (!KNOWN.has(name))
      throw new UsageError(`a client cannot be connected with "${name}"`, `known are ${[...KNOWN].join(', ')}`);
  }
  const number = (name: string) => (said.has(name) ? Number(said.get(name)) : undefined);
  const [channelMax, frameMax, heartbeat] = [number('channel-max'), number('frame-max'), number('heartbeat')];
  return {
    ...(channelMax === undefined ? {} : { channelMax }),
    ...(frameMax === undefined ? {} : { frameMax }),
    ...(heartbeat === undefined ? {} : { heartbeat }),
    capabilities: (said.get('capabilities') ?? '').split(/,\s*/).filter((name) => name !== ''),
    virtualHost: said.get('virtual-host') ?? world.options.target.vhost ?? '/',
  };
}

/** The methods of a correct handshake in their order, the protocol header sent already, as far as having received `last`. */
export async function shakeHands(client: AmqpSpeaker, last: string, options: HandshakeOptions): Promise<void> {
  for (const { sends, awaits, channel = 0 } of LEGS) {
    if (sends !== undefined) client.send(sends, handshakeArguments(client, sends, options), channel);
    if (awaits === undefined) continue;
    await expectReply(client, awaits, channel, client.handshakeTimeoutMs);
    if (awaits === last) return;
  }
}

const LEGS: readonly { readonly sends?: string; readonly awaits?: string; readonly channel?: number }[] = [
  { awaits: 'connection.start' },
  { sends: 'connection.start-ok', awaits: 'connection.tune' },
  { sends: 'connection.tune-ok' },
  { sends: 'connection.open', awaits: 'connection.open-ok' },
  { sends: 'channel.open', awaits: 'channel.open-ok', channel: 1 },
];

/** What a correct client says in a method of the handshake; heartbeats are off unless a scenario wants them. */
export function handshakeArguments(
  client: AmqpSpeaker,
  method: string,
  options: HandshakeOptions = connectionOptions(client.world, []),
): GivenArguments {
  return DEFAULTS[method]?.(client, options) ?? {};
}

/** User and password as the SASL mechanism wants them. */
export function saslResponse(world: World, mechanism: string): Buffer {
  const { user = 'guest', password = 'guest' } = world.options.target;
  if (mechanism !== 'AMQPLAIN') return Buffer.from(`\0${user}\0${password}`);
  return Buffer.from(encodeTable(table({ LOGIN: user, PASSWORD: password })).subarray(4));
}

const KNOWN: ReadonlySet<string> = new Set(['channel-max', 'frame-max', 'heartbeat', 'capabilities', 'virtual-host']);

const DEFAULTS: Readonly<Record<string, (client: AmqpSpeaker, options: HandshakeOptions) => GivenArguments>> = {
  'connection.start-ok': ({ world }, { capabilities }) => ({
    'client-properties': table({
      product: 'conform',
      platform: 'Node.js',
      ...(capabilities.length === 0
        ? {}
        : { capabilities: Object.fromEntries(capabilities.map((name) => [name, true])) }),
    }),
    mechanism: 'PLAIN',
    response: saslResponse(world, 'PLAIN'),
    locale: 'en_US',
  }),
  'connection.tune-ok': ({ offered }, { channelMax, frameMax, heartbeat }) => ({
    'channel-max': channelMax ?? offered['channel-max'] ?? 10,
    'frame-max': frameMax ?? offered['frame-max'] ?? 4096,
    heartbeat: heartbeat ?? 0,
  }),
  'connection.open': (_, { virtualHost }) => ({ 'virtual-host': virtualHost }),
  'connection.close': () => ({ 'reply-code': 200, 'reply-text': 'bye' }),
  'channel.close': () => ({ 'reply-code': 200, 'reply-text': 'bye' }),
};
