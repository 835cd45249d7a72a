import { describe, expect, it } from 'vitest';
import { statementOf } from '../../catalogue/statements.js';
import { decodeFrame } from '../../protocol/amqp091/decode.js';
import { STRICT } from './conduct.js';

describe('the refusals of the AMQP half', () => {
  it('each name a statement of the catalogue', () => {
    const rows = [...Object.values(STRICT.refusals).flat(), ...STRICT.frameRefusals, ...STRICT.tuneRefusals];
    const named = rows.map(({ statement }) => statement).filter((key) => key !== null);
    expect(named.filter((key) => key === undefined || statementOf(key)?.key !== key)).toEqual([]);
  });

  it.each(STRICT.frameRefusals)('cite for $problem what the codec cites for the same octets', (row) => {
    const octets = Buffer.from((frames[row.problem] ?? '').replaceAll(' ', ''), 'hex');
    const { problems } = decodeFrame(octets, { from: 'client' });
    expect(problems.find(({ code }) => code === row.problem)?.statement).toBe(row.statement);
  });
});

/** One method frame. */
function method(channel: string, payload: string): string {
  const octets = payload.replaceAll(' ', '');
  return `01 ${channel} ${(octets.length / 2).toString(16).padStart(8, '0')} ${octets} CE`;
}

const declareWith = (table: string) => method('0001', `0032 000A 0000 00 00 ${table}`);

/** A table in a table, a hundred and one times. */
function deepTable(depth = 101, inner = '00000000'): string {
  if (depth === 0) return inner;
  return deepTable(depth - 1, `${(inner.length / 2 + 3).toString(16).padStart(8, '0')}016146${inner}`);
}

/** For each problem a frame that has it. */
const frames: Readonly<Record<string, string>> = {
  AMQP_FRAME_TYPE_UNKNOWN: '09 0000 00000000 CE',
  AMQP_CHANNEL_NOT_ZERO: method('0001', '000A 0033'),
  AMQP_CHANNEL_ZERO: method('0000', '005A 000A'),
  AMQP_CONTENT_CHANNEL_ZERO: '03 0000 00000001 00 CE',
  AMQP_CLASS_UNKNOWN: method('0001', '03E7 0001'),
  AMQP_METHOD_UNKNOWN: method('0001', '003C 03E7'),
  AMQP_METHOD_DIRECTION: method('0001', '003C 000B'),
  AMQP_STRING_UTF8: method('0001', '003C 001F 01 FF'),
  AMQP_STRING_ZERO: method('0001', '003C 001F 01 00'),
  AMQP_TABLE_INVALID: declareWith('00000003 01 61 74'),
  AMQP_TABLE_TYPE: declareWith('00000003 01 61 5A'),
  AMQP_TABLE_NAME: declareWith('00000003 01 31 56'),
  AMQP_TABLE_DEPTH: declareWith(deepTable()),
  AMQP_TABLE_SIZE: declareWith('01000001'),
  AMQP_METHOD_TRUNCATED: method('0001', '003C 000A 0000 0000 0001'),
  AMQP_METHOD_TRAILING: method('0001', '005A 000A 00'),
  AMQP_CONTENT_CLASS: '02 0001 0000000E 0032 0000 0000000000000000 0000 CE',
  AMQP_CONTENT_WEIGHT: '02 0001 0000000E 003C 0001 0000000000000000 0000 CE',
  AMQP_CONTENT_INCOMPLETE: '02 0001 0000000E 003C 0000 0000000000000000 8000 CE',
  AMQP_CONTENT_TRAILING: '02 0001 0000000F 003C 0000 0000000000000000 0000 00 CE',
  AMQP_HEARTBEAT_CHANNEL: '08 0001 00000000 CE',
  AMQP_HEARTBEAT_PAYLOAD: '08 0000 00000001 00 CE',
};
