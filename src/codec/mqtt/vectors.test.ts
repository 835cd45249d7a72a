import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseHex } from '../../bytes/hex.js';
import { decodePacket } from './decode.js';

/** The shared table of malformed packets, each with the statement that it breaks; played against real brokers by its makers. */
const SHARED = process.env.CONFORM_SHARED ?? join(import.meta.dirname, '../../../../shared');
const FILE = join(SHARED, 'spec/mqtt/mqtt-vectors.tsv');
if (!existsSync(FILE)) console.warn(`skipped: no shared vectors at ${FILE}`);

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

/** Legal in 5.0. */
const LEGAL_IN_5 = ['connect-password-without-username', 'connect-empty-clientid-not-clean'];

interface Row {
  readonly name: string;
  readonly version: string;
  readonly bytes: string;
  readonly statement: string;
}

const rows: Row[] = existsSync(FILE)
  ? readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [name = '', version = '', , bytes = '', , statement = ''] = line.split('\t');
        return { name, version, bytes, statement };
      })
  : [];

const decode = (row: Row) =>
  decodePacket(parseHex(row.bytes) ?? Buffer.alloc(0), {
    version: row.version === '5.0' ? 5 : 4,
    from: 'client',
    tree: true,
  });

const isSound = (row: Row): boolean =>
  row.name.startsWith('valid-') ||
  row.name in NEEDS_SESSION ||
  (row.version === '5.0' && LEGAL_IN_5.includes(row.name));

describe.skipIf(rows.length === 0)('the shared vectors', () => {
  it.each(rows.filter(isSound))('$name ($version) shows no problem by itself', (row) => {
    expect(decode(row).problems).toEqual([]);
  });

  it.each(rows.filter((row) => !isSound(row)))('$name ($version) breaks $statement', (row) => {
    const statements = decode(row).problems.map((found) => found.statement);
    expect(statements).toContain(OTHER_STATEMENT[`${row.name} ${row.version}`] ?? row.statement);
  });
});
