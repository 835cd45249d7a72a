import type { Buffer } from 'node:buffer';
import type { MqttPacket, MqttPacketType, PacketOf } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';
import type { MqttDefectId } from './defects.js';
import type { Delivery } from './delivery.js';

/** What is known of a packet that goes out, beyond the packet. */
export interface About {
  /** Of a PUBLISH: what it delivers. */
  readonly delivery?: Delivery;
  /** It waited for its client, or for room in the Receive Maximum. */
  readonly waited?: boolean;
  /** It was sent before. */
  readonly repeated?: boolean;
}

/** One way in which a defective broker sends a wrong packet. */
export interface Distortion {
  readonly defect: MqttDefectId;
  readonly on: readonly MqttPacketType[];
  /** The packets to send instead; none, to send nothing. */
  readonly packets?: (packet: MqttPacket, connection: Connection, about: About) => readonly MqttPacket[];
  /** The octets to send instead. */
  readonly octets?: (octets: Buffer, packet: MqttPacket, connection: Connection, about: About) => Buffer;
}

/** A distortion that makes another packet of a packet. */
export function change<Type extends MqttPacketType>(
  defect: MqttDefectId,
  on: Type | readonly Type[],
  to: (packet: PacketOf<Type>, connection: Connection, about: About) => MqttPacket,
): Distortion {
  const packets = (packet: MqttPacket, connection: Connection, about: About): readonly MqttPacket[] => [
    to(packet as PacketOf<Type>, connection, about),
  ];
  return { defect, on: listOf(on), packets };
}

/** A distortion that makes several packets of one, or none. */
export function multiply<Type extends MqttPacketType>(
  defect: MqttDefectId,
  on: Type | readonly Type[],
  to: (packet: PacketOf<Type>, connection: Connection, about: About) => readonly MqttPacket[],
): Distortion {
  return { defect, on: listOf(on), packets: to as NonNullable<Distortion['packets']> };
}

/** A packet that is never sent. */
export function suppress(defect: MqttDefectId, on: MqttPacketType): Distortion {
  return { defect, on: [on], packets: () => [] };
}

/** A distortion of what was encoded. */
export function garble(
  defect: MqttDefectId,
  on: MqttPacketType | readonly MqttPacketType[],
  octets: NonNullable<Distortion['octets']>,
): Distortion {
  return { defect, on: listOf(on), octets };
}

function listOf<Type extends MqttPacketType>(on: Type | readonly Type[]): readonly MqttPacketType[] {
  return typeof on === 'string' ? [on] : on;
}
