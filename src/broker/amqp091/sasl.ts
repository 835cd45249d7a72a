import { decodeTable } from '../../protocol/amqp091/field-table.js';
import { plain } from '../../protocol/amqp091/plain-table.js';
import type { Faults } from './defects.js';
import { guest, users } from './users.js';

/** What connection.start offers. */
export const mechanisms: readonly string[] = ['PLAIN', 'AMQPLAIN'];

export interface LoginFailure {
  /** The mechanism was not one of those offered; there is no such user; the password, or the whole response, was wrong. */
  readonly reason: 'mechanism' | 'user' | 'password';
  readonly name: string;
}

/** The user's name, or what was wrong. */
export function authenticate(mechanism: string, response: Uint8Array, faults: Faults): string | LoginFailure {
  if (mechanism === 'EXTERNAL' && faults.has('lets-external-in')) return guest;
  if (!mechanisms.includes(mechanism)) {
    return faults.has('falls-back-to-default-mechanism') ? guest : { reason: 'mechanism', name: '' };
  }
  const login = mechanism === 'PLAIN' ? plainLogin(response, faults) : amqplainLogin(response, faults);
  if (login === undefined) {
    return mechanism === 'PLAIN' && faults.has('accepts-malformed-plain') ? guest : { reason: 'password', name: '' };
  }
  const user = users.find(({ name }) => name === login.name);
  if (user === undefined) return { reason: 'user', name: login.name };
  if (user.password !== login.password) return { reason: 'password', name: login.name };
  return user.name;
}

interface Login {
  readonly name: string;
  readonly password: string;
}

/** [authorization identity] NUL user NUL password; acting for somebody else is not allowed. */
function plainLogin(response: Uint8Array, faults: Faults): Login | undefined {
  const parts = Buffer.from(response).toString('utf8').split('\0');
  if (parts.length !== 3) return undefined;
  const [identity = '', name = '', password = ''] = faults.has('reads-plain-fields-shifted')
    ? [parts[2], parts[0], parts[1]]
    : parts;
  if (identity === '') return { name, password };
  return faults.has('takes-authzid-for-user') ? { name: identity, password } : undefined;
}

/** A field table without its length. */
function amqplainLogin(response: Uint8Array, faults: Faults): Login | undefined {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(response.length);
  const { table, problems } = decodeTable(
    faults.has('demands-amqplain-length') ? response : Buffer.concat([length, response]),
  );
  if (table === undefined || problems.length > 0) return undefined;
  const { LOGIN: name, PASSWORD: password } = plain(table);
  return typeof name === 'string' && typeof password === 'string' ? { name, password } : undefined;
}
