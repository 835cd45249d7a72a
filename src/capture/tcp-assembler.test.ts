import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type CaptureOptions, readCapture } from './capture-reader.js';
import type { CaptureSink } from './capture-sink.js';
import {
  dataOf,
  pcapOf,
  type Reading,
  read,
  type ScriptedRecord,
  type Segment,
  segment,
} from './testing/scripted-capture.js';

const client = (seq: number, data: string, more: Partial<Segment> = {}): Segment => ({
  from: 'client',
  seq,
  data,
  ...more,
});
const server = (seq: number, data: string, more: Partial<Segment> = {}): Segment => ({
  from: 'server',
  seq,
  data,
  ...more,
});

/** Client's first octet is 1001, server's 5001. Three records. */
const handshake: readonly Segment[] = [
  { from: 'client', seq: 1000, flags: 'S' },
  { from: 'server', seq: 5000, ack: 1001, flags: 'S' },
  { from: 'client', seq: 1001, ack: 5001 },
];

const play = (segments: readonly Segment[], options?: CaptureOptions, chunk?: number): Promise<Reading> =>
  read(pcapOf(segments.map(record)), options, chunk);

const record = (each: Segment): ScriptedRecord => {
  const octets = segment(each);
  return { octets, original: octets.length + (each.missing ?? 0) };
};

describe('octets in order', () => {
  it('are delivered in both directions, with the frame that brought them', async () => {
    const { lines } = await play([...handshake, client(1001, 'hello'), server(5001, 'world', { ack: 1006 })]);
    expect(lines).toEqual(['open 0', '0> hello @4', '0< world @5', 'close 0 end by undefined @5']);
  });

  it('are the same whatever the chunks of the file', async () => {
    const segments = [...handshake, client(1001, 'hello'), client(1011, 'you'), client(1006, 'there')];
    const whole = await play(segments);
    for (const chunk of [1, 7, 60]) expect((await play(segments, {}, chunk)).lines).toEqual(whole.lines);
  });

  it('come across the end of the sequence numbers', async () => {
    const reading = await play([client(0xfffffffe, 'abcd'), client(2, 'ef'), server(1, 'x', { ack: 4 })]);
    expect(dataOf(reading)).toEqual(['0> abcd @1', '0> ef @2', '0< x @3']);
  });

  it('come early across the end of the sequence numbers', async () => {
    const reading = await play([client(0xfffffffe, 'ab'), client(4, 'gh'), client(0, 'cdef')]);
    expect(dataOf(reading)).toEqual(['0> ab @1', '0> cdef @3', '0> gh @3']);
  });

  it('are delivered of a connection that is joined midway', async () => {
    const { lines } = await play([server(777, 'late'), client(888, 'yes', { ack: 781 })]);
    expect(lines).toEqual(['open 0', '0> late @1', '0< yes @2', 'close 0 end by undefined @2']);
  });

  it('may come with the SYN', async () => {
    expect(dataOf(await play([{ from: 'client', seq: 1000, flags: 'S', data: 'fast' }, client(1005, '!')]))).toEqual([
      '0> fast @1',
      '0> ! @2',
    ]);
  });
});

describe('octets that are repeated', () => {
  it('are given once', async () => {
    const reading = await play([...handshake, client(1001, 'hello'), client(1001, 'hello'), client(1006, '!')]);
    expect(dataOf(reading)).toEqual(['0> hello @4', '0> ! @6']);
  });

  it('bring what is new in them, and the overlap is said', async () => {
    const { lines } = await play([...handshake, client(1001, 'hello'), client(1004, 'XXthere')]);
    expect(lines.slice(1, -1)).toEqual(['0> hello @4', 'CAPTURE_OVERLAP @5', '0> there @5']);
  });

  it('are kept in their first copy where they wait', async () => {
    const { lines } = await play([...handshake, client(1006, 'first'), client(1004, 'abOTHER-'), client(1001, '123')]);
    expect(lines.slice(1, -1)).toEqual(['CAPTURE_OVERLAP @5', '0> 123 @6', '0> ab @6', '0> first @6', '0> - @6']);
  });

  it('are no overlap where they say the same', async () => {
    const { lines } = await play([...handshake, client(1006, 'first'), client(1006, 'first'), client(1001, '12345')]);
    expect(lines.slice(1, -1)).toEqual(['0> 12345 @6', '0> first @6']);
  });

  it('are kept in their first copy where it was delivered, and another copy is said', async () => {
    const { lines } = await play([...handshake, client(1001, 'GOOD'), client(1001, 'EVIL'), client(1003, 'OD')]);
    expect(lines.slice(1, -1)).toEqual(['0> GOOD @4', 'CAPTURE_OVERLAP @5']);
  });

  it('are keep-alive probes when they are one octet behind', async () => {
    const reading = await play([...handshake, client(1001, 'a'), client(1001, '\0'), client(1002, 'b')]);
    expect(dataOf(reading)).toEqual(['0> a @4', '0> b @6']);
  });
});

describe('octets out of order', () => {
  it('carry the frame that filled the hole', async () => {
    const reading = await play([...handshake, client(1006, 'there'), client(1011, '!'), client(1001, 'hello')]);
    expect(dataOf(reading)).toEqual(['0> hello @6', '0> there @6', '0> ! @6']);
  });

  it('are waited for though the other side acknowledges them already', async () => {
    const reading = await play([
      ...handshake,
      client(1006, 'there'),
      server(5001, '', { ack: 1011 }),
      client(1001, 'hello'),
    ]);
    expect(dataOf(reading)).toEqual(['0> hello @6', '0> there @6']);
  });

  it('are delivered when the segment comes after the FIN', async () => {
    const { lines } = await play([
      ...handshake,
      { from: 'client', seq: 1006, ack: 5001, flags: 'F' },
      { from: 'server', seq: 5001, ack: 1007, flags: 'F' },
      client(1001, 'hello'),
    ]);
    expect(lines).toEqual(['open 0', '0> hello @6', 'close 0 fin by 0 @4']);
  });
});

describe('octets that the capture lost', () => {
  const acks = (count: number, ack: number): Segment[] =>
    Array.from({ length: count }, () => server(5001, '', { ack }));

  it('are a gap once the receiver has acknowledged them and nothing fills it', async () => {
    const reading = await play([
      ...handshake,
      client(1001, 'a'),
      client(1007, 'b'),
      client(1008, 'c'),
      ...acks(9, 1009),
    ]);
    expect(dataOf(reading)).toEqual(['0> a @4', '0> gap 5 lost @15', '0> b @5', '0> c @6']);
  });

  it('are a gap after a moment, when the stream itself is silent', async () => {
    const segments = [...handshake, client(1001, 'a'), client(1007, 'b'), ...acks(1, 1008)].map((each) =>
      segment(each),
    );
    const other: ScriptedRecord = { octets: segment(client(1, 'x')), seconds: 1_700_000_001, nanos: 0 };
    const reading = await read(pcapOf([...segments, other]));
    expect(dataOf(reading)).toEqual(['0> a @4', '0> gap 5 lost @7', '0> b @5']);
  });

  it('are waited for though an earlier hole of the stream is overdue', async () => {
    const at = (milliseconds: number, each: Segment): ScriptedRecord => ({
      octets: segment(each),
      nanos: milliseconds * 1_000_000,
    });
    const reading = await read(
      pcapOf([
        ...handshake.map((each) => at(0, each)),
        at(1, client(1003, 'cd')),
        at(1, server(5001, '', { ack: 1005 })),
        at(50, client(1001, 'ab')),
        at(99, client(1007, 'gh')),
        at(99, server(5001, '', { ack: 1009 })),
        at(102, client(1009, 'ij')),
        at(103, client(1005, 'ef')),
      ]),
    );
    expect(dataOf(reading).join(' ')).not.toContain('gap');
  });

  it('are waited for while nobody has acknowledged them', async () => {
    const reading = await play([...handshake, client(1006, 'b'), ...acks(20, 1001), client(1001, '12345')]);
    expect(dataOf(reading)).toEqual(['0> 12345 @25', '0> b @25']);
  });

  it('are a gap at the end of the capture', async () => {
    const reading = await play([...handshake, client(1006, 'b'), client(1010, 'c')]);
    expect(dataOf(reading)).toEqual(['0> gap 5 end @5', '0> b @4', '0> gap 3 end @5', '0> c @5']);
  });

  it('are a gap when too much waits behind them', async () => {
    const waiting = Array.from({ length: 5 }, (_, index) => client(1010 + index * 2, `${index}.`));
    const reading = await play([...handshake, ...waiting, client(1020, 'z')], { maxWaitingBytes: 4 * 258 });
    expect(dataOf(reading)).toEqual([
      '0> gap 9 limit @8',
      '0> 0. @4',
      '0> 1. @5',
      '0> 2. @6',
      '0> 3. @7',
      '0> 4. @8',
      '0> z @9',
    ]);
  });

  it('are counted over all streams', async () => {
    const reading = await play([...handshake, client(1010, 'abc')], { maxWaitingBytesInAll: 100 });
    expect(dataOf(reading)).toEqual(['0> gap 9 limit @4', '0> abc @4']);
  });

  it('are a gap before the FIN, and at its end when the other side has acknowledged more', async () => {
    const fin: Segment = { from: 'client', seq: 1006, ack: 5001, flags: 'F' };
    expect(dataOf(await play([...handshake, fin]))).toEqual(['0> gap 5 end @4']);
    expect(dataOf(await play([...handshake, server(5001, '', { ack: 1008 })]))).toEqual(['0> gap 7 lost @4']);
  });

  it('are a gap where the snap length cut them off', async () => {
    const reading = await play([...handshake, client(1001, 'abc', { missing: 4 }), client(1008, 'd')]);
    expect(dataOf(reading)).toEqual(['0> abc @4', '0> gap 4 cut @4', '0> d @5']);
  });

  it('are a gap where the snap length cut off a segment that waited', async () => {
    const reading = await play([
      ...handshake,
      client(1003, 'abc', { missing: 4 }),
      client(1010, 'd'),
      client(1001, '12'),
    ]);
    expect(dataOf(reading)).toEqual(['0> 12 @6', '0> abc @6', '0> gap 4 cut @6', '0> d @6']);
  });

  it('are of unknown number when the sequence numbers jump', async () => {
    const jump = 0x50000000;
    const reading = await play([
      ...handshake,
      client(1001, 'a'),
      client(jump, 'x'),
      client(jump + 1, 'y'),
      client(jump + 2, 'z'),
      client(jump + 3, '!'),
    ]);
    expect(dataOf(reading)).toEqual(['0> a @4', '0> gap -1 restart @7', '0> z @7', '0> ! @8']);
  });
});

describe('octets that the sink has not seen', () => {
  it.each<[string, readonly Segment[], boolean]>([
    ['none in a whole capture', [...handshake, client(1001, 'ask'), server(5001, 'answer', { ack: 1004 })], false],
    ['acknowledged by the answer', [...handshake, server(5001, 'answer', { ack: 1004 })], true],
    ['waiting for earlier ones', [...handshake, client(1003, 'k'), server(5001, 'answer', { ack: 1001 })], true],
    ['of a direction that is not in the capture', [server(5001, 'answer', { ack: 1004 })], true],
    ['no more than a FIN', [...handshake, server(5001, 'answer', { ack: 1002 })], false],
  ])('%s', async (_, segments, expected) => {
    const said: unknown[] = [];
    const sink: CaptureSink = {
      onData: (stream, direction) => {
        if (stream.ports[direction] === 1883) said.push(stream.lacks?.(direction === 0 ? 1 : 0));
      },
      onGap: () => {},
    };
    await readCapture(Readable.from([pcapOf(segments.map(record))]), sink);
    expect(said).toEqual([expected]);
  });
});

describe('connections', () => {
  it('are numbered in the order of their first records, and a new SYN between the same endpoints is a new one', async () => {
    const { lines, summary } = await play([
      ...handshake,
      client(1001, 'old'),
      { from: 'client', seq: 90_000, flags: 'S' },
      client(90_001, 'new'),
    ]);
    expect(lines).toEqual([
      'open 0',
      '0> old @4',
      'close 0 reused by undefined @5',
      'open 1',
      '1> new @6',
      'close 1 end by undefined @6',
    ]);
    expect(summary.tcpStreams).toBe(2);
  });

  it('are not begun anew by a SYN that is repeated, or that comes after its own data', async () => {
    const [syn, synAck] = handshake as [Segment, Segment];
    expect((await play([syn, syn, synAck, synAck])).summary.tcpStreams).toBe(1);
    expect((await play([client(1001, 'a'), synAck, syn])).summary.tcpStreams).toBe(1);
  });

  it('end by FIN of both sides or by RST, and late segments do not open them again', async () => {
    const fins = await play([
      ...handshake,
      { from: 'server', seq: 5001, ack: 1001, flags: 'F' },
      { from: 'client', seq: 1001, ack: 5002, flags: 'F' },
      { from: 'server', seq: 5002, ack: 1002 },
    ]);
    expect(fins.lines).toEqual(['open 0', 'close 0 fin by 1 @4']);
    const reset = await play([...handshake, { from: 'server', seq: 5001, flags: 'R' }, client(1001, '')]);
    expect(reset.lines).toEqual(['open 0', 'close 0 rst by 1 @4']);
  });

  it('are closed when the clock of the capture has gone on', async () => {
    const reset: Segment = { from: 'server', seq: 5001, flags: 'R' };
    const records = [...handshake, reset].map((each): ScriptedRecord => ({ octets: segment(each) }));
    const later: ScriptedRecord = { octets: segment(client(1001, '')), seconds: 1_700_000_002, nanos: 0 };
    const { lines } = await read(pcapOf([...records, later, later]));
    expect(lines).toEqual(['open 0', 'close 0 rst by 1 @4']);
  });

  it('that go on after their end are opened again under their number', async () => {
    const reset: Segment = { from: 'server', seq: 5001, flags: 'R' };
    const records = [...handshake, reset].map((each): ScriptedRecord => ({ octets: segment(each) }));
    const later: ScriptedRecord = { octets: segment(client(1001, 'still here')), seconds: 1_700_000_002, nanos: 0 };
    const { lines, summary } = await read(pcapOf([...records, later]));
    expect(lines).toEqual([
      'open 0',
      'close 0 rst by 1 @4',
      'open 0',
      '0> still here @5',
      'close 0 end by undefined @5',
    ]);
    expect(summary.tcpStreams).toBe(1);
  });

  it('know who is the client from the SYN, or the answer to it', async () => {
    const initiator = async (segments: readonly Segment[]): Promise<unknown> => {
      const found: unknown[] = [];
      const chunks = Readable.from([pcapOf(segments.map(record))]);
      const onClose: CaptureSink['onClose'] = (stream) => found.push(stream.initiator);
      await readCapture(chunks, { onData: () => undefined, onGap: () => undefined, onClose });
      return found[0];
    };
    const [syn, synAck, ack] = handshake as [Segment, Segment, Segment];
    expect(await initiator([syn, synAck, ack])).toBe(0);
    expect(await initiator([synAck, ack])).toBe(1);
    expect(await initiator([synAck, syn, ack])).toBe(1);
    expect(await initiator([ack])).toBeUndefined();
  });

  it('leave when there are too many, the longest idle first', async () => {
    const syn = (port: number): Uint8Array => {
      const packet = segment({ from: 'client', seq: 1, flags: 'S' });
      packet[20] = port >>> 8;
      packet[21] = port & 255;
      return packet;
    };
    const { lines, summary } = await read(pcapOf([syn(1), syn(2), syn(3)]), { maxStreams: 2 });
    expect(lines).toEqual([
      'open 0',
      'open 1',
      'CAPTURE_STREAM_EVICTED @3',
      'close 0 evicted by undefined @3',
      'open 2',
      'close 1 end by undefined @3',
      'close 2 end by undefined @3',
    ]);
    expect(summary.notices).toEqual({ CAPTURE_STREAM_EVICTED: 1 });
  });
});
