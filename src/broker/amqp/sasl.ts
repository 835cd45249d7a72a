import { decodeTable } from '../../codec/amqp/field-table.js';
import { plain } from '../../codec/amqp/plain-table.js';
import type { AmqpUser } from './users.js';

/** What connection.start offers. */
export const mechanisms: readonly string[] = ['PLAIN', 'AMQPLAIN'];

/** The user, or what was wrong: the mechanism is not one of those offered, or the login failed. */
export function authenticate(
  mechanism: string,
  response: Uint8Array,
  users: readonly AmqpUser[],
): AmqpUser | 'mechanism' | 'login' {
  if (!mechanisms.includes(mechanism)) return 'mechanism';
  const login = mechanism === 'PLAIN' ? plainLogin(response) : amqplainLogin(response);
  const user = users.find(({ name, password }) => login?.name === name && login.password === password);
  return user ?? 'login';
}

interface Login {
  readonly name: string;
  readonly password: string;
}

/** [authorization identity] NUL user NUL password; acting for somebody else is not allowed. */
function plainLogin(response: Uint8Array): Login | undefined {
  const parts = Buffer.from(response).toString('utf8').split('\0');
  const [identity, name, password] = parts;
  if (parts.length !== 3 || identity !== '' || name === undefined || password === undefined) return undefined;
  return { name, password };
}

/** A field table without its length. */
function amqplainLogin(response: Uint8Array): Login | undefined {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(response.length);
  const { table, problems } = decodeTable(Buffer.concat([length, response]));
  if (table === undefined || problems.length > 0) return undefined;
  const { LOGIN: name, PASSWORD: password } = plain(table);
  return typeof name === 'string' && typeof password === 'string' ? { name, password } : undefined;
}
