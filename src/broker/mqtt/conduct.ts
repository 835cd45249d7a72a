import { sending } from './connection.js';
import { keepingAlive } from './keep-alive.js';
import { publishing } from './publishing.js';
import { subscribing } from './subscribing.js';

/** How the MQTT half behaves by the letter of the standard: its decisions and its tables, chapter by chapter. */
export const STRICT = { ...sending, ...keepingAlive, ...publishing, ...subscribing };

export type MqttConduct = typeof STRICT;
