import { Buffer } from 'node:buffer';
import { change, garble, multiply, suppress } from './distortion.js';

const WRONG_CODE_OF_3: Readonly<Record<number, number>> = {
  129: 0x02,
  132: 0x01,
  133: 0x02,
  134: 0x04,
  135: 0x05,
  140: 0x05,
};

/** Wrong CONNACK, DISCONNECT and AUTH packets. */
export const CONNECTION_DISTORTIONS = [
  suppress('no-connack', 'CONNACK'),
  garble('sets-reserved-connack-flags', 'CONNACK', (octets) => withOctet(octets, 2, (octets[2] ?? 0) | 0x02)),
  change('session-present-on-refusal', 'CONNACK', (packet) =>
    packet.reasonCode === 0 ? packet : { ...packet, sessionPresent: true },
  ),
  change('reserved-connack-code', 'CONNACK', (packet, { version }) =>
    packet.reasonCode === 0 || version === 5 ? packet : { ...packet, reasonCode: 0x06 },
  ),
  change('rejects-clientid-with-wrong-code', 'CONNACK', (packet, { version }) =>
    packet.reasonCode === 0x02 && version !== 5 ? { ...packet, reasonCode: 0x05 } : packet,
  ),
  change('uses-v3-return-code-on-v5', 'CONNACK', (packet, { version }) =>
    packet.reasonCode === 0 || version !== 5
      ? packet
      : { ...packet, reasonCode: WRONG_CODE_OF_3[packet.reasonCode] ?? 0x03 },
  ),
  change('hides-maximum-qos', 'CONNACK', (packet) => {
    const { maximumQos: _, ...properties } = packet.properties ?? {};
    return { ...packet, properties };
  }),
  change('sends-maximum-qos-2', 'CONNACK', (packet, { version }) =>
    version === 5 ? { ...packet, properties: { ...packet.properties, maximumQos: 2 } } : packet,
  ),
  change('omits-assigned-clientid', 'CONNACK', (packet) => {
    const { assignedClientIdentifier: _, ...properties } = packet.properties ?? {};
    return { ...packet, properties };
  }),
  change('sends-assigned-id-unasked', 'CONNACK', (packet, { version, clientId }) =>
    version === 5 && packet.reasonCode === 0
      ? { ...packet, properties: { ...packet.properties, assignedClientIdentifier: clientId ?? '' } }
      : packet,
  ),
  change('sends-unrequested-response-information', 'CONNACK', (packet, { version }) =>
    version === 5 ? { ...packet, properties: { ...packet.properties, responseInformation: 'response/' } } : packet,
  ),
  change('connack-unasked-auth-method', 'CONNACK', (packet, { version, authenticates }) =>
    version === 5 && !authenticates && packet.reasonCode === 0
      ? { ...packet, properties: { ...packet.properties, authenticationMethod: 'challenge' } }
      : packet,
  ),
  change('connack-omits-auth-method', 'CONNACK', (packet) => {
    const { authenticationMethod: _, ...properties } = packet.properties ?? {};
    return { ...packet, properties };
  }),
  multiply('sends-unsolicited-auth', 'CONNACK', (packet, { version, authenticates }) =>
    version === 5 && !authenticates
      ? [packet, { type: 'AUTH', reasonCode: 0x18, properties: { authenticationMethod: 'challenge' } }]
      : [packet],
  ),
  change('disconnect-invalid-reason-code', 'DISCONNECT', (packet) => ({ ...packet, reasonCode: 0x04 })),
  change('disconnect-carries-session-expiry', 'DISCONNECT', (packet) => ({
    ...packet,
    properties: { ...packet.properties, sessionExpiryInterval: 60 },
  })),
  suppress('no-pingresp', 'PINGRESP'),
];

export function withOctet(octets: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(octets);
  copy[at] = value;
  return copy;
}
