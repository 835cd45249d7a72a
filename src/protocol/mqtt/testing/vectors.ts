import { readFileSync } from 'node:fs';
import { parseHex } from '../../../bytes/hex.js';
import { fixture } from '../../../testing/oracles.js';

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

export const VECTORS: readonly Vector[] = readFileSync(fixture('spec/mqtt/mqtt-vectors.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map(vectorOf);

function vectorOf(line: string): Vector {
  const [name = '', version, phase = '', hex = '', expect = '', statement = ''] = line.split('\t');
  const octets = parseHex(hex) ?? Buffer.alloc(0);
  return { name, version: version === '5.0' ? '5.0' : '3.1.1', phase, octets, expect, statement };
}
