import type { Target } from '../../net/target.js';
import type {
  Connect,
  MqttPacket,
  MqttPacketType,
  MqttProperties,
  MqttVersion,
  Publish,
  Qos,
  Subscription,
  Will,
} from '../../protocol/mqtt/packet.js';
import { type PropertyPlace, type PropertyRow, propertyByName } from '../../protocol/mqtt/properties.js';
import { UsageError } from '../../result/expectation.js';
import { writtenBit, writtenNumber } from '../words/cell.js';
import type { Namespace } from '../words/namespace.js';
import type { Table } from '../words/table.js';
import { unescaped, wireClientId, wirePayload, wireTopic } from '../words/wire-name.js';

/** What the cells of a packet's table depend on. */
export interface PacketTableContext {
  readonly namespace: Namespace;
  readonly target: Pick<Target, 'user' | 'password'>;
  readonly version: MqttVersion;
  /** The actor: whose Client Identifier, unless the table says another. */
  readonly actor: string;
  /** What the broker said of itself in CONNACK. */
  readonly announced?: MqttProperties;
}

/**
 * The rows of "sends PUBLISH with" and "is connected with": a field by the standard's name, and its value.
 * Properties of 5.0 go by their names too, those of the Will with "Will" before them.
 */
export function packetFrom(type: MqttPacketType, table: Table, context: PacketTableContext): MqttPacket {
  const build = BUILDERS[type];
  if (build === undefined) throw new UsageError(`a client does not send ${type} by a table of fields`);
  return build(new Cells(type, table), context);
}

/** The same rows for CONNECT; a row of `later` takes the place of one in `earlier`. */
export function connectFrom(earlier: Table, later: Table, context: PacketTableContext): Connect {
  const names = new Set(later.map(([name]) => name));
  const rows = [...earlier.filter(([name]) => !names.has(name)), ...later];
  return connect(new Cells('CONNECT', rows), context);
}

/** `meter/7 at QoS 1, No Local` → a subscription; also as two cells, `meter/7` and `QoS 1, No Local`. */
export function subscriptionFrom(cell: string, namespace: Namespace): Subscription {
  const [, filter = cell, qos = '0', options = ''] = /^(.*?) at QoS (\d)(.*)$/s.exec(cell) ?? [];
  const handling = /Retain Handling (\d)/.exec(options)?.[1];
  return {
    topicFilter: wireTopic(filter, namespace),
    qos: Number(qos) as Qos,
    ...(options.includes('No Local') ? { noLocal: true } : {}),
    ...(options.includes('Retain As Published') ? { retainAsPublished: true } : {}),
    ...(handling === undefined ? {} : { retainHandling: Number(handling) as 0 | 1 | 2 }),
  };
}

type Builder = (cells: Cells, context: PacketTableContext) => MqttPacket;

const identified = (type: 'PUBACK' | 'PUBREC' | 'PUBREL' | 'PUBCOMP'): Builder => {
  return (cells, context) => ({
    type,
    packetIdentifier: cells.number('Packet Identifier') ?? 0,
    ...cells.optionalNumber('Reason Code', 'reasonCode'),
    ...cells.properties(type, context),
  });
};

const BUILDERS: Partial<Record<MqttPacketType, Builder>> = {
  CONNECT: connect,
  PUBLISH: publish,
  PUBACK: identified('PUBACK'),
  PUBREC: identified('PUBREC'),
  PUBREL: identified('PUBREL'),
  PUBCOMP: identified('PUBCOMP'),
  SUBSCRIBE: (cells, context) => ({
    type: 'SUBSCRIBE',
    packetIdentifier: cells.number('Packet Identifier') ?? 0,
    ...cells.properties('SUBSCRIBE', context),
    subscriptions: cells.all('Topic Filter').map((cell) => subscriptionFrom(cell, context.namespace)),
  }),
  UNSUBSCRIBE: (cells, context) => ({
    type: 'UNSUBSCRIBE',
    packetIdentifier: cells.number('Packet Identifier') ?? 0,
    ...cells.properties('UNSUBSCRIBE', context),
    topicFilters: cells.all('Topic Filter').map((cell) => wireTopic(cell, context.namespace)),
  }),
  PINGREQ: () => ({ type: 'PINGREQ' }),
  DISCONNECT: (cells, context) => ({
    type: 'DISCONNECT',
    ...cells.optionalNumber('Reason Code', 'reasonCode'),
    ...cells.properties('DISCONNECT', context),
  }),
  AUTH: (cells, context) => ({
    type: 'AUTH',
    reasonCode: cells.number('Reason Code') ?? 0,
    ...cells.properties('AUTH', context),
  }),
};

function connect(cells: Cells, context: PacketTableContext): Connect {
  const { namespace, target, version, actor } = context;
  const userName = cells.text('User Name') ?? target.user;
  const password = cells.text('Password') ?? (userName === target.user ? target.password : undefined);
  const topic = cells.text('Will Topic');
  const will = topic === undefined ? undefined : willFrom(topic, cells, context);
  return {
    type: 'CONNECT',
    protocolName: cells.text('Protocol Name') ?? 'MQTT',
    protocolVersion: cells.number('Protocol Level') ?? cells.number('Protocol Version') ?? version,
    cleanStart: cells.bit('Clean Session') ?? cells.bit('Clean Start') ?? true,
    keepAlive: cells.number('Keep Alive') ?? 60,
    ...cells.properties('CONNECT', context),
    clientId: wireClientId(cells.text('Client Identifier') ?? actor, namespace),
    ...(will === undefined ? {} : { will }),
    ...(userName === undefined ? {} : { userName }),
    ...(password === undefined ? {} : { password: wirePayload(password) }),
  };
}

function willFrom(topic: string, cells: Cells, context: PacketTableContext): Will {
  return {
    qos: (cells.number('Will QoS') ?? 0) as Qos,
    retain: cells.bit('Will Retain') ?? false,
    ...cells.properties('WILL', context),
    topic: wireTopic(topic, context.namespace),
    payload: wirePayload(cells.text('Will Message') ?? cells.text('Will Payload') ?? ''),
  };
}

function publish(cells: Cells, context: PacketTableContext): Publish {
  const qos = (cells.number('QoS') ?? 0) as Qos;
  return {
    type: 'PUBLISH',
    dup: cells.bit('DUP') ?? false,
    qos,
    retain: cells.bit('RETAIN') ?? false,
    topic: wireTopic(cells.text('Topic Name') ?? '', context.namespace),
    ...cells.optionalNumber('Packet Identifier', 'packetIdentifier'),
    ...cells.properties('PUBLISH', context),
    payload: wirePayload(cells.text('Payload') ?? ''),
  };
}

/** The rows of one table, by name. */
class Cells {
  private readonly rows: Table;

  constructor(type: MqttPacketType, rows: Table) {
    this.rows = rows;
    for (const [name = ''] of rows) {
      if (!known(type, name)) throw new UsageError(`${type} has no field "${name}" that a table can set`);
    }
  }

  text(name: string): string | undefined {
    return this.rows.find((row) => row[0] === name)?.[1];
  }

  all(name: string): string[] {
    return this.rows.filter((row) => row[0] === name).map((row) => row[1] ?? '');
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : writtenNumber(text);
  }

  bit(name: string): boolean | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : writtenBit(text);
  }

  optionalNumber<Key extends string>(name: string, key: Key): { [K in Key]?: number } {
    const value = this.number(name);
    return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: number };
  }

  properties(place: PropertyPlace, context: PacketTableContext): { properties?: MqttProperties } {
    const found: Record<string, unknown> = {};
    for (const [name = '', cell = ''] of this.rows) {
      const row = propertyAt(name, place);
      if (row === undefined) continue;
      const value = propertyValue(row, cell, context);
      const earlier = found[row.key] as readonly unknown[] | undefined;
      found[row.key] = row.repeats.length > 0 ? [...(earlier ?? []), value] : value;
    }
    return context.version === 5 && Object.keys(found).length > 0 ? { properties: found as MqttProperties } : {};
  }
}

const FIELDS: Partial<Record<MqttPacketType, readonly string[]>> = {
  CONNECT: [
    'Client Identifier',
    'Clean Session',
    'Clean Start',
    'Keep Alive',
    'Protocol Name',
    'Protocol Level',
    'Protocol Version',
    'Will Topic',
    'Will Message',
    'Will Payload',
    'Will QoS',
    'Will Retain',
    'User Name',
    'Password',
  ],
  PUBLISH: ['Topic Name', 'Payload', 'QoS', 'DUP', 'RETAIN', 'Packet Identifier'],
  SUBSCRIBE: ['Packet Identifier', 'Topic Filter'],
  UNSUBSCRIBE: ['Packet Identifier', 'Topic Filter'],
};

function known(type: MqttPacketType, name: string): boolean {
  const own = FIELDS[type] ?? ['Packet Identifier', 'Reason Code'];
  const place = propertyAt(name, type) ?? (type === 'CONNECT' ? propertyAt(name, 'WILL') : undefined);
  return own.includes(name) || place !== undefined;
}

/** In a CONNECT the properties of the Will have "Will" before their names, so that both can stand in one table. */
function propertyAt(name: string, place: PropertyPlace): PropertyRow | undefined {
  const whole = propertyByName(name);
  if (place !== 'WILL') return whole?.key === 'willDelayInterval' ? undefined : whole;
  const row = whole?.key === 'willDelayInterval' ? whole : propertyByName(name.replace(/^Will /, ''));
  return name.startsWith('Will ') ? row : undefined;
}

function propertyValue(row: PropertyRow, cell: string, { namespace, announced }: PacketTableContext): unknown {
  if (row.key === 'responseTopic') return wireTopic(cell, namespace);
  if (row.type === 'binary') return wirePayload(cell);
  if (row.type === 'string') return unescaped(cell);
  if (row.type === 'pair') return userPropertyFrom(cell);
  const beyond = /^the announced maximum(?: \+ (\d+))?$/.exec(cell);
  if (beyond !== null && row.key === 'topicAlias') return (announced?.topicAliasMaximum ?? 0) + Number(beyond[1] ?? 0);
  return writtenNumber(cell);
}

/** `unit = kWh` → name and value; either may be empty, as in `= kWh`. */
export function userPropertyFrom(cell: string): readonly [string, string] {
  const [, name = cell, value = ''] = /^(.*?) ?= ?(.*)$/s.exec(cell) ?? [];
  return [unescaped(name), unescaped(value)];
}
