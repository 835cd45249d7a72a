import type { Buffer } from 'node:buffer';
import type { MqttPacket, MqttPacketType, PacketOf } from '../../protocol/mqtt/packet.js';
import type { Facts } from './facts.js';

/** One way in which a packet goes out wrong: other packets in its place, or other octets. */
export type Distortion<Id extends string = string> = Rewriting<Id> | Garbling<Id>;

interface Rewriting<Id extends string> {
  readonly id: Id;
  readonly on: readonly MqttPacketType[];
  /** The packets to send instead; none, to send nothing. */
  readonly packets: (packet: MqttPacket, facts: Facts) => readonly MqttPacket[];
}

interface Garbling<Id extends string> {
  readonly id: Id;
  readonly on: readonly MqttPacketType[];
  /** The octets to send instead. */
  readonly octets: (octets: Buffer, packet: MqttPacket, facts: Facts) => Buffer;
}

/** The octets of a packet under a distortion, where `encode` gives those of the packets that come of it. */
export function distort(
  distortion: Distortion,
  packet: MqttPacket,
  facts: Facts,
  encode: (packet: MqttPacket) => readonly Buffer[],
): readonly Buffer[] {
  if (!distortion.on.includes(packet.type)) return encode(packet);
  if ('packets' in distortion) return distortion.packets(packet, facts).flatMap(encode);
  return encode(packet).map((octets) => distortion.octets(octets, packet, facts));
}

/** A distortion that makes another packet of a packet. */
export function change<const Id extends string, Type extends MqttPacketType>(
  id: Id,
  on: Type | readonly Type[],
  to: (packet: PacketOf<Type>, facts: Facts) => MqttPacket,
): Distortion<Id> {
  return { id, on: listOf(on), packets: (packet, facts) => [to(packet as PacketOf<Type>, facts)] };
}

/** A distortion that makes several packets of one, or none. */
export function multiply<const Id extends string, Type extends MqttPacketType>(
  id: Id,
  on: Type,
  to: (packet: PacketOf<Type>, facts: Facts) => readonly MqttPacket[],
): Distortion<Id> {
  return { id, on: [on], packets: (packet, facts) => to(packet as PacketOf<Type>, facts) };
}

/** A packet that is never sent. */
export function suppress<const Id extends string>(id: Id, on: MqttPacketType): Distortion<Id> {
  return { id, on: [on], packets: () => [] };
}

/** A distortion of what was encoded. */
export function garble<const Id extends string, Type extends MqttPacketType>(
  id: Id,
  on: Type | readonly Type[],
  to: (octets: Buffer, packet: PacketOf<Type>, facts: Facts) => Buffer,
): Distortion<Id> {
  return { id, on: listOf(on), octets: (octets, packet, facts) => to(octets, packet as PacketOf<Type>, facts) };
}

function listOf<Type extends MqttPacketType>(on: Type | readonly Type[]): readonly MqttPacketType[] {
  return typeof on === 'string' ? [on] : on;
}
