import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHex } from '../../../bytes/hex.js';

/** A packet that breaks one statement, or none, as its makers played it against real brokers. */
export interface Vector {
  readonly name: string;
  readonly version: '3.1.1' | '5.0';
  /** `first`: the packet opens the connection; else it comes behind a CONNECT. */
  readonly phase: string;
  readonly octets: Buffer;
  /** What a broker must do, in words: `close`, `CONNACK 0x01`. */
  readonly expect: string;
  readonly statement: string;
}

const shared = process.env.CONFORM_SHARED ?? join(import.meta.dirname, '../../../../../shared');
const file = join(shared, 'spec/mqtt/mqtt-vectors.tsv');
if (!existsSync(file)) console.warn(`skipped: no shared vectors at ${file}`);

/** Empty where the shared folder is not at hand. */
export const vectors: readonly Vector[] = existsSync(file)
  ? readFileSync(file, 'utf8').trim().split('\n').slice(1).map(vectorOf)
  : [];

function vectorOf(line: string): Vector {
  const [name = '', version, phase = '', hex = '', expect = '', statement = ''] = line.split('\t');
  const octets = parseHex(hex) ?? Buffer.alloc(0);
  return { name, version: version === '5.0' ? '5.0' : '3.1.1', phase, octets, expect, statement };
}
