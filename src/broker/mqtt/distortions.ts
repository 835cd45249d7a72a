import type { Buffer } from 'node:buffer';
import { encodePacket } from '../../protocol/mqtt/encode.js';
import type { MqttPacket } from '../../protocol/mqtt/packet.js';
import { ACKNOWLEDGEMENT_DISTORTIONS } from './acknowledgement-distortions.js';
import type { Connection } from './connection.js';
import { CONNECTION_DISTORTIONS } from './connection-distortions.js';
import type { MqttDefects } from './defects.js';
import type { About, Distortion } from './distortion.js';
import { OVERSIZE_DISTORTIONS } from './oversize-distortions.js';
import { PUBLISH_DISTORTIONS } from './publish-distortions.js';

export type { About } from './distortion.js';

/** The octets to send for a packet: its encoding, or what the switched-on defects make of it. The only way out. */
export function encodeDistorted(packet: MqttPacket, connection: Connection, about: About): Buffer[] {
  const active = activeDistortions(connection.hub.defects).filter((row) => row.on.includes(packet.type));
  if (active.length === 0) return [encodePacket(packet, connection.version)];
  const packets = active.reduce<readonly MqttPacket[]>(
    (list, row) =>
      row.packets === undefined ? list : list.flatMap((one) => rework(row, one, packet, connection, about)),
    [packet],
  );
  return packets.map((one) =>
    active.reduce(
      (octets, row) =>
        row.octets === undefined || one.type !== packet.type ? octets : row.octets(octets, one, connection, about),
      encodePacket(one, connection.version),
    ),
  );
}

const DISTORTIONS: readonly Distortion[] = [
  ...CONNECTION_DISTORTIONS,
  ...PUBLISH_DISTORTIONS,
  ...ACKNOWLEDGEMENT_DISTORTIONS,
  ...OVERSIZE_DISTORTIONS,
];

const ACTIVE = new WeakMap<MqttDefects, readonly Distortion[]>();

function activeDistortions(defects: MqttDefects): readonly Distortion[] {
  const known = ACTIVE.get(defects);
  if (known !== undefined) return known;
  const active = DISTORTIONS.filter((row) => defects.has(row.defect));
  ACTIVE.set(defects, active);
  return active;
}

/** A packet that another distortion has put beside the original is left alone. */
function rework(
  row: Distortion,
  one: MqttPacket,
  original: MqttPacket,
  connection: Connection,
  about: About,
): readonly MqttPacket[] {
  if (row.packets === undefined || one.type !== original.type) return [one];
  return row.packets(one, connection, about);
}
