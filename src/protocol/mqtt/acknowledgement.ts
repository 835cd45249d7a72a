/*
 * PUBACK, PUBREC, PUBREL, PUBCOMP, sections 3.4 to 3.7
 *
 * | Packet Identifier       |
 * | Reason Code (5.0)       |  may be left out when 0x00 and no properties follow
 * | Properties (5.0)        |  may be left out
 */
import type { Acknowledgement } from './packet.js';
import { readProperties } from './property-reader.js';
import { readReasonCode } from './reason-code.js';
import type { Recorder } from './recorder.js';

export function readAcknowledgement(rec: Recorder, type: Acknowledgement['type']): Acknowledgement | undefined {
  rec.begin('Variable Header');
  const packetIdentifier = rec.u16('Packet Identifier');
  if (packetIdentifier === 0) rec.fault('MQTT_ACKNOWLEDGEMENT_PACKET_ID_ZERO', rec.offset - 2);
  const more = rec.version === 5 && packetIdentifier !== undefined;
  const reasonCode = more && rec.remaining > 0 ? readReasonCode(rec, type) : undefined;
  const properties = more && rec.remaining > 0 ? readProperties(rec, type) : undefined;
  rec.end();
  if (packetIdentifier === undefined) return undefined;
  return {
    type,
    packetIdentifier,
    ...(more ? { reasonCode: reasonCode ?? 0 } : {}),
    ...(properties === undefined ? {} : { properties }),
  };
}
