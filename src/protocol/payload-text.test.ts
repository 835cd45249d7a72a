import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { payloadText } from './payload-text.js';

describe('a payload', () => {
  it.each([
    ['text', Buffer.from('42 kWh'), '"42 kWh"'],
    ['JSON', Buffer.from('{"kWh":42}'), 'JSON {"kWh":42}'],
    ['octets that are no text', Buffer.from([0xff, 0x00]), 'ff 00'],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['long text, by its beginning', Buffer.from('x'.repeat(65)), `"${'x'.repeat(64)}" …`],
  ])('is shown as what it is: %s', (_, octets, text) => {
    expect(payloadText(octets, 64)).toBe(text);
  });
});
