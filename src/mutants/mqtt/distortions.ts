import { ACKNOWLEDGEMENT_DISTORTIONS } from './acknowledgement-distortions.js';
import { CONNECTION_DISTORTIONS } from './connection-distortions.js';
import type { Distortion } from './distortion.js';
import { OVERSIZE_DISTORTIONS } from './oversize-distortions.js';
import { PUBLISH_DISTORTIONS } from './publish-distortions.js';

const ALL = [
  ...CONNECTION_DISTORTIONS,
  ...PUBLISH_DISTORTIONS,
  ...ACKNOWLEDGEMENT_DISTORTIONS,
  ...OVERSIZE_DISTORTIONS,
];

export type MqttDistortionId = (typeof ALL)[number]['id'];

/** All distortions of MQTT packets, by their names. */
export const MQTT_DISTORTIONS = Object.fromEntries(ALL.map((one) => [one.id, one])) as Readonly<
  Record<MqttDistortionId, Distortion>
>;
