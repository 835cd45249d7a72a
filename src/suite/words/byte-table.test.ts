import { describe, expect, it } from 'vitest';
import { byteRows, joined } from './byte-table.js';
import { Namespace } from './namespace.js';

const context = { namespace: new Namespace('cf12345678'), target: {} };
const hex = (rows: string[][], more = {}) => joined(byteRows(rows, { ...context, ...more })).toString('hex');

describe('byte tables', () => {
  it('keeps each row with its meaning', () => {
    const [first] = byteRows([['82 0a', 'SUBSCRIBE']], context);
    expect(first).toEqual({ bytes: Buffer.of(0x82, 0x0a), meaning: 'SUBSCRIBE' });
  });

  it.each([
    ['string:a', '000c 63663132333435363738 2f61'],
    ['string:exactly a', '0001 61'],
    ['string:exactly a + C3 28', '0003 61c328'],
    ['string:exactly t\\u0000a', '0003 740061'],
    ['client:Al', '000c 63663132333435363738 416c'],
    ['text:42', '3432'],
    ['text:hex 00 FF', '00ff'],
    ['short:orders', '11 63663132333435363738 2e 6f7264657273'],
    ['short:exactly amq.direct', '0a 616d712e646972656374'],
    ['long:hi', '00000002 6869'],
    ['sasl:PLAIN', '0000000c 00 6775657374 00 6775657374'],
    ['flags:02', '02'],
    ['credentials', ''],
  ])('reads the token %j', (token, octets) => {
    expect(hex([[token]])).toBe(octets.replaceAll(' ', ''));
  });

  it('adds the credentials of the target to a CONNECT, and says so in its flags', () => {
    const target = { user: 'u', password: 'pw' };
    expect(hex([['flags:02'], ['credentials']], { target })).toBe('c2000175' + '00027077');
    expect(hex([['flags:02'], ['credentials']], { target: { user: 'u' } })).toBe('82000175');
  });

  it('computes Remaining Length up to the next packet of the table', () => {
    expect(hex([['82'], ['remaining'], ['00 0A'], ['00 01 61 00'], ['C0'], ['remaining']])).toBe(
      '8206000a00016100c000',
    );
  });

  it('writes a Remaining Length of two octets', () => {
    expect(hex([['30'], ['remaining'], ['text:… to 200 bytes']]).slice(0, 6)).toBe('30c801');
  });

  it('computes the size of a frame up to its end, or to the octet that stands in its place', () => {
    expect(hex([['01 00 01'], ['size'], ['00 14 00 0A'], ['00'], ['CE']])).toBe('01000100000005' + '0014000a00ce');
    expect(hex([['08 00 00'], ['size'], ['CE'], ['01 00 00'], ['size'], ['00'], ['CF']])).toBe(
      '08000000000000ce' + '0100000000000100cf',
    );
    expect(hex([['01 00 01'], ['size-1'], ['00 14'], ['CE']])).toBe('01000100000001' + '0014ce');
  });

  it('lies where it is told to', () => {
    expect(hex([['30'], ['remaining+1'], ['00 01 61']])).toBe('3004000161');
    expect(hex([['30'], ['remaining-1'], ['00 01 61']])).toBe('3002000161');
  });

  it('takes the Packet Identifier of a message that was received', () => {
    expect(hex([['40 02'], ['packet:42 kWh']], { delivery: () => 0x1234 })).toBe('40021234');
  });

  it('says what it cannot read', () => {
    expect(() => hex([['8G']])).toThrow('neither hex nor a token');
  });
});
