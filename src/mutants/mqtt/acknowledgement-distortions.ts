import { Buffer } from 'node:buffer';
import { withFixedHeader } from '../../protocol/mqtt/encode.js';
import { headerLength } from '../../protocol/mqtt/framing.js';
import type { Acknowledgement } from '../../protocol/mqtt/packet.js';
import { withOctet } from './connection-distortions.js';
import { change, garble, multiply, suppress } from './distortion.js';

const next = (identifier: number): number => (identifier >= 65_535 ? 1 : identifier + 1);
const swapped = (identifier: number): number => ((identifier & 0xff) << 8) | (identifier >>> 8);
const ACKNOWLEDGEMENTS = ['PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP'] as const;
const PERMITTED_SUBACK = [0x00, 0x01, 0x02];

const renumbered = <const Id extends string>(id: Id, type: Acknowledgement['type'] | 'SUBACK' | 'UNSUBACK') =>
  change(id, type, (packet) => ({ ...packet, packetIdentifier: next(packet.packetIdentifier) }));

/** Wrong acknowledgements: too few, too many, with wrong identifiers, codes and layouts. */
export const ACKNOWLEDGEMENT_DISTORTIONS = [
  suppress('no-puback', 'PUBACK'),
  suppress('no-pubrec', 'PUBREC'),
  suppress('no-pubrel', 'PUBREL'),
  suppress('no-pubcomp', 'PUBCOMP'),
  suppress('no-suback', 'SUBACK'),
  suppress('no-unsuback', 'UNSUBACK'),
  multiply('no-pubcomp-for-unknown-pid', 'PUBCOMP', (packet) => (packet.reasonCode === 0x92 ? [] : [packet])),
  multiply('no-unsuback-when-unknown', 'UNSUBACK', (packet) =>
    (packet.reasonCodes ?? []).every((code) => code === 0x11) ? [] : [packet],
  ),

  // identifiers
  renumbered('puback-wrong-pid', 'PUBACK'),
  renumbered('pubrel-wrong-pid', 'PUBREL'),
  renumbered('pubcomp-wrong-pid', 'PUBCOMP'),
  renumbered('suback-wrong-pid', 'SUBACK'),
  renumbered('unsuback-wrong-pid', 'UNSUBACK'),
  change('byte-swapped-pid', ['PUBACK', 'PUBREC', 'PUBCOMP'], (packet) => ({
    ...packet,
    packetIdentifier: swapped(packet.packetIdentifier),
  })),

  // flags and layout
  garble('sends-pubrel-flags-0', 'PUBREL', (octets) => withOctet(octets, 0, 0x60)),
  garble('sends-reserved-flags', ['PUBACK', 'PUBREC', 'PUBCOMP', 'UNSUBACK', 'PINGRESP'], (octets) =>
    withOctet(octets, 0, (octets[0] ?? 0) | 0x01),
  ),
  garble('v5-layout-on-v4', ['PUBACK', 'PUBREC', 'PUBCOMP', 'UNSUBACK'], (octets, _, { version }) =>
    version === 5 ? octets : withFixedHeader(octets[0] ?? 0, Buffer.concat([octets.subarray(2), Buffer.from([0])])),
  ),
  garble('omits-property-length-in-suback', 'SUBACK', (octets, _, { version }) => {
    if (version !== 5) return octets;
    const body = octets.subarray(headerLength(octets));
    return withFixedHeader(octets[0] ?? 0, Buffer.concat([body.subarray(0, 2), body.subarray(3)]));
  }),
  change('sends-property-in-wrong-packet', 'SUBACK', (packet) => ({
    ...packet,
    properties: { ...packet.properties, receiveMaximum: 10 },
  })),
  change(
    'sends-reason-string-despite-rpi-0',
    [...ACKNOWLEDGEMENTS, 'SUBACK', 'UNSUBACK'],
    (packet, { requestsProblems }) =>
      requestsProblems ? packet : { ...packet, properties: { ...packet.properties, reasonString: 'because' } },
  ),

  // codes
  change('puback-invalid-reason-code', 'PUBACK', (packet) => ({ ...packet, reasonCode: 0x92 })),
  change('pubrec-invalid-reason-code', 'PUBREC', (packet) => ({ ...packet, reasonCode: 0x11 })),
  change('pubrel-invalid-reason-code', 'PUBREL', (packet) => ({ ...packet, reasonCode: 0x10 })),
  change('pubcomp-invalid-reason-code', 'PUBCOMP', (packet) => ({ ...packet, reasonCode: 0x10 })),
  change('suback-invalid-reason-code', 'SUBACK', (packet, { version }) =>
    version === 5 ? { ...packet, reasonCodes: packet.reasonCodes.map(() => 0x10) } : packet,
  ),
  change('unsuback-invalid-reason-code', 'UNSUBACK', (packet) => ({
    ...packet,
    reasonCodes: (packet.reasonCodes ?? []).map(() => 0x10),
  })),
  change('suback-order-reversed', 'SUBACK', (packet) => ({
    ...packet,
    reasonCodes: packet.reasonCodes.toReversed(),
  })),
  change('suback-codes-sorted', 'SUBACK', (packet) => ({
    ...packet,
    reasonCodes: packet.reasonCodes.toSorted((left, right) => left - right),
  })),
  change('suback-wrong-code-count', 'SUBACK', (packet) => ({
    ...packet,
    reasonCodes: packet.reasonCodes.length > 1 ? packet.reasonCodes.slice(0, -1) : packet.reasonCodes,
  })),
  change('suback-reserved-code', 'SUBACK', (packet, { version }) =>
    version === 5
      ? packet
      : { ...packet, reasonCodes: packet.reasonCodes.map((code) => (PERMITTED_SUBACK.includes(code) ? code : 0x7f)) },
  ),
  change('v5-suback-code-on-v4', 'SUBACK', (packet, { version }) =>
    version === 5
      ? packet
      : { ...packet, reasonCodes: packet.reasonCodes.map((code) => (PERMITTED_SUBACK.includes(code) ? code : 0x8f)) },
  ),
  change('unsuback-order-reversed', 'UNSUBACK', (packet) => ({
    ...packet,
    reasonCodes: (packet.reasonCodes ?? []).toReversed(),
  })),
  change('unsuback-without-codes', 'UNSUBACK', (packet) => ({ ...packet, reasonCodes: [] })),

  // one answer for each filter
  multiply('sends-suback-per-filter', 'SUBACK', (packet) =>
    packet.reasonCodes.map((code) => ({ ...packet, reasonCodes: [code] })),
  ),
  multiply('sends-unsuback-per-filter', 'UNSUBACK', (packet) =>
    (packet.reasonCodes ?? []).map((code) => ({ ...packet, reasonCodes: [code] })),
  ),
];
