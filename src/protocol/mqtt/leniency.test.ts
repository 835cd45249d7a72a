import * as mqttPacket from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { decodePacket } from './decode.js';
import { VECTORS } from './testing/vectors.js';

/** What mqtt-packet does not look at, by the names of the vectors. */
const LENIENT: readonly (readonly [reason: string, RegExp])[] = [
  ['UTF-8', /-(bad-utf8|nul|surrogate|overlong|truncated|ff|above-10ffff|bad-name|bad-value)$/],
  ['Packet Identifier 0, or none', /-(pid-0|qos1-too-short)$|^(puback|pubrec)-too-short$/],
  [
    'topics and filters',
    /topic-(plus|hash|plus-inside|wildcard)$|empty-topic$|filter-(empty|hash|plus)|-share-|no-local/,
  ],
  ['octets behind the end', /trailing-byte$|undeclared|-body$/],
  ['who sends', /^client-sends/],
  ['empty lists', /-no-filter$/],
  ['flags that depend on each other', /will-qos3|password-without|not-clean$|qos0-dup$/],
  [
    'whether a property belongs, how often, which value',
    /^connect-(publish-property|duplicate|receive|max|request|auth|will-)/,
  ],
  [
    'the same in other packets',
    /^publish-(session|receive|subscription|alias|.*-twice|payload-format)|^(un)?subscribe-(sub|session|reason)/,
  ],
  ['needless octets in lengths', /non-minimal/],
  ['AUTH without a method', /^auth-continue/],
];

describe('what mqtt-packet refuses, we refuse; what it lets pass is listed', () => {
  it.each(['3.1.1', '5.0'] as const)('%s', (version) => {
    const number = version === '5.0' ? 5 : 4;
    const judged = VECTORS.filter((vector) => vector.version === version).map(({ name, octets }) => {
      const ours = decodePacket(octets, { version: number, from: 'client' }).problems.length > 0;
      return { name, ours, theirs: isRefused(octets, number) };
    });
    expect(judged.filter(({ ours, theirs }) => theirs && !ours).map(({ name }) => name)).toEqual([]);
    const passed = judged.filter(({ ours, theirs }) => ours && !theirs).map(({ name }) => name);
    expect(passed.filter((name) => !LENIENT.some(([, names]) => names.test(name)))).toEqual([]);
  });
});

function isRefused(bytes: Buffer, protocolVersion: 4 | 5): boolean {
  let refused = false;
  let read = false;
  const parser = mqttPacket.parser({ protocolVersion });
  parser.on('packet', () => (read = true));
  parser.on('error', () => (refused = true));
  try {
    parser.parse(bytes);
  } catch {
    refused = true;
  }
  return refused || !read;
}
