import type { MqttPacketType } from '../../protocol/mqtt/packet.js';
import { identifierOf, type MqttFrame } from './frame.js';

/** What a step waits for. */
export interface Wanted {
  /** Every permitted outcome, in words. */
  readonly expected: readonly string[];
  readonly accepts: (frame: MqttFrame) => boolean;
  /** Where that does not come: the packet that came in its place, and its field to mark. */
  readonly instead?: (frame: MqttFrame) => boolean;
  readonly field?: string;
}

/** Packets by type and identifier, in words and as a test. */
export function packetWanted(type: MqttPacketType, identifier?: number): Wanted {
  const name = identifier === undefined ? type : `${type} for packet ${identifier}`;
  return {
    expected: [`the broker sends ${name}`],
    accepts: (frame) => frame.type === type && (identifier === undefined || identifierOf(frame) === identifier),
    instead: (frame) => frame.type === type,
    field: 'Packet Identifier',
  };
}
