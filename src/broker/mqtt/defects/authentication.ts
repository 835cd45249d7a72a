import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import { type MqttRow, row } from './row.js';
import { tolerating } from './tolerance.js';

/** Enhanced authentication. */
export const AUTHENTICATION_DEFECTS: readonly MqttRow[] = [
  row('auth-invalid-reason-code', 'mqtt5/MQTT-3.15.2-1', 'sends AUTH with a Reason Code of other packets', {
    octetsOf: challengingWith(0x04),
  }),
  row('auth-wrong-code-in-exchange', 'mqtt5/MQTT-4.12.0-2', 'sends AUTH 0x00 in place of 0x18 in an exchange', {
    octetsOf: challengingWith(0x00),
  }),
  row('reauth-accepts-other-method', 'mqtt5/MQTT-4.12.1-1', 'takes a re-authentication with another method', {
    handleAuth: takingAnyMethod((reasonCode) => reasonCode === 0x19),
  }),
  row(
    'accepts-changed-auth-method',
    'mqtt5/MQTT-4.12.0-5',
    'takes an AUTH that names another method than the CONNECT did',
    { handleAuth: takingAnyMethod((reasonCode) => reasonCode !== 0x19) },
  ),
  row(
    'accepts-wrong-auth-code',
    'mqtt5/MQTT-4.12.0-3',
    'takes an AUTH with another Reason Code than the exchange asks for',
    {
      refusalOf: tolerating({ problems: ['MQTT_AUTH_CODE'] }),
      handleAuth: (strict) => (connection, auth) =>
        strict(connection, connection.authentication?.waiting === true ? { ...auth, reasonCode: 0x18 } : auth),
    },
  ),
  row(
    'accepts-auth-without-method',
    'mqtt5/MQTT-4.12.0-7',
    'takes an AUTH on a connection that named no authentication method',
    {
      refusalOf: tolerating({ problems: ['MQTT_AUTH_WITHOUT_METHOD'] }),
      handleAuth: ignoringUnasked,
    },
  ),
  row('accepts-auth-reserved-flags', 'mqtt5/MQTT-3.15.1-1', 'takes an AUTH whose reserved flags are set', {
    refusalOf: tolerating({ problems: ['MQTT_AUTH_FLAGS', 'MQTT_AUTH_WITHOUT_METHOD'] }),
    handleAuth: ignoringUnasked,
  }),
  row(
    'stays-open-after-auth-rejection',
    'mqtt5/MQTT-4.12.0-4',
    'leaves the connection open after it rejected an authentication',
    {
      rejectAuthentication: (strict) => (connection, reasonCode) => {
        if (connection.session !== undefined) {
          strict(connection, reasonCode);
          return;
        }
        connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode });
        connection.mute();
      },
    },
  ),
  row('stays-open-after-failed-reauth', 'mqtt5/MQTT-4.12.1-2', 'goes on serving after a failed re-authentication', {
    rejectAuthentication: (strict) => (connection, reasonCode) => {
      if (connection.session === undefined) strict(connection, reasonCode);
      else connection.send({ type: 'DISCONNECT', reasonCode });
    },
  }),
];

function challengingWith(reasonCode: number): Override<MqttConduct, 'octetsOf'> {
  return (strict) => (connection, packet, about) =>
    strict(
      connection,
      packet.type === 'AUTH' && packet.reasonCode === 0x18 ? { ...packet, reasonCode } : packet,
      about,
    );
}

/** Takes the method of CONNECT for the one that an AUTH names. */
function takingAnyMethod(isMeant: (reasonCode: number) => boolean): Override<MqttConduct, 'handleAuth'> {
  return (strict) => (connection, auth) => {
    const authenticationMethod = connection.authentication?.method;
    const takes = authenticationMethod !== undefined && isMeant(auth.reasonCode);
    strict(connection, takes ? { ...auth, properties: { ...auth.properties, authenticationMethod } } : auth);
  };
}

function ignoringUnasked(strict: MqttConduct['handleAuth']): MqttConduct['handleAuth'] {
  return (connection, auth) => {
    if (connection.authentication !== undefined) strict(connection, auth);
  };
}
