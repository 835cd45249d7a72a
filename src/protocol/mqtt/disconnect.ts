/*
 * DISCONNECT, section 3.14; AUTH, section 3.15
 *
 * | Reason Code (5.0)  |  may be left out when 0x00 and no properties follow
 * | Properties (5.0)   |  may be left out
 */
import type { Auth, Disconnect } from './packet.js';
import { readProperties } from './property-reader.js';
import { readReasonCode } from './reason-code.js';
import type { Recorder } from './recorder.js';

export function readDisconnect(rec: Recorder): Disconnect {
  if (rec.version !== 5) return { type: 'DISCONNECT' };
  rec.begin('Variable Header', '3.14.2');
  const reasonCode = rec.remaining > 0 ? readReasonCode(rec, 'DISCONNECT') : undefined;
  const properties = rec.remaining > 0 ? readProperties(rec, 'DISCONNECT') : undefined;
  rec.end();
  return { type: 'DISCONNECT', reasonCode: reasonCode ?? 0, ...(properties === undefined ? {} : { properties }) };
}

export function readAuth(rec: Recorder): Auth {
  rec.begin('Variable Header', '3.15.2');
  const reasonCode = rec.remaining > 0 ? readReasonCode(rec, 'AUTH') : undefined;
  const properties = rec.remaining > 0 ? readProperties(rec, 'AUTH') : undefined;
  if (properties?.authenticationMethod === undefined) rec.lack('Authentication Method', 'MQTT_AUTH_WITHOUT_METHOD');
  rec.end();
  return { type: 'AUTH', reasonCode: reasonCode ?? 0, ...(properties === undefined ? {} : { properties }) };
}
