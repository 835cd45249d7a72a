import type { Connack, Connect, MqttProperties } from '../../protocol/mqtt/packet.js';
import { beginAuthentication } from './authentication.js';
import { CONNECT_REFUSALS, type ConnectRefusal, connectRefusal } from './connect-refusals.js';
import type { Connection } from './connection.js';
import { startSession } from './session-start.js';

/** What a CONNECT brings: sections 3.1.4 and 3.2. */
export const connecting = {
  connectRefusals: CONNECT_REFUSALS as readonly ConnectRefusal[],
  refuseSecondConnect,
  refuseMalformedConnect,
  refuseConnect,
  acceptConnect,
  clientIdOf,
  takeOver,
  sendConnack,
  announcements,
};

/** CONNECT: section 3.1.4. */
export function handleConnect(connection: Connection, packet: Connect): void {
  const { conduct } = connection.hub;
  if (connection.session !== undefined) {
    conduct.refuseSecondConnect(connection);
    return;
  }
  applyLimits(connection, packet);
  const authenticationMethod = packet.properties?.authenticationMethod ?? '';
  const refusal = connectRefusal(connection, packet);
  if (refusal !== undefined) {
    conduct.refuseConnect(connection, packet, connection.version === 5 ? refusal.code5 : refusal.code3);
  } else if (isKnownMethod(connection, authenticationMethod)) {
    const succeed = (): void => conduct.acceptConnect(connection, packet, { authenticationMethod });
    beginAuthentication(connection, authenticationMethod, succeed);
  } else conduct.acceptConnect(connection, packet, {});
}

/** A client connects once (MQTT-3.1.0-2). */
function refuseSecondConnect(connection: Connection): void {
  connection.fail(0x82);
}

/** The CONNECT cannot be read, or not be meant: 3.1.1 closes without a word, 5.0 may say why. */
function refuseMalformedConnect(connection: Connection, reasonCode: number): void {
  if (connection.version === 5) connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode });
  connection.end('protocol-error');
}

/** A CONNECT that is well-formed, but not served. `undefined`: there is no code for it, the connection just ends. */
function refuseConnect(connection: Connection, _packet: Connect, reasonCode: number | undefined): void {
  if (reasonCode !== undefined) connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode });
  connection.end('refused');
}

/** All is well: the session is found or made, CONNACK is sent, what waited is delivered. */
function acceptConnect(connection: Connection, packet: Connect, authenticated: MqttProperties): void {
  const { conduct, sessions } = connection.hub;
  const clientId = conduct.clientIdOf(connection, packet);
  const older = sessions.find(clientId)?.connection;
  if (older !== undefined) conduct.takeOver(older);
  const start = startSession(connection, packet, clientId);
  const { session } = start;
  session.version = connection.version;
  session.will = packet.will;
  session.expiry = conduct.expiryOf(connection, packet);
  connection.open(session);
  conduct.sendConnack(connection, {
    type: 'CONNACK',
    sessionPresent: conduct.sessionPresent(start),
    reasonCode: 0,
    ...(connection.version === 5
      ? { properties: { ...conduct.announcements(connection, packet, clientId), ...authenticated } }
      : {}),
  });
  connection.keepAlive.start(conduct.patience(agreedKeepAlive(connection, packet)));
  conduct.resumeDelivery(session);
}

/** A client without an identifier gets one that no session has (MQTT-3.1.3-6). */
function clientIdOf({ hub }: Connection, packet: Connect): string {
  return packet.clientId === '' ? hub.assignClientId() : packet.clientId;
}

/** The same Client Identifier has connected anew: the older connection ends (MQTT-3.1.4-3). */
function takeOver(older: Connection): void {
  if (older.version === 5) older.send({ type: 'DISCONNECT', reasonCode: 0x8e });
  older.end('takeover');
}

/** The first packet that an accepted client gets, and that once (MQTT-3.2.0-1, MQTT-3.2.0-2). */
function sendConnack(connection: Connection, connack: Connack): void {
  connection.send(connack);
}

/** What CONNACK of 5.0 tells of this broker: section 3.2.2.3. Defaults are not sent. */
function announcements({ hub }: Connection, packet: Connect, clientId: string): MqttProperties {
  const { settings } = hub;
  return {
    receiveMaximum: settings.receiveMaximum,
    ...(settings.maximumQos < 2 ? { maximumQos: settings.maximumQos } : {}),
    ...(settings.retainAvailable ? {} : { retainAvailable: 0 }),
    ...(settings.maximumPacketSize > 0 ? { maximumPacketSize: settings.maximumPacketSize } : {}),
    ...(packet.clientId === '' ? { assignedClientIdentifier: clientId } : {}),
    ...(settings.topicAliasMaximum > 0 ? { topicAliasMaximum: settings.topicAliasMaximum } : {}),
    ...(settings.wildcardSubscriptionAvailable ? {} : { wildcardSubscriptionAvailable: 0 }),
    ...(settings.subscriptionIdentifiersAvailable ? {} : { subscriptionIdentifiersAvailable: 0 }),
    ...(settings.sharedSubscriptionAvailable ? {} : { sharedSubscriptionAvailable: 0 }),
    ...(settings.serverKeepAlive > 0 ? { serverKeepAlive: settings.serverKeepAlive } : {}),
  };
}

function isKnownMethod({ hub }: Connection, method: string): boolean {
  return method !== '' && method === hub.settings.authenticationMethod;
}

/** Seconds: 5.0 clients are told the broker's own, where it has one. */
function agreedKeepAlive({ hub, version }: Connection, packet: Connect): number {
  const { serverKeepAlive } = hub.settings;
  return version === 5 && serverKeepAlive > 0 ? serverKeepAlive : packet.keepAlive;
}

function applyLimits(connection: Connection, packet: Connect): void {
  const { properties } = packet;
  connection.receiveMaximum = properties?.receiveMaximum || 65_535;
  connection.maximumPacketSize = properties?.maximumPacketSize || Number.POSITIVE_INFINITY;
  connection.topicAliasMaximum = properties?.topicAliasMaximum ?? 0;
  connection.requestsProblems = properties?.requestProblemInformation !== 0;
  connection.requestsResponse = properties?.requestResponseInformation === 1;
}
