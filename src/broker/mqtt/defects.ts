import type { DefectSet } from '../defect.js';
import { AUTHENTICATION_DEFECTS } from './authentication-defects.js';
import { CONNECTING_DEFECTS } from './connecting-defects.js';
import { DELIVERY_DEFECTS } from './delivery-defects.js';
import { INTAKE_DEFECTS } from './intake-defects.js';
import { MATCHING_DEFECTS } from './matching-defects.js';
import { OVERSIZE_DEFECTS } from './oversize-defects.js';
import { WEB_SOCKET_DEFECTS } from './web-socket-defects.js';

/** What can be broken on purpose in the MQTT half. */
export const MQTT_DEFECTS = [
  ...INTAKE_DEFECTS,
  ...CONNECTING_DEFECTS,
  ...DELIVERY_DEFECTS,
  ...MATCHING_DEFECTS,
  ...AUTHENTICATION_DEFECTS,
  ...OVERSIZE_DEFECTS,
  ...WEB_SOCKET_DEFECTS,
];

export type MqttDefectId = (typeof MQTT_DEFECTS)[number]['id'];
export type MqttDefects = DefectSet<MqttDefectId>;
