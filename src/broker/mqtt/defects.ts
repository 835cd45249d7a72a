import type { Defect, DefectSet } from '../defect.js';
import { AUTHENTICATION_DEFECTS } from './authentication-defects.js';
import { CONNECTING_DEFECTS } from './connecting-defects.js';
import { ACKNOWLEDGEMENT_DEFECTS } from './defects/acknowledgements.js';
import { CONNECTION_PACKET_DEFECTS } from './defects/connection-packets.js';
import { EXPLANATION_DEFECTS } from './defects/explanations.js';
import { KEEP_ALIVE_DEFECTS } from './defects/keep-alive.js';
import { PUBLISH_PACKET_DEFECTS } from './defects/publish-packets.js';
import type { MqttRow } from './defects/row.js';
import { DELIVERY_DEFECTS } from './delivery-defects.js';
import { INTAKE_DEFECTS } from './intake-defects.js';
import { MATCHING_DEFECTS } from './matching-defects.js';
import { OVERSIZE_DEFECTS } from './oversize-defects.js';
import { WEB_SOCKET_DEFECTS } from './web-socket-defects.js';

/** What can be broken on purpose in the MQTT half, chapter by chapter. */
export const MQTT_DEFECT_ROWS: readonly MqttRow[] = [
  ...KEEP_ALIVE_DEFECTS,
  ...CONNECTION_PACKET_DEFECTS,
  ...PUBLISH_PACKET_DEFECTS,
  ...ACKNOWLEDGEMENT_DEFECTS,
  ...EXPLANATION_DEFECTS,
];

/** Defects that the code still asks for. */
const ASKED_FOR = [
  ...INTAKE_DEFECTS,
  ...CONNECTING_DEFECTS,
  ...DELIVERY_DEFECTS,
  ...MATCHING_DEFECTS,
  ...AUTHENTICATION_DEFECTS,
  ...OVERSIZE_DEFECTS,
  ...WEB_SOCKET_DEFECTS,
];

const moved = new Set(MQTT_DEFECT_ROWS.map(({ id }) => id));

export const MQTT_DEFECTS: readonly Defect[] = [...ASKED_FOR.filter(({ id }) => !moved.has(id)), ...MQTT_DEFECT_ROWS];

export type MqttDefectId = (typeof ASKED_FOR)[number]['id'];
export type MqttDefects = DefectSet<MqttDefectId>;
