import { acknowledging } from './acknowledging.js';
import { resolvingAliases } from './aliases.js';
import { authenticating } from './authentication.js';
import { connecting } from './connecting.js';
import { delivering } from './delivering.js';
import { controllingFlow } from './flow-control.js';
import { disconnecting } from './handlers.js';
import { identifying } from './identifiers.js';
import { framing } from './inbound.js';
import { keepingAlive } from './keep-alive.js';
import { takingMessages } from './message.js';
import { publishing } from './publishing.js';
import { retaining } from './retained.js';
import { routing } from './routing.js';
import { sending } from './sending.js';
import { serving } from './serving.js';
import { startingSessions } from './session-start.js';
import { keepingSessions } from './sessions.js';
import { subscribing } from './subscribing.js';
import { overWebSocket } from './web-socket.js';
import { publishingWills } from './wills.js';

/** How the MQTT half behaves by the letter of the standard: its decisions and its tables, chapter by chapter. */
export const STRICT = {
  ...framing,
  ...serving,
  ...connecting,
  ...startingSessions,
  ...keepingSessions,
  ...publishingWills,
  ...keepingAlive,
  ...authenticating,
  ...disconnecting,
  ...publishing,
  ...takingMessages,
  ...resolvingAliases,
  ...retaining,
  ...subscribing,
  ...routing,
  ...delivering,
  ...acknowledging,
  ...controllingFlow,
  ...identifying,
  ...sending,
  ...overWebSocket,
};

export type MqttConduct = typeof STRICT;
