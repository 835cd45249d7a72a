import type { DissectedPacket, Origin, Service } from '../service.js';
import { connectVersion, decodePacket } from './decode.js';
import { encodePacket } from './encode.js';
import { packetLength } from './framing.js';
import type { MqttVersion } from './packet.js';

/** MQTT 3.1.1 and 5.0 at a server. */
export const MQTT_SERVICE: Service = {
  title: 'MQTT',
  schemes: {
    mqtt: { transport: 'tcp', port: 1883 },
    ws: { transport: 'ws', port: 80 },
    mqtts: { transport: 'tls', port: 8883 },
    wss: { transport: 'wss', port: 443 },
  },
  announced: ['mqtt'],
  greeting: 'a CONNECT',
  greetings: (name) => [connect(name, 4), connect(name, 5)],
  answers: (bytes) => bytes[0] === 0x20,
  *packets(bytes, origin): Iterable<DissectedPacket> {
    const version = versionOf(origin);
    for (let offset = 0; offset < bytes.length; ) {
      const length = packetLength(bytes, offset);
      const packet = bytes.subarray(offset, length < 0 ? undefined : offset + length);
      const { field } = decodePacket(packet, { version, from: origin.from, tree: true });
      if (field !== undefined) yield { offset, field };
      offset += packet.length;
    }
  },
};

/** A clean session, well-formed at either level. */
function connect(clientId: string, protocolVersion: 4 | 5): Uint8Array {
  return encodePacket(
    { type: 'CONNECT', protocolName: 'MQTT', protocolVersion, cleanStart: true, keepAlive: 60, clientId },
    protocolVersion,
  );
}

/** What the client asked for when it connected, whatever the version is that it was meant to speak. */
function versionOf({ version, sent }: Origin): MqttVersion {
  const opening = sent.findLast((bytes) => ((bytes[0] ?? 0) & 0xf0) === 0x10);
  const asked = opening === undefined ? undefined : connectVersion(opening);
  return asked ?? (version === '5.0' ? 5 : 4);
}
