import type { MqttPacketType } from '../../protocol/mqtt/packet.js';
import { packetTypeByName } from '../../protocol/mqtt/tables.js';
import { UsageError } from '../../result/expectation.js';
import type { Table } from '../words/table.js';
import type { MqttFrame } from './frame.js';

/**
 * What a row of "answers … with one of" permits:
 * `closed` · `CONNACK 0x02, then closed` · `SUBACK 0x80` · `CONNACK other than 0x00, then closed` · `PUBCOMP` · `ignored`.
 */
export interface Reaction {
  readonly words: string;
  /** Absent where the broker sends nothing. */
  readonly type?: MqttPacketType;
  readonly codes?: readonly number[];
  readonly otherThan?: boolean;
  readonly closes: boolean;
  /** The broker ignores what came and goes on serving: PINGREQ is answered. */
  readonly ignored?: boolean;
}

export function reactions(rows: Table): Reaction[] {
  return rows.map(([cell = '', meaning = '']) => {
    const words = meaning === '' ? cell : `${cell} (${meaning})`;
    if (cell === 'closed') return { words: `the broker closes the connection, sending nothing`, closes: true };
    if (cell === 'ignored')
      return { words: 'no answer to that; the broker goes on serving the connection', closes: false, ignored: true };
    const [, name = '', other, codes, closes] = pattern.exec(cell) ?? [];
    const row = packetTypeByName(name);
    if (row === undefined) throw new UsageError(`"${cell}" is no reaction of an MQTT broker`);
    return {
      words,
      type: row.type,
      closes: closes !== undefined,
      otherThan: other !== undefined,
      ...(codes === undefined ? {} : { codes: codes.split(' or ').map((code) => Number(code)) }),
    };
  });
}

/** Whether the packet is the one that the reaction speaks of. */
export function isReaction(reaction: Reaction, frame: MqttFrame): boolean {
  if (reaction.type !== frame.type) return false;
  const { codes } = reaction;
  if (codes === undefined) return true;
  const found = codesOf(frame);
  const among = found.length > 0 && found.every((code) => codes.includes(code));
  return reaction.otherThan === true ? !found.some((code) => codes.includes(code)) : among;
}

export function codesOf(frame: MqttFrame): readonly number[] {
  const { packet } = frame;
  if (packet === undefined) return [];
  if ('reasonCodes' in packet) return packet.reasonCodes ?? [];
  return 'reasonCode' in packet ? [packet.reasonCode ?? 0] : [0];
}

const pattern = /^([A-Z]+)(?: (other than )?(0x[0-9A-Fa-f]{2}(?: or 0x[0-9A-Fa-f]{2})*)[^,]*)?(, then closed)?$/;
