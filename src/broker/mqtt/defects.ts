import type { Defect, DefectSet } from '../defect.js';
import { AUTHENTICATION_DEFECTS as OLD_AUTHENTICATION_DEFECTS } from './authentication-defects.js';
import { CONNECTING_DEFECTS as OLD_CONNECTING_DEFECTS } from './connecting-defects.js';
import { AUTHENTICATION_DEFECTS } from './defects/authentication.js';
import { CONNECT_PACKET_DEFECTS } from './defects/connect-packets.js';
import { CONNECT_REFUSAL_DEFECTS } from './defects/connect-refusals.js';
import { CONNECTING_DEFECTS } from './defects/connecting.js';
import { FIXED_HEADER_DEFECTS } from './defects/fixed-headers.js';
import { FRAMING_DEFECTS } from './defects/framing.js';
import { KEEP_ALIVE_DEFECTS } from './defects/keep-alive.js';
import { PACKET_CONTENT_DEFECTS } from './defects/packet-contents.js';
import type { MqttRow } from './defects/row.js';
import { SENDING_DEFECTS } from './defects/sending.js';
import { SESSION_DEFECTS } from './defects/sessions.js';
import { STRING_DEFECTS } from './defects/strings.js';
import { WEB_SOCKET_DEFECTS } from './defects/web-socket.js';
import { WILL_DEFECTS } from './defects/wills.js';
import { DELIVERY_DEFECTS } from './delivery-defects.js';
import { INTAKE_DEFECTS } from './intake-defects.js';
import { MATCHING_DEFECTS } from './matching-defects.js';
import { OVERSIZE_DEFECTS } from './oversize-defects.js';
import { WEB_SOCKET_DEFECTS as OLD_WEB_SOCKET_DEFECTS } from './web-socket-defects.js';

/** What can be broken on purpose in the MQTT half, chapter by chapter. */
export const MQTT_DEFECT_ROWS: readonly MqttRow[] = [
  ...FIXED_HEADER_DEFECTS,
  ...FRAMING_DEFECTS,
  ...STRING_DEFECTS,
  ...CONNECT_PACKET_DEFECTS,
  ...PACKET_CONTENT_DEFECTS,
  ...CONNECT_REFUSAL_DEFECTS,
  ...CONNECTING_DEFECTS,
  ...SESSION_DEFECTS,
  ...WILL_DEFECTS,
  ...KEEP_ALIVE_DEFECTS,
  ...AUTHENTICATION_DEFECTS,
  ...SENDING_DEFECTS,
  ...WEB_SOCKET_DEFECTS,
];

/** Defects that the code still asks for. */
const ASKED_FOR = [
  ...INTAKE_DEFECTS,
  ...OLD_CONNECTING_DEFECTS,
  ...DELIVERY_DEFECTS,
  ...MATCHING_DEFECTS,
  ...OLD_AUTHENTICATION_DEFECTS,
  ...OVERSIZE_DEFECTS,
  ...OLD_WEB_SOCKET_DEFECTS,
];

const moved = new Set(MQTT_DEFECT_ROWS.map(({ id }) => id));

export const MQTT_DEFECTS: readonly Defect[] = [...ASKED_FOR.filter(({ id }) => !moved.has(id)), ...MQTT_DEFECT_ROWS];

export type MqttDefectId = (typeof ASKED_FOR)[number]['id'];
export type MqttDefects = DefectSet<MqttDefectId>;
