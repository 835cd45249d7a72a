import { describe, expect, it } from 'vitest';
import { bareId } from '../../catalogue/statement.js';
import { decodePacket } from './decode.js';
import { VECTORS, type Vector } from './testing/vectors.js';

/** Rows whose fault is not in the packet alone. */
const NEEDS_SESSION: Readonly<Record<string, string>> = {
  'first-packet-pingreq': 'wrong only because nothing came before it',
  'first-packet-subscribe': 'wrong only because nothing came before it',
  'first-packet-publish': 'wrong only because nothing came before it',
  'second-connect': 'wrong only because of the CONNECT before it',
  'pubrel-unknown-pid': 'wrong only because the identifier is not in use',
  'connect-unsupported-auth-method': 'which methods there are is the server’s affair',
  'connect-empty-clientid-clean': 'legal; the server decides',
  'publish-unknown-alias-empty-topic': 'whether the alias is known depends on earlier packets',
  'disconnect-session-expiry-after-0': 'depends on the CONNECT',
  'reauth-without-method': 'depends on the CONNECT',
};

/** Rows whose fault shows, but whose statement (no AUTH without a method in CONNECT) rests on the CONNECT; the packet alone breaks another. */
const OTHER_STATEMENT: Readonly<Record<string, string>> = {
  'type-15 5.0': 'MQTT-4.12.0-5',
  'auth-continue-without-method 5.0': 'MQTT-4.12.0-5',
};

/**
 * The vectors were played by a client and name the broker's duty: to close. A problem names what the sender broke: the
 * reserved flags by 2.2.2-1; for the general duty of 4.8.0-1 the statement that asks for a packet of this form, or none,
 * where 3.1.1 only describes the form and binds nobody to it.
 */
const RECEIVERS: Readonly<Record<string, string | null>> = {
  'MQTT-2.2.2-2': 'MQTT-2.2.2-1',
  'MQTT-4.8.0-1': null,
};
const FORM: Readonly<Record<string, string>> = {
  'puback-too-short 3.1.1': 'MQTT-4.3.2-2',
  'pubrec-too-short 3.1.1': 'MQTT-4.3.3-2',
};

const sendersOf = ({ name, version, statement }: Vector): string | null => {
  const key = `${name} ${version}`;
  const own = OTHER_STATEMENT[key] ?? FORM[key];
  if (own !== undefined) return own;
  return statement in RECEIVERS ? (RECEIVERS[statement] ?? null) : statement;
};

/** Legal in 5.0. */
const LEGAL_IN_5 = ['connect-password-without-username', 'connect-empty-clientid-not-clean'];

const decode = ({ octets, version }: Vector) =>
  decodePacket(octets, { version: version === '5.0' ? 5 : 4, from: 'client', tree: true });

const isSound = (row: Vector): boolean =>
  row.name.startsWith('valid-') ||
  row.name in NEEDS_SESSION ||
  (row.version === '5.0' && LEGAL_IN_5.includes(row.name));

describe('the vectors', () => {
  it.each(VECTORS.filter(isSound))('$name ($version) shows no problem by itself', (row) => {
    expect(decode(row).problems).toEqual([]);
  });

  it.each(VECTORS.filter((row) => !isSound(row)))('$name ($version) breaks what $statement is about', (row) => {
    const statements = decode(row).problems.map((found) => bareId(found.statement) ?? null);
    expect(statements).toContain(sendersOf(row));
  });
});
