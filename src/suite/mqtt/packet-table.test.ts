import { describe, expect, it } from 'vitest';
import { decodePacket } from '../../protocol/mqtt/decode.js';
import { Namespace } from '../words/namespace.js';
import { mismatch } from './packet-fields.js';
import { connectFrom, packetFrom, userPropertyFrom } from './packet-table.js';

const namespace = new Namespace('cf12345678');
const context = { namespace, target: {}, version: 4 as const, actor: 'Alice' };
const read = (hex: string, version: 4 | 5 = 4) => {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  return { packet: decodePacket(bytes, { version, from: 'server' }).packet, bytes };
};

describe('tables of packet fields', () => {
  it('makes a CONNECT that is right unless told otherwise', () => {
    expect(packetFrom('CONNECT', [], context)).toEqual({
      type: 'CONNECT',
      protocolName: 'MQTT',
      protocolVersion: 4,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'cf12345678Alice',
    });
  });

  it('puts the credentials of the target into CONNECT', () => {
    const packet = packetFrom('CONNECT', [], { ...context, target: { user: 'u', password: 'p' } });
    expect(packet).toMatchObject({ userName: 'u', password: Buffer.from('p') });
  });

  it('lets a later row take the place of an earlier one', () => {
    const packet = connectFrom([['Clean Session', '1']], [['Clean Session', '0']], context);
    expect(packet.cleanStart).toBe(false);
  });

  it('keeps the properties of the Will apart from those of CONNECT', () => {
    const rows = [
      ['Will Topic', 'gone'],
      ['Will Delay Interval', '5 seconds'],
      ['Will User Property', 'a = 1'],
      ['User Property', 'b = 2'],
    ];
    expect(packetFrom('CONNECT', rows, { ...context, version: 5 })).toMatchObject({
      properties: { userProperty: [['b', '2']] },
      will: { topic: 'cf12345678/gone', properties: { willDelayInterval: 5, userProperty: [['a', '1']] } },
    });
  });

  it('reads the options of a subscription behind its filter', () => {
    const rows = [
      ['Packet Identifier', '10'],
      ['Topic Filter', 'meter/+ at QoS 1, No Local, Retain Handling 2'],
    ];
    expect(packetFrom('SUBSCRIBE', rows, context)).toEqual({
      type: 'SUBSCRIBE',
      packetIdentifier: 10,
      subscriptions: [{ topicFilter: 'cf12345678/meter/+', qos: 1, noLocal: true, retainHandling: 2 }],
    });
  });

  it('counts Topic Aliases from the maximum that the broker announced', () => {
    const announcing = { ...context, version: 5 as const, announced: { topicAliasMaximum: 10 } };
    const alias = (cell: string) => packetFrom('PUBLISH', [['Topic Alias', cell]], announcing);
    expect(alias('the announced maximum')).toMatchObject({ properties: { topicAlias: 10 } });
    expect(alias('the announced maximum + 1')).toMatchObject({ properties: { topicAlias: 11 } });
  });

  it('takes User Properties without a name, without a value, and with an equals sign', () => {
    const cells = ['unit = kWh', '= kWh', 'unit =', '=', 'a = b = c'];
    expect(cells.map(userPropertyFrom)).toEqual([
      ['unit', 'kWh'],
      ['', 'kWh'],
      ['unit', ''],
      ['', ''],
      ['a', 'b = c'],
    ]);
  });

  it('refuses a field that the packet has not', () => {
    expect(() => packetFrom('PUBLISH', [['Keep Alive', '2']], context)).toThrow('PUBLISH has no field "Keep Alive"');
  });
});

describe('fields of a packet that came', () => {
  it.each([
    ['20 02 01 00', 'Session Present', '1'],
    ['20 02 00 05', 'Return Code', '0x04 or 0x05'],
    ['20 02 00 05', 'Return Code', 'other than 0x00'],
    ['90 05 00 0A 00 01 80', 'Return Codes', '0, 1, 0x80'],
    ['90 05 00 0A 00 01 80', 'Return Codes', 'each 0x00 or 0x01 or 0x80'],
    ['62 02 00 0A', 'Flags', '0010'],
    ['62 02 00 0A', 'Remaining Length', '2'],
    ['3B 05 00 01 61 00 0A', 'DUP', '1'],
    ['33 06 00 01 61 00 0A 78', 'Payload', 'x'],
    ['33 05 00 01 61 00 0A', 'Topic Name', 'exactly a'],
    ['33 05 00 01 61 00 0A', 'Packet Identifier', 'other than 0'],
    ['31 03 00 01 61', 'Packet Identifier', 'absent'],
  ])('%s has %s %s', (hex, name, cell) => {
    expect(mismatch(read(hex), [[name, cell]], namespace)).toBeUndefined();
  });

  it.each([
    ['20 02 00 05', 'Return Code', '0x00', 'Return Code', 'Return Code 5'],
    ['20 02 01 00', 'Session Present', '0', 'Connect Acknowledge Flags', 'Session Present 1'],
    ['90 04 00 0A 00 87', 'Return Codes', 'each 0x00 or 0x80', 'Return Code', 'Return Codes 0, 135'],
    ['31 03 00 01 61', 'RETAIN', '0', 'RETAIN', 'RETAIN 1'],
  ])('%s has not %s %s', (hex, name, cell, field, actual) => {
    expect(mismatch(read(hex), [[name, cell]], namespace)).toMatchObject({ field, actual });
  });
});

describe('properties of a message that came', () => {
  const pairs = '26 0001 62 0001 31 26 0001 61 0001 32 26 0001 62 0001 30';
  const message = `30 1E 00 01 61 1A ${pairs} 02 00 00 00 60`;

  it.each([
    ['Message Expiry Interval', '90 to 96'],
    ['User Property', 'b = 1; a = 2; b = 0'],
    ['User Property', 'at least b = 1; b = 0'],
    ['User Property', 'at least, in any order, b = 0; b = 1'],
  ])('has %s %s', (name, cell) => {
    expect(mismatch(read(message, 5), [[name, cell]], namespace)).toBeUndefined();
  });

  it.each([
    ['Message Expiry Interval', '97 to 100'],
    ['User Property', 'b = 1; a = 2'],
    ['User Property', 'at least b = 0; b = 1'],
    ['User Property', 'at least, in any order, a = 2; a = 2'],
    ['Topic Alias', '1 to 5'],
    ['Content Type', 'at least a = 1'],
  ])('has not %s %s', (name, cell) => {
    expect(mismatch(read(message, 5), [[name, cell]], namespace)).toMatchObject({ field: name });
  });
});
