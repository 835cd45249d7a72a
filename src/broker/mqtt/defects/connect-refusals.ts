import { connectVersion } from '../../../protocol/mqtt/decode.js';
import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import type { ConnectRefusal } from '../connect-refusals.js';
import { type MqttRow, row } from './row.js';
import { without } from './tolerance.js';

/** Which clients are served, and how the others are refused. */
export const CONNECT_REFUSAL_DEFECTS: readonly MqttRow[] = [
  // served all the same
  row('accepts-unknown-protocol-level', 'mqtt3/MQTT-3.1.2-2', 'serves protocol levels it does not know as 3.1.1', {
    connectRefusals: without('unknown version', 'version not on offer'),
  }),
  row('accepts-unknown-protocol-version', 'mqtt5/MQTT-3.1.2-2', 'serves protocol versions it does not know as 5.0', {
    connectRefusals: without('unknown version'),
    versionOf: (strict) => (connect) => (connectVersion(connect) === undefined ? 5 : strict(connect)),
  }),
  row(
    'accepts-empty-clientid-with-clean-session-0',
    ['mqtt3/MQTT-3.1.3-7', 'mqtt3/MQTT-3.1.3-8'],
    'serves an empty Client Identifier with Clean Session 0',
    { connectRefusals: without('session without an identifier') },
  ),
  row(
    'ignores-authentication-method',
    'mqtt5/MQTT-4.12.0-1',
    'serves a client with an authentication method it does not know',
    { connectRefusals: without('unknown authentication method') },
  ),
  row('accepts-bad-password', 'mqtt5/MQTT-3.1.4-2', 'lets clients in with the wrong password', {
    connectRefusals: without('wrong user name or password'),
  }),
  row('accepts-will-over-maximum-qos', 'mqtt5/MQTT-3.2.2-12', 'takes a Will above the Maximum QoS it announces', {
    connectRefusals: without('Will above the Maximum QoS'),
  }),
  row(
    'accepts-will-retain-when-unavailable',
    'mqtt5/MQTT-3.2.2-13',
    'takes a retained Will though it announces that it cannot',
    { connectRefusals: without('retained Will without retaining') },
  ),

  // refused without need
  row(
    'rejects-23-char-clientid',
    ['mqtt3/MQTT-3.1.3-5', 'mqtt5/MQTT-3.1.3-5'],
    'rejects Client Identifiers of 23 characters and more',
    { connectRefusals: refusing(0x85, 0x02, ({ clientId }) => clientId.length >= 23) },
  ),
  row(
    'rejects-uppercase-clientid',
    ['mqtt3/MQTT-3.1.3-5', 'mqtt5/MQTT-3.1.3-5'],
    'rejects Client Identifiers with upper-case letters',
    { connectRefusals: refusing(0x85, 0x02, ({ clientId }) => /[A-Z]/.test(clientId)) },
  ),
  row('rejects-numeric-clientid', 'mqtt5/MQTT-3.1.3-5', 'rejects Client Identifiers of digits alone', {
    connectRefusals: refusing(0x85, 0x02, ({ clientId }) => /^\d+$/.test(clientId)),
  }),
  row('rejects-valid-connect', 'mqtt3/MQTT-3.1.4-4', 'refuses the longest Keep Alive', {
    connectRefusals: refusing(
      0x83,
      0x03,
      ({ keepAlive, will, userName, password }) =>
        keepAlive === 65_535 || (will !== undefined && userName !== undefined && password !== undefined),
    ),
  }),
  row('rejects-legal-connect-properties', 'mqtt5/MQTT-3.1.4-5', 'refuses a CONNECT with a User Property', {
    connectRefusals: refusing(0x83, undefined, ({ properties }) => properties?.userProperty !== undefined),
  }),
  row('rejects-clean-start-0-new-client', 'mqtt5/MQTT-3.1.2-6', 'refuses Clean Start 0 where it has no session', {
    connectRefusals: refusing(
      0x85,
      undefined,
      ({ cleanStart, clientId }, { hub, version }) =>
        version === 5 && !cleanStart && hub.sessions.find(clientId) === undefined,
    ),
  }),
  row('rejects-empty-will-payload', 'mqtt5/MQTT-3.1.2-9', 'refuses a CONNECT whose Will Payload is empty', {
    connectRefusals: refusing(0x81, undefined, ({ will }) => will?.payload.length === 0),
  }),
  row('reads-will-properties-late', 'mqtt5/MQTT-3.1.3-1', 'expects Will Properties behind the Will Payload', {
    // Read from behind the Will Payload, the properties make nonsense of every Will.
    connectRefusals: refusing(0x81, undefined, ({ will }, { version }) => version === 5 && will !== undefined),
  }),
  row(
    'rejects-password-without-username-as-malformed',
    'mqtt5/MQTT-3.1.2-19',
    'refuses a password without a user name as malformed',
    {
      connectRefusals: refusing(
        0x81,
        undefined,
        ({ userName, password }, { version }) => version === 5 && userName === undefined && password !== undefined,
      ),
    },
  ),

  // how it is refused
  row(
    'sends-connack-for-malformed-connect',
    'mqtt3/MQTT-3.1.4-1',
    'answers a malformed CONNECT with a refusing CONNACK',
    {
      refuseMalformedConnect: (strict) => (connection, reasonCode) => {
        if (connection.version !== 5) connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode: 0x03 });
        strict(connection, reasonCode);
      },
    },
  ),
  row(
    'closes-without-connack-02',
    'mqtt3/MQTT-3.1.3-8',
    'closes without CONNACK where an empty Client Identifier must get 0x02',
    {
      refuseConnect: (strict) => (connection, packet, reasonCode) =>
        strict(connection, packet, reasonCode === 0x02 && packet.clientId === '' ? undefined : reasonCode),
    },
  ),
  row('no-connack-01', 'mqtt3/MQTT-3.1.2-2', 'closes without CONNACK where an unknown protocol level must get 0x01', {
    refuseConnect: (strict) => (connection, packet, reasonCode) =>
      strict(connection, packet, reasonCode === 0x01 ? undefined : reasonCode),
  }),
  row('disconnect-before-connack', 'mqtt5/MQTT-3.14.0-1', 'sends DISCONNECT in place of a refusing CONNACK', {
    refuseConnect: (strict) => (connection, packet, reasonCode) => {
      const tells = connection.version === 5 && reasonCode !== undefined;
      if (tells) connection.send({ type: 'DISCONNECT', reasonCode: 0x80 });
      strict(connection, packet, tells ? undefined : reasonCode);
    },
  }),
  row(
    'refused-connect-destroys-session',
    'mqtt5/MQTT-3.2.2-6',
    'discards the stored session of a client whose CONNECT it refuses',
    {
      refuseConnect: (strict) => (connection, packet, reasonCode) => {
        const { sessions } = connection.hub;
        const stored = sessions.find(packet.clientId);
        strict(connection, packet, reasonCode);
        if (stored !== undefined && reasonCode !== undefined) sessions.discard(stored);
      },
    },
  ),
  row(
    'leaves-connection-open-after-refusal',
    ['mqtt3/MQTT-3.2.2-5', 'mqtt5/MQTT-3.2.2-7'],
    'leaves the connection open after a refusing CONNACK',
    { refuseConnect: stayingAfter(() => true) },
  ),
  row(
    'leaves-open-after-connack-01',
    'mqtt3/MQTT-3.1.2-2',
    'leaves the connection open after it refused the protocol level',
    { refuseConnect: stayingAfter(isOfVersion) },
  ),
  row(
    'leaves-connection-open-after-0x84',
    'mqtt5/MQTT-3.1.2-2',
    'leaves the connection open after it refused the protocol version',
    { refuseConnect: stayingAfter(isOfVersion) },
  ),
  row(
    'refuses-clientid-but-stays-open',
    ['mqtt3/MQTT-3.1.3-9', 'mqtt5/MQTT-3.1.3-8'],
    'leaves the connection open after it rejected the Client Identifier',
    { refuseConnect: stayingAfter((code) => code === 0x02 || code === 0x85) },
  ),
  row('stays-open-after-auth-failure', 'mqtt5/MQTT-3.1.4-2', 'leaves the connection open after it refused a password', {
    refuseConnect: stayingAfter((code) => code === 0x04 || code === 0x86),
  }),
  row(
    'processes-packets-after-rejected-connect',
    ['mqtt3/MQTT-3.1.4-5', 'mqtt5/MQTT-3.1.4-6'],
    'serves packets behind a CONNECT that it refused',
    {
      refuseConnect: (strict) => (connection, packet, reasonCode) => {
        if (reasonCode === undefined) {
          strict(connection, packet, reasonCode);
          return;
        }
        const { hub, version } = connection;
        connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode });
        connection.open(hub.sessions.create(hub.assignClientId(), version));
        // What came with the CONNECT is served before.
        setImmediate(() => connection.end('refused'));
      },
    },
  ),
];

function refusing(
  code5: number,
  code3: number | undefined,
  test: ConnectRefusal['test'],
): Override<MqttConduct, 'connectRefusals'> {
  return (strict) => [...strict, { name: 'nothing', statement: '', test, code5, code3 }];
}

/** The version is not on offer; a version that nobody knows is answered like 3.1.1. */
function isOfVersion(reasonCode: number): boolean {
  return reasonCode === 0x01 || reasonCode === 0x84;
}

/** Refuses, and leaves the connection as it is. */
function stayingAfter(isMeant: (reasonCode: number) => boolean): Override<MqttConduct, 'refuseConnect'> {
  return (strict) => (connection, packet, reasonCode) => {
    if (reasonCode === undefined || !isMeant(reasonCode)) {
      strict(connection, packet, reasonCode);
      return;
    }
    connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode });
    connection.mute();
  };
}
