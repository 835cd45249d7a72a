import { describe, expect, it } from 'vitest';
import { Namespace } from './namespace.js';
import { wireClientId, wirePayload, wireTopic, writtenName } from './wire-name.js';

const namespace = new Namespace('cf12345678');

describe('names on the wire', () => {
  it.each([
    ['meter/7', 'cf12345678/meter/7'],
    ['', ''],
    ['/meter', '/cf12345678/meter'],
    ['$SYS/uptime', '$SYS/uptime'],
    ['$share/desk/meter/+', '$share/desk/cf12345678/meter/+'],
    ['exactly #', '#'],
    ['exactly "#"', '#'],
    ['\\uFEFFmeter', '\uFEFFcf12345678/meter'],
    ['caf\\u00E9', 'cf12345678/café'],
    ['meter/\\u{1F600}', 'cf12345678/meter/😀'],
  ])('namespaces the topic %j', (written, wire) => {
    expect(wireTopic(written, namespace)).toBe(wire);
  });

  it('fills a topic up to a size, the namespace counted in', () => {
    const wire = wireTopic('meter/… to 300 bytes', namespace);
    expect(wire).toHaveLength(300);
    expect(wire).toMatch(/^cf12345678\/meter\/x+$/);
  });

  it('makes a client identifier that every broker must take', () => {
    expect(wireClientId('Alice-and-Bob-and-Carol', namespace)).toMatch(/^[0-9A-Za-z]{1,23}$/);
    expect(wireClientId('', namespace)).toBe('');
    expect(wireClientId('… to 1000 bytes', namespace)).toHaveLength(1000);
  });

  it('reads payloads as hex, as filled text or as text', () => {
    expect(wirePayload('hex 00 FF')).toEqual(Buffer.of(0, 0xff));
    expect(wirePayload('한국어').toString()).toBe('한국어');
    expect(wirePayload('ab… to 5 bytes').toString()).toBe('abxxx');
  });

  it('knows a name that is to stay as it is', () => {
    expect(writtenName('exactly "+/x"')).toEqual({ text: '+/x', exact: true });
    expect(writtenName('"+/x"')).toEqual({ text: '+/x', exact: false });
  });
});
