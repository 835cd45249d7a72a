import { ACKNOWLEDGEMENT_DEFECTS } from './defects/acknowledgements.js';
import { AUTHENTICATION_DEFECTS } from './defects/authentication.js';
import { CONNECT_PACKET_DEFECTS } from './defects/connect-packets.js';
import { CONNECT_REFUSAL_DEFECTS } from './defects/connect-refusals.js';
import { CONNECTING_DEFECTS } from './defects/connecting.js';
import { CONNECTION_PACKET_DEFECTS } from './defects/connection-packets.js';
import { DELIVERING_DEFECTS } from './defects/delivering.js';
import { EXPLANATION_DEFECTS } from './defects/explanations.js';
import { FIXED_HEADER_DEFECTS } from './defects/fixed-headers.js';
import { FLOW_CONTROL_DEFECTS } from './defects/flow-control.js';
import { FRAMING_DEFECTS } from './defects/framing.js';
import { IDENTIFIER_DEFECTS } from './defects/identifiers.js';
import { KEEP_ALIVE_DEFECTS } from './defects/keep-alive.js';
import { MATCHING_DEFECTS } from './defects/matching.js';
import { PACKET_CONTENT_DEFECTS } from './defects/packet-contents.js';
import { PUBLISH_PACKET_DEFECTS } from './defects/publish-packets.js';
import { PUBLISHING_DEFECTS } from './defects/publishing.js';
import { RETAINING_DEFECTS } from './defects/retaining.js';
import { ROUTING_DEFECTS } from './defects/routing.js';
import type { MqttRow } from './defects/row.js';
import { SENDING_DEFECTS } from './defects/sending.js';
import { SESSION_DEFECTS } from './defects/sessions.js';
import { STRING_DEFECTS } from './defects/strings.js';
import { SUBSCRIBING_DEFECTS } from './defects/subscribing.js';
import { WEB_SOCKET_DEFECTS } from './defects/web-socket.js';
import { WILL_DEFECTS } from './defects/wills.js';

/** What can be broken on purpose in the MQTT half, chapter by chapter. */
export const MQTT_DEFECTS: readonly MqttRow[] = [
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
  ...PUBLISHING_DEFECTS,
  ...SUBSCRIBING_DEFECTS,
  ...RETAINING_DEFECTS,
  ...MATCHING_DEFECTS,
  ...ROUTING_DEFECTS,
  ...DELIVERING_DEFECTS,
  ...FLOW_CONTROL_DEFECTS,
  ...IDENTIFIER_DEFECTS,
  ...CONNECTION_PACKET_DEFECTS,
  ...PUBLISH_PACKET_DEFECTS,
  ...ACKNOWLEDGEMENT_DEFECTS,
  ...EXPLANATION_DEFECTS,
];
