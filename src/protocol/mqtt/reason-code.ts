/** A reason code (5.0) or return code (3.1.1): one octet, from the packet's own list. */
import { hexNumber } from '../../bytes/hex.js';
import type { MqttProblemCode } from './problems.js';
import type { Recorder } from './recorder.js';
import { type CodedPacket, reasonCodeName } from './tables.js';

export function readReasonCode(rec: Recorder, packet: CodedPacket): number | undefined {
  const code = rec.u8(rec.version === 5 ? 'Reason Code' : 'Return Code');
  if (code === undefined) return undefined;
  const name = reasonCodeName(packet, code, rec.version, rec.from);
  const number = hexNumber(code);
  if (rec.tree) rec.text(`${number} ${name ?? 'unknown'}`);
  if (name === undefined) rec.fault(PROBLEM[packet], rec.offset - 1, `${number} is not a code of ${packet}`);
  return code;
}

const PROBLEM: Readonly<Record<CodedPacket, MqttProblemCode>> = {
  CONNACK: 'MQTT_CONNACK_CODE',
  PUBACK: 'MQTT_PUBACK_CODE',
  PUBREC: 'MQTT_PUBREC_CODE',
  PUBREL: 'MQTT_PUBREL_CODE',
  PUBCOMP: 'MQTT_PUBCOMP_CODE',
  SUBACK: 'MQTT_SUBACK_CODE',
  UNSUBACK: 'MQTT_UNSUBACK_CODE',
  DISCONNECT: 'MQTT_DISCONNECT_CODE',
  AUTH: 'MQTT_AUTH_CODE',
};
