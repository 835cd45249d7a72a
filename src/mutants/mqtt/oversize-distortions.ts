import type { MqttPacket, MqttPacketType, MqttProperties } from '../../protocol/mqtt/packet.js';
import type { Distortion } from './distortion.js';

const PACKETS = {
  auth: 'AUTH',
  connack: 'CONNACK',
  disconnect: 'DISCONNECT',
  puback: 'PUBACK',
  pubcomp: 'PUBCOMP',
  pubrec: 'PUBREC',
  pubrel: 'PUBREL',
  suback: 'SUBACK',
  unsuback: 'UNSUBACK',
} as const satisfies Readonly<Record<string, MqttPacketType>>;

type OversizeId = `oversize-${keyof typeof PACKETS}-${'reason-string' | 'user-property'}`;

/** `oversize-puback-reason-string` and the like: an explanation that a client with a Maximum Packet Size must be spared. */
export const OVERSIZE_DISTORTIONS: readonly Distortion<OversizeId>[] = (
  Object.entries(PACKETS) as [keyof typeof PACKETS, MqttPacketType][]
).flatMap(([name, type]) => [
  oversize(`oversize-${name}-reason-string`, type, (text) => ({ reasonString: text })),
  oversize(`oversize-${name}-user-property`, type, (text) => ({ userProperty: [['why', text]] })),
]);

function oversize(
  id: OversizeId,
  type: MqttPacketType,
  property: (text: string) => MqttProperties,
): Distortion<OversizeId> {
  return {
    id,
    on: [type],
    packets: (packet, { version, maximumPacketSize }) => {
      if (version !== 5 || !Number.isFinite(maximumPacketSize)) return [packet];
      const text = 'x'.repeat(Math.min(maximumPacketSize, 60_000));
      const before = 'properties' in packet ? packet.properties : undefined;
      return [{ ...packet, properties: { ...before, ...property(text) } } as MqttPacket];
    },
  };
}
