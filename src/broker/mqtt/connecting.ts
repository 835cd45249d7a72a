import type { Connack, Connect, MqttProperties } from '../../protocol/mqtt/packet.js';
import { TopicAliases } from './aliases.js';
import { beginAuthentication } from './authentication.js';
import { connectRefusal } from './connect-refusals.js';
import type { Connection } from './connection.js';
import type { Session } from './session.js';

/** CONNECT: section 3.1.4. */
export function handleConnect(connection: Connection, packet: Connect): void {
  const { hub } = connection;
  if (connection.session !== undefined) {
    if (hub.defects.has('answers-second-connack')) {
      connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode: 0 });
    } else if (!hub.defects.has('accepts-second-connect')) connection.fail(0x82);
    return;
  }
  applyLimits(connection, packet);
  const authenticationMethod = packet.properties?.authenticationMethod ?? '';
  const refusal = connectRefusal(connection, packet);
  if (refusal !== undefined) refuse(connection, packet, connection.version === 5 ? refusal.code5 : refusal.code3);
  else if (isKnownMethod(connection, authenticationMethod)) {
    const succeed = (): void => acceptConnect(connection, packet, { authenticationMethod });
    beginAuthentication(connection, authenticationMethod, succeed);
  } else acceptConnect(connection, packet);
}

/** The CONNECT cannot be read, or not be meant: 3.1.1 closes without a word, 5.0 may say why. */
export function refuseMalformedConnect(connection: Connection, reasonCode: number): void {
  const { defects } = connection.hub;
  if (connection.version === 5 || defects.has('sends-connack-for-malformed-connect')) {
    const code = connection.version === 5 ? reasonCode : 0x03;
    connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode: code });
  }
  connection.end('protocol-error');
}

/** A CONNECT that is well-formed, but not served. `undefined`: there is no code for it, the connection just ends. */
function refuse(connection: Connection, packet: Connect, reasonCode: number | undefined): void {
  const { hub } = connection;
  const { defects } = hub;
  if (reasonCode !== undefined) {
    const stored = hub.sessions.find(packet.clientId);
    const sessionPresent = stored !== undefined && defects.has('session-present-on-refusal');
    if (defects.has('disconnect-before-connack') && connection.version === 5) {
      connection.send({ type: 'DISCONNECT', reasonCode: 0x80 });
    } else connection.send({ type: 'CONNACK', sessionPresent, reasonCode });
    if (stored !== undefined && defects.has('refused-connect-destroys-session')) hub.sessions.discard(stored);
    if (staysOpen(connection, reasonCode)) {
      connection.mute();
      return;
    }
    if (defects.has('processes-packets-after-rejected-connect')) {
      connection.open(hub.sessions.create(hub.assignClientId(), connection.version));
      connection.endSoon('refused');
      return;
    }
  }
  connection.end('refused');
}

/** All is well: the session is found or made, CONNACK is sent, what waited is delivered. */
function acceptConnect(connection: Connection, packet: Connect, authenticated: MqttProperties = {}): void {
  const { hub } = connection;
  const { defects, sessions } = hub;
  const clientId = clientIdOf(connection, packet);
  const present = sessions.find(clientId)?.connection;
  if (present !== undefined && defects.has('closes-new-instead-of-old')) {
    connection.end('refused');
    return;
  }
  const takesOver = present !== undefined;
  if (present !== undefined && !defects.has('allows-duplicate-clientid')) present.takeOver();
  const { session, sessionPresent } = findSession(connection, packet, clientId, takesOver);
  session.version = connection.version;
  session.will = packet.will;
  session.expiry = expiryOf(connection, packet);
  adopt(connection, session, packet);
  const connack: Connack = {
    type: 'CONNACK',
    sessionPresent,
    reasonCode: 0,
    ...(connection.version === 5
      ? { properties: { ...announcements(connection, packet, clientId), ...authenticated } }
      : {}),
  };
  if (defects.has('sends-pingresp-before-connack') && connection.hasPingWaiting) connection.send({ type: 'PINGRESP' });
  if (defects.has('sends-publish-before-connack')) session.outbound.resume();
  connection.send(connack);
  if (defects.has('sends-two-connacks')) connection.send(connack);
  const agreed =
    connection.version === 5 && hub.settings.serverKeepAlive > 0 ? hub.settings.serverKeepAlive : packet.keepAlive;
  connection.keepAlive.start(hub.conduct.patience(agreed));
  session.outbound.resume();
}

function isKnownMethod({ hub }: Connection, method: string): boolean {
  return method !== '' && method === hub.settings.authenticationMethod;
}

function staysOpen(connection: Connection, reasonCode: number): boolean {
  const { defects } = connection.hub;
  const isVersion = reasonCode === 0x01 || reasonCode === 0x84;
  const isIdentifier = (connection.version === 5 ? 0x85 : 0x02) === reasonCode;
  const isPassword = (connection.version === 5 ? 0x86 : 0x04) === reasonCode;
  return (
    defects.has('leaves-connection-open-after-refusal') ||
    (isVersion && (defects.has('leaves-open-after-connack-01') || defects.has('leaves-connection-open-after-0x84'))) ||
    (isIdentifier && defects.has('refuses-clientid-but-stays-open')) ||
    (isPassword && defects.has('stays-open-after-auth-failure'))
  );
}

function clientIdOf(connection: Connection, packet: Connect): string {
  const { defects } = connection.hub;
  if (packet.clientId !== '') return packet.clientId;
  if (defects.has('empty-clientid-takes-over-other') || defects.has('accepts-empty-clientid-without-assigning'))
    return '';
  return connection.hub.assignClientId();
}

interface FoundSession {
  readonly session: Session;
  readonly sessionPresent: boolean;
}

/** Clean Start (Clean Session) decides whether a stored session goes on: sections 3.1.2.4 and 3.2.2.1.1. */
function findSession(connection: Connection, packet: Connect, clientId: string, takesOver: boolean): FoundSession {
  const { sessions, defects, wills } = connection.hub;
  const stored = sessions.find(clientId);
  const older = connection.version !== 5;
  const ignoresClean =
    defects.has(older ? 'keeps-session-after-clean-session' : 'keeps-subscription-after-clean-start') ||
    (takesOver && defects.has(older ? 'clean-session-ignored-on-takeover' : 'clean-start-ignored-on-takeover'));
  if (packet.cleanStart && !(ignoresClean && older)) {
    const session = startAnew(connection, clientId, stored, ignoresClean);
    const claims =
      stored !== undefined &&
      (defects.has('session-present-on-clean-session') || defects.has('session-present-after-clean-start'));
    const takenOver = stored !== undefined && takesOver && ignoresClean;
    return { session, sessionPresent: claims || takenOver || defects.has('session-present-on-clean-start') };
  }
  if (stored === undefined) {
    return {
      session: sessions.create(clientId, connection.version),
      sessionPresent: alwaysPresent(connection, packet),
    };
  }
  const forgetsAssigned = /^assigned\d+$/.test(clientId) && defects.has('assigned-clientid-not-usable');
  if (forgetsAssigned) {
    sessions.discard(stored);
    return { session: sessions.create(clientId, connection.version), sessionPresent: false };
  }
  sessions.keep(stored);
  wills.clientReturned(stored, true);
  resume(stored);
  const empty = stored.subscriptions.size === 0 && defects.has('empty-session-reported-absent');
  const denied = defects.has('session-present-always-0') || empty || (packet.cleanStart && !takesOver);
  return { session: stored, sessionPresent: !denied };
}

function alwaysPresent({ hub }: Connection, packet: Connect): boolean {
  return hub.defects.has('session-present-always-1') && !packet.cleanStart;
}

function startAnew(connection: Connection, clientId: string, stored: Session | undefined, keeps: boolean): Session {
  const { sessions, defects } = connection.hub;
  if (stored !== undefined) sessions.discard(stored);
  const session = sessions.create(clientId, connection.version);
  if (stored === undefined) return session;
  if (keeps) for (const [filter, subscription] of stored.subscriptions) session.subscriptions.set(filter, subscription);
  if (defects.has('delivers-queued-after-clean-start')) session.outbound.queue.push(...stored.outbound.queue);
  return session;
}

/** Defects that lose a part of a session when its client comes back. */
function resume(session: Session): void {
  const { defects, sessions } = session.hub;
  session.resumptions++;
  const partly = session.resumptions >= 2 && defects.has('session-partly-lost');
  if (partly || defects.has('loses-subscriptions-on-resume')) session.subscriptions.clear();
  if (defects.has('loses-queued-messages')) session.outbound.queue = [];
  if (defects.has('loses-qos2-state-on-resume')) session.received.clear();
  if (!defects.has('sessions-mixed-between-clients')) return;
  for (const other of sessions) {
    for (const [filter, subscription] of other.subscriptions) session.subscriptions.set(filter, subscription);
  }
}

function applyLimits(connection: Connection, packet: Connect): void {
  const { properties } = packet;
  connection.receiveMaximum = properties?.receiveMaximum || 65_535;
  connection.maximumPacketSize = properties?.maximumPacketSize || Number.POSITIVE_INFINITY;
  connection.topicAliasMaximum = properties?.topicAliasMaximum ?? 0;
  connection.requestsProblems = properties?.requestProblemInformation !== 0;
  connection.requestsResponse = properties?.requestResponseInformation === 1;
}

function expiryOf(connection: Connection, packet: Connect): number {
  const { defects } = connection.hub;
  if (connection.version !== 5) {
    const kept = !packet.cleanStart || defects.has('clean-session-1-state-reused');
    return kept ? Number.POSITIVE_INFINITY : 0;
  }
  const expiry = packet.properties?.sessionExpiryInterval ?? 0;
  return expiry === 0xffffffff ? Number.POSITIVE_INFINITY : expiry;
}

function adopt(connection: Connection, session: Session, packet: Connect): void {
  const { defects, sessions } = connection.hub;
  if (session.connection === undefined && session.resumptions === 0 && defects.has('does-not-create-session')) {
    session.expiry = 0;
  }
  connection.open(session);
  if (defects.has('alias-survives-reconnect')) {
    const topics = ALIASES_OF_SESSIONS.get(session) ?? new Map<number, string>();
    ALIASES_OF_SESSIONS.set(session, topics);
    connection.aliases = new TopicAliases(connection.hub, topics);
  }
  if (defects.has('session-lost-while-connected')) {
    setTimeout(() => {
      session.subscriptions.clear();
      session.received.clear();
    }, 2000).unref();
  }
  const expiry = packet.properties?.sessionExpiryInterval ?? 0;
  if (expiry > 0 && defects.has('expiry-runs-while-connected')) sessions.endIn(session, expiry);
}

const ALIASES_OF_SESSIONS = new WeakMap<Session, Map<number, string>>();

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
