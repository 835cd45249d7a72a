import type { MqttVersion } from '../../../protocol/mqtt/packet.js';
import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import type { Session } from '../session.js';
import { type MqttRow, row } from './row.js';

/** Whether sessions go on, what of them does, and when they end. */
export const SESSION_DEFECTS: readonly MqttRow[] = [
  // whether a stored session goes on
  row(
    'keeps-session-after-clean-session',
    'mqtt3/MQTT-3.1.2-6',
    'resumes the session that Clean Session 1 must discard',
    {
      keepsSession: (strict) => (found) => found.connection.version !== 5 || strict(found),
      sessionPresent: (strict) => (start) => !start.packet.cleanStart && strict(start),
    },
  ),
  row(
    'clean-session-ignored-on-takeover',
    'mqtt3/MQTT-3.1.4-3',
    'resumes the session when a Clean Session 1 connection takes over',
    () => keepingTakenOver((version) => version !== 5),
  ),
  row(
    'clean-start-ignored-on-takeover',
    'mqtt5/MQTT-3.1.4-4',
    'resumes the session when a Clean Start connection takes over',
    () => keepingTakenOver((version) => version === 5),
  ),
  row(
    'assigned-clientid-not-usable',
    'mqtt5/MQTT-3.1.3-7',
    'forgets the identifiers it assigned: a session under one cannot be resumed',
    {
      keepsSession: (strict) => (found) => !/^assigned\d+$/.test(found.stored.clientId) && strict(found),
    },
  ),
  row(
    'keeps-subscription-after-clean-start',
    'mqtt5/MQTT-3.1.2-4',
    'keeps the subscriptions of the session that a Clean Start discards',
    {
      startAnew: (strict) => (connection, clientId, stored) => {
        const session = strict(connection, clientId, stored);
        if (connection.version !== 5) return session;
        for (const [filter, subscription] of stored?.subscriptions ?? [])
          session.subscriptions.set(filter, subscription);
        return session;
      },
    },
  ),
  row(
    'delivers-queued-after-clean-start',
    'mqtt5/MQTT-3.1.2-4',
    'keeps the queued messages of the session that a Clean Start discards',
    {
      startAnew: (strict) => (connection, clientId, stored) => {
        const session = strict(connection, clientId, stored);
        session.outbound.queue.push(...(stored?.outbound.queue ?? []));
        return session;
      },
    },
  ),

  // what CONNACK says of it
  row(
    'session-present-after-clean-start',
    'mqtt5/MQTT-3.1.2-4',
    'says that the session which a Clean Start discards is present',
    { sessionPresent: sayingItGoesOn },
  ),
  row(
    'session-present-on-clean-session',
    'mqtt3/MQTT-3.2.2-1',
    'says that the session which Clean Session 1 discards is present',
    { sessionPresent: sayingItGoesOn },
  ),
  row('session-present-on-clean-start', 'mqtt5/MQTT-3.2.2-2', 'says that a session is present after a Clean Start', {
    sessionPresent: (strict) => (start) => start.packet.cleanStart || strict(start),
  }),
  row(
    'session-present-always-1',
    ['mqtt3/MQTT-3.2.2-3', 'mqtt5/MQTT-3.2.2-3'],
    'says that a session is present where Clean Session is 0',
    {
      sessionPresent: (strict) => (start) => !start.packet.cleanStart || strict(start),
    },
  ),
  row(
    'session-present-always-0',
    ['mqtt3/MQTT-3.2.2-2', 'mqtt5/MQTT-3.2.2-3'],
    'never says that a session is present',
    { sessionPresent: () => () => false },
  ),
  row(
    'empty-session-reported-absent',
    'mqtt5/MQTT-3.2.2-3',
    'says no session where the stored one has no subscriptions',
    {
      sessionPresent: (strict) => (start) => start.session.subscriptions.size > 0 && strict(start),
    },
  ),

  // what goes on
  row(
    'session-partly-lost',
    'mqtt3/MQTT-4.1.0-1',
    'forgets subscriptions when a session is resumed for the second time',
    () => {
      const resumed = new WeakSet<Session>();
      return {
        resume: (strict) => (stored) => {
          strict(stored);
          if (resumed.has(stored)) stored.subscriptions.clear();
          resumed.add(stored);
        },
      };
    },
  ),
  row(
    'loses-subscriptions-on-resume',
    ['mqtt3/MQTT-3.1.2-4', 'mqtt5/MQTT-3.1.2-5'],
    'forgets the subscriptions of a session that is resumed',
    { resume: losing((stored) => stored.subscriptions.clear()) },
  ),
  row(
    'loses-queued-messages',
    ['mqtt3/MQTT-3.1.2-5', 'mqtt5/MQTT-3.1.2-5'],
    'forgets the queued messages of a session that is resumed',
    {
      resume: losing((stored) => {
        stored.outbound.queue = [];
      }),
    },
  ),
  row(
    'loses-qos2-state-on-resume',
    'mqtt5/MQTT-3.1.2-5',
    'forgets which QoS 2 identifiers it received when a session is resumed',
    { resume: losing((stored) => stored.received.clear()) },
  ),
  row(
    'sessions-mixed-between-clients',
    ['mqtt3/MQTT-3.1.3-2', 'mqtt5/MQTT-3.1.3-2'],
    'gives a session that is resumed the subscriptions of all others',
    {
      resume: (strict) => (stored) => {
        strict(stored);
        for (const other of stored.hub.sessions) {
          for (const [filter, subscription] of other.subscriptions) stored.subscriptions.set(filter, subscription);
        }
      },
    },
  ),
  row('alias-survives-reconnect', 'mqtt5/MQTT-3.3.2-7', 'keeps Topic Aliases for the next connection', () => {
    const aliases = new WeakMap<Session, Map<number, string>>();
    return {
      acceptConnect: (strict) => (connection, packet, authenticated) => {
        strict(connection, packet, authenticated);
        const { session } = connection;
        if (session === undefined) return;
        connection.aliases = aliases.get(session) ?? connection.aliases;
        aliases.set(session, connection.aliases);
      },
    };
  }),

  // when it ends
  row(
    'clean-session-1-state-reused',
    'mqtt3/MQTT-3.1.2-6',
    'keeps the session of a Clean Session 1 connection for the next connection',
    {
      expiryOf: (strict) => (connection, packet) =>
        connection.version === 5 ? strict(connection, packet) : Number.POSITIVE_INFINITY,
    },
  ),
  row(
    'does-not-create-session',
    'mqtt5/MQTT-3.1.2-6',
    'does not store the session of a client that was unknown',
    () => {
      const unknown = new WeakSet<Session>();
      return {
        startAnew: (strict) => (connection, clientId, stored) => {
          const session = strict(connection, clientId, stored);
          unknown.add(session);
          return session;
        },
        secondsToLive: (strict) => (session, cause) => (unknown.has(session) ? 0 : strict(session, cause)),
      };
    },
  ),
  row(
    'discards-session-on-disconnect',
    ['mqtt3/MQTT-3.1.2-4', 'mqtt5/MQTT-3.1.2-23'],
    'discards a stored session when its client disconnects',
    {
      secondsToLive: (strict) => (session, cause) => (cause === 'disconnect' ? 0 : strict(session, cause)),
    },
  ),
  row('session-not-stored', 'mqtt3/MQTT-3.1.2-4', 'discards a session when its network connection is lost', {
    secondsToLive: (strict) => (session, cause) => (cause === 'disconnect' ? strict(session, cause) : 0),
  }),
  row('session-never-expires', 'mqtt5/MQTT-4.1.0-2', 'keeps sessions for ever', {
    secondsToLive: (strict) => (session, cause) => (strict(session, cause) === 0 ? 0 : Number.POSITIVE_INFINITY),
  }),
  row('expiry-0-keeps-session', 'mqtt5/MQTT-4.1.0-2', 'keeps a session whose expiry is 0', {
    secondsToLive: (strict) => (session, cause) => strict(session, cause) || 3600,
  }),
  row('expiry-runs-while-connected', 'mqtt5/MQTT-4.1.0-1', 'counts the session expiry from CONNECT', {
    acceptConnect: (strict) => (connection, packet, authenticated) => {
      strict(connection, packet, authenticated);
      const expiry = packet.properties?.sessionExpiryInterval ?? 0;
      if (expiry > 0 && connection.session !== undefined) connection.hub.sessions.endIn(connection.session, expiry);
    },
  }),
  row(
    'session-lost-while-connected',
    'mqtt3/MQTT-4.1.0-2',
    'discards sessions two seconds after CONNECT, connected or not',
    {
      acceptConnect: (strict) => (connection, packet, authenticated) => {
        strict(connection, packet, authenticated);
        const { session } = connection;
        setTimeout(() => {
          session?.subscriptions.clear();
          session?.received.clear();
        }, 2000).unref();
      },
    },
  ),
  row(
    'accepts-nonzero-expiry-on-disconnect',
    'mqtt5/MQTT-4.13.1-1',
    'takes a session expiry in DISCONNECT after a CONNECT with none',
    {
      handleDisconnect: (strict) => (connection, packet) => {
        const expiry = packet.properties?.sessionExpiryInterval;
        if (connection.session !== undefined && expiry !== undefined) connection.session.expiry = expiry;
        strict(connection, packet);
      },
    },
  ),
  row('ignores-session-expiry-on-disconnect', 'mqtt5/MQTT-3.1.2-23', 'ignores the session expiry in DISCONNECT', {
    handleDisconnect: (strict) => (connection, packet) => {
      const { sessionExpiryInterval: _, ...others } = packet.properties ?? {};
      strict(connection, connection.session?.expiry === 0 ? packet : { ...packet, properties: others });
    },
  }),
  row(
    'processes-packets-after-client-disconnect',
    'mqtt5/MQTT-3.14.4-1',
    'goes on serving packets behind a DISCONNECT',
    {
      // What came with the DISCONNECT is served before.
      handleDisconnect: (strict) => (connection, packet) => void setImmediate(() => strict(connection, packet)),
    },
  ),
  row(
    'clientid-case-insensitive',
    ['mqtt3/MQTT-3.1.3-2', 'mqtt5/MQTT-3.1.3-2'],
    'takes Client Identifiers that differ in case for the same',
    { sessionKey: (strict) => (clientId) => strict(clientId.toLowerCase()) },
  ),
];

interface KeepingTakenOver {
  readonly takeOver: Override<MqttConduct, 'takeOver'>;
  readonly keepsSession: Override<MqttConduct, 'keepsSession'>;
}

/** The session of a connection that is taken over goes on, whatever the CONNECT asks for. */
function keepingTakenOver(isMeant: (version: MqttVersion) => boolean): KeepingTakenOver {
  const takenOver = new WeakSet<Session>();
  return {
    takeOver: (strict) => (older) => {
      if (older.session !== undefined) takenOver.add(older.session);
      strict(older);
    },
    keepsSession: (strict) => (found) => {
      const wasTakenOver = takenOver.delete(found.stored);
      return strict(found) || (wasTakenOver && isMeant(found.connection.version));
    },
  };
}

function sayingItGoesOn(strict: MqttConduct['sessionPresent']): MqttConduct['sessionPresent'] {
  return (start) => strict(start) || (start.packet.cleanStart && start.stored !== undefined);
}

function losing(lose: (stored: Session) => void): Override<MqttConduct, 'resume'> {
  return (strict) => (stored) => {
    strict(stored);
    lose(stored);
  };
}
