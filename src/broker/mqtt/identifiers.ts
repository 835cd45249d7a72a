import type { Outbound } from './outbound.js';
import type { MqttSettings } from './settings.js';

/** The broker's own Packet Identifiers of one session: section 2.2.1. */
export const identifying = { firstIdentifier, identifierAfter, freeIdentifier };

function firstIdentifier(settings: MqttSettings): number {
  return settings.firstPacketIdentifier;
}

/** Two octets that are not 0 (MQTT-2.2.1-4). */
function identifierAfter(identifier: number): number {
  return identifier >= 65_535 ? 1 : identifier + 1;
}

/** One that is not in use (MQTT-2.2.1-4); `undefined` when all are. */
function freeIdentifier(outbound: Outbound): number | undefined {
  const { conduct } = outbound.session.hub;
  for (let tries = 0; tries < 65_535; tries++) {
    const identifier = outbound.nextIdentifier;
    outbound.nextIdentifier = conduct.identifierAfter(identifier);
    if (!outbound.uses(identifier)) return identifier;
  }
  return undefined;
}
