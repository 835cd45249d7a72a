import { decodeTable } from '../../protocol/amqp091/field-table.js';
import { plain } from '../../protocol/amqp091/plain-table.js';
import type { AmqpConduct } from './conduct.js';
import { USERS } from './users.js';

export const authenticating = { authenticate, plainLogin, amqplainLogin };

/** What connection.start offers. */
export const MECHANISMS: readonly string[] = ['PLAIN', 'AMQPLAIN'];

export interface LoginFailure {
  /** The mechanism was not one of those offered; there is no such user; the password, or the whole response, was wrong. */
  readonly reason: 'mechanism' | 'user' | 'password';
  readonly name: string;
}

export interface Login {
  readonly name: string;
  readonly password: string;
}

/** The user's name, or what was wrong. */
function authenticate(conduct: AmqpConduct, mechanism: string, response: Uint8Array): string | LoginFailure {
  if (!MECHANISMS.includes(mechanism)) return { reason: 'mechanism', name: '' };
  const login = mechanism === 'PLAIN' ? conduct.plainLogin(response) : conduct.amqplainLogin(response);
  if (login === undefined) return { reason: 'password', name: '' };
  const user = USERS.find(({ name }) => name === login.name);
  if (user === undefined) return { reason: 'user', name: login.name };
  if (user.password !== login.password) return { reason: 'password', name: login.name };
  return user.name;
}

/** [authorization identity] NUL user NUL password; acting for somebody else is not allowed. */
function plainLogin(response: Uint8Array): Login | undefined {
  const fields = plainFields(response);
  const [identity, name = '', password = ''] = fields;
  return fields.length === 3 && identity === '' ? { name, password } : undefined;
}

export function plainFields(response: Uint8Array): readonly string[] {
  return Buffer.from(response).toString('utf8').split('\0');
}

/** A field table without its length. */
function amqplainLogin(response: Uint8Array): Login | undefined {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(response.length);
  return loginOf(Buffer.concat([length, response]));
}

export function loginOf(encodedTable: Uint8Array): Login | undefined {
  const { table, problems } = decodeTable(encodedTable);
  if (table === undefined || problems.length > 0) return undefined;
  const { LOGIN: name, PASSWORD: password } = plain(table);
  return typeof name === 'string' && typeof password === 'string' ? { name, password } : undefined;
}
