import { Buffer } from 'node:buffer';
import { type AddressInfo, connect as connectNet, createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import * as ws from 'ws';
import type { Direction } from '../capture/capture-sink.js';
import type { TcpStream } from '../capture/flow.js';
import type { Conversation } from './conversation.js';
import { Inspector, type InspectorOptions } from './inspector.js';
import type { PacketView } from './packet-view.js';
import { type PacketRecord, recordOf } from './record.js';
import { spokenText } from './views/conversation-line.js';

const octets = (hex: string): Buffer => Buffer.from(hex.replaceAll(/[ |]/g, ''), 'hex');

/** A connection put before the inspector, segment by segment. */
class Wire {
  readonly seen: PacketRecord[] = [];
  readonly kinds: string[] = [];
  readonly stream: TcpStream;
  readonly inspector: Inspector;
  frame = 0;

  constructor(
    options: Partial<InspectorOptions> & { readonly port?: number; readonly initiator?: Direction | undefined } = {},
  ) {
    const { port = 1883, ...rest } = options;
    const initiator = 'initiator' in options ? options.initiator : 0;
    const ends = [
      { address: '10.0.0.1', port: 40_000 },
      { address: '10.0.0.2', port },
    ] as const;
    this.stream = {
      transport: 'tcp',
      number: 0,
      endpoints: ends,
      ports: [40_000, port],
      firstFrame: 1,
      attachment: undefined,
      initiator,
      closing: undefined,
      counters: { segments: 0, retransmitted: 0, outOfOrder: 0, overlapping: 0, keepAlives: 0, lostBytes: 0 },
    };
    const onPacket = (view: PacketView) => {
      this.seen.push(recordOf(view));
      this.kinds.push(view.kind);
    };
    this.inspector = new Inspector({ onPacket }, { level: 'fields', ...rest });
  }

  /** From the client. */
  say(hex: string | Uint8Array, direction: Direction = 0): this {
    const bytes = typeof hex === 'string' ? octets(hex) : hex;
    this.inspector.onData(this.stream, direction, bytes, 0, bytes.length, ++this.frame, 1, this.frame);
    return this;
  }

  answer(hex: string | Uint8Array): this {
    return this.say(hex, 1);
  }

  /** The snap length has cut off so many octets. */
  cut(count: number, direction: Direction = 0): this {
    this.inspector.onGap(this.stream, direction, count, 'cut', this.frame, 1, this.frame);
    return this;
  }

  lose(count: number, direction: Direction = 0): this {
    this.inspector.onGap(this.stream, direction, count, 'lost', ++this.frame, 1, this.frame);
    return this;
  }

  get conversation(): Conversation {
    return this.stream.attachment as Conversation;
  }

  end(): this {
    const { conversation } = this;
    this.inspector.onClose(this.stream);
    this.stream.attachment = conversation;
    return this;
  }

  get names(): string[] {
    return this.seen.map(({ packet }) => packet);
  }

  get problems(): string[] {
    return this.seen.flatMap(({ n, problems }) => problems.map(({ code }) => `${n} ${code}`));
  }
}

const CONNECT = '10 0d 00 04 4d 51 54 54 04 02 00 3c 00 01 61';
const CONNECT_5 = '10 0e 00 04 4d 51 54 54 05 02 00 3c 00 00 01 61';
const CONNACK = '20 02 00 00';

/** PUBLISH of QoS 1 in 3.1.1. */
function publish(topic: string, payload: Uint8Array, id = 1): Buffer {
  const body = Buffer.concat([
    Buffer.from([0, topic.length]),
    Buffer.from(topic),
    Buffer.from([id >> 8, id & 255]),
    payload,
  ]);
  const length: number[] = [];
  for (let rest = body.length; ; ) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    rest >>>= 7;
    if (rest === 0) break;
  }
  return Buffer.concat([Buffer.from([0x32, ...length]), body]);
}

describe('packets and segments', () => {
  const packets = Buffer.concat([octets(CONNECT), publish('a/b', Buffer.from('hello'), 7), octets('c0 00 e0 00')]);

  it.each([1, 2, 3, 5, 8, 13, 100])('%i octets a segment', (size) => {
    const wire = new Wire();
    for (let at = 0; at < packets.length; at += size) wire.say(packets.subarray(at, at + size));
    expect(wire.names).toEqual(['CONNECT', 'PUBLISH', 'PINGREQ', 'DISCONNECT']);
    expect(wire.seen[1]).toMatchObject({ packetId: 7, topic: 'a/b', length: 14, payloadLength: 5, from: 'client' });
    expect(wire.problems).toEqual([]);
  });

  it('the record that completes a packet is its record', () => {
    const wire = new Wire()
      .say(CONNECT)
      .say('32 0c 00 03')
      .say('61 2f 62 00 07')
      .say('68 65 6c 6c 6f c0 00')
      .say('c0 00');
    expect(wire.seen.map(({ packet, frame }) => `${packet} ${frame}`)).toEqual([
      'CONNECT 1',
      'PUBLISH 4',
      'PINGREQ 4',
      'PINGREQ 5',
    ]);
  });

  it('a payload of 300 kB over 1,448-octet segments is one packet', () => {
    const big = publish('big', Buffer.alloc(300_000, 0x41));
    const wire = new Wire().say(CONNECT);
    for (let at = 0; at < big.length; at += 1448) wire.say(big.subarray(at, at + 1448));
    expect(wire.seen[1]).toMatchObject({ packet: 'PUBLISH', length: big.length, payloadLength: 300_000, topic: 'big' });
    expect(wire.problems).toEqual([]);
  });

  it('a payload beyond what is held of one packet still has its head, its length and its end', () => {
    const big = publish('big', Buffer.alloc(3_000_000, 0x41), 9);
    const wire = new Wire().say(CONNECT);
    for (let at = 0; at < big.length; at += 65_000) wire.say(big.subarray(at, at + 65_000));
    wire.say('c0 00');
    expect(wire.names).toEqual(['CONNECT', 'PUBLISH', 'PINGREQ']);
    expect(wire.seen[1]).toMatchObject({ packetId: 9, topic: 'big', payloadLength: 3_000_000 });
    expect(wire.seen[1]).not.toHaveProperty('lost');
    expect(wire.problems).toEqual([]);
  });

  it('a length field that claims 256 MB costs nothing', () => {
    const before = process.memoryUsage().arrayBuffers;
    const wires = Array.from({ length: 2000 }, () => new Wire().say(CONNECT).say('32 ff ff ff 7f 00 01 61 00 01 78'));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6);
    expect(wires[0]?.end().seen.at(-1)).toMatchObject({
      packet: 'incomplete',
      type: 'PUBLISH',
      bytes: 11,
      length: 268_435_460,
    });
  });
});

describe('losses', () => {
  it('inside a packet whose end is known lose nothing else', () => {
    const big = publish('big', Buffer.alloc(5000, 0x41), 3);
    const wire = new Wire().say(CONNECT).say(big.subarray(0, 1000)).lose(2000).say(big.subarray(3000)).say('c0 00');
    expect(wire.names).toEqual(['CONNECT', 'gap', 'PUBLISH', 'PINGREQ']);
    expect(wire.seen[1]).toMatchObject({ bytes: 2000, reason: 'lost' });
    expect(wire.seen[2]).toMatchObject({ length: big.length, lost: 2000, topic: 'big', payloadLength: 5000 });
    expect(wire.problems).toEqual([]);
  });

  it('across a boundary: reading goes on at the next boundary that proves itself', () => {
    const next = publish('plant/7', Buffer.from('21.5'), 5);
    const wire = new Wire()
      .say(CONNECT)
      .say('32 20 00 03')
      .lose(100)
      .say(Buffer.concat([Buffer.from('tail of a payload'), next]))
      .say('c0 00');
    expect(wire.names).toEqual(['CONNECT', 'PUBLISH', 'gap', 'undecodable', 'PUBLISH', 'PINGREQ']);
    expect(wire.seen[1]).toMatchObject({ length: 34, lost: 30 });
    expect(wire.seen[3]).toMatchObject({ bytes: 17 });
    expect(wire.seen[4]).toMatchObject({ topic: 'plant/7', packetId: 5 });
  });

  it('a text payload full of digits is not taken for packets', () => {
    const text = Buffer.from('0123456789:;<='.repeat(200));
    const wire = new Wire()
      .say(CONNECT)
      .lose(50)
      .say(text)
      .say(publish('plant/7', Buffer.from('x'), 5));
    expect(wire.names).toEqual(['CONNECT', 'gap', 'undecodable', 'PUBLISH']);
  });

  it('whole AMQP frames are found behind one that is cut', () => {
    const ack = '01 00 01 00 00 00 0d 00 3c 00 50 00 00 00 00 00 00 00 01 00 ce';
    const wire = new Wire({ port: 5672 }).say('41 4d 51 50 00 00 09 01').lose(30).say(`00 00 61 ce ${ack} ${ack}`);
    expect(wire.names).toEqual(['protocol-header', 'gap', 'undecodable', 'basic.ack', 'basic.ack']);
    expect(wire.seen[3]).toMatchObject({ channel: 1, deliveryTag: 1 });
  });
});

describe('conversations joined in the middle', () => {
  it('begin with the first packet that proves itself', () => {
    const rest = Buffer.concat([Buffer.from('the end of something'), publish('plant/7', Buffer.from('on'), 6)]);
    const wire = new Wire({ initiator: undefined }).say(rest).answer('40 02 00 06');
    expect(wire.names).toEqual(['undecodable', 'PUBLISH', 'PUBACK']);
    expect(wire.seen[1]).toMatchObject({ from: 'client', version: '3.1.1' });
  });

  it('on another port, by content', () => {
    const wire = new Wire({ initiator: undefined, port: 7000 })
      .say(publish('plant/7/room/12', Buffer.from('on'), 6))
      .answer('40 02 00 06');
    expect(wire.names).toEqual(['PUBLISH', 'PUBACK']);
    expect(wire.seen[0]?.from).toBeNull();
    wire.answer('20 02 00 00');
    expect(wire.seen[2]?.from).toBe('server');
  });

  it('tell their version by what only one version allows', () => {
    const five = new Wire({ initiator: undefined })
      .say('82 0a 00 01 00 00 04 61 2f 62 63 01')
      .say('30 06 00 01 61 00 68 69');
    expect(five.seen.map(({ version }) => version)).toEqual(['5.0', '5.0']);
    expect(five.seen[1]).toMatchObject({ payloadLength: 2 });
    const three = new Wire({ initiator: undefined })
      .say('82 09 00 01 00 04 61 2f 62 63 01')
      .say('30 05 00 01 61 68 69');
    expect(three.seen.map(({ version }) => version)).toEqual(['3.1.1', '3.1.1']);
  });
});

describe('what is spoken', () => {
  it('TLS is named with its version and server name', async () => {
    const hello = await clientHello('broker.example');
    const wire = new Wire({ port: 8883 }).say(hello.subarray(0, 50)).say(hello.subarray(50));
    expect(spokenText(wire.end().conversation)).toBe('TLS 1.3 offered, server name "broker.example", offers "mqtt"');
    expect(wire.seen).toEqual([]);
  });

  it('HTTP and what nobody knows give no lines', () => {
    const http = new Wire({ port: 80 })
      .say(Buffer.from('GET / HTTP/1.1\r\n\r\n'))
      .answer(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'));
    expect(spokenText(http.end().conversation)).toBe('HTTP');
    const other = new Wire({ port: 22 }).say(Buffer.from('SSH-2.0-OpenSSH\r\n')).answer(Buffer.from('SSH-2.0-x\r\n'));
    expect(spokenText(other.end().conversation)).toBe('not recognised');
    expect([...http.seen, ...other.seen]).toEqual([]);
  });

  it('--port and --protocol override what the octets look like', () => {
    const ports = new Map([[7000, 'mqtt' as const]]);
    expect(new Wire({ port: 7000, ports }).say('c0 00').names).toEqual(['PINGREQ']);
    const forced = new Wire({ port: 7000, protocol: 'mqtt', version: '5.0' }).say('40 04 00 01 10 00');
    expect(forced.seen[0]).toMatchObject({ packet: 'PUBACK', version: '5.0', reasonCode: 16 });
  });

  it('AMQP peers that disagree on the version', () => {
    const wire = new Wire({ port: 5672 }).say('41 4d 51 50 00 01 00 00').answer('41 4d 51 50 00 00 09 01');
    expect(wire.seen.map(({ packet, protocol }) => `${packet} ${protocol}`)).toEqual([
      'protocol-header amqp10',
      'protocol-header amqp091',
    ]);
  });

  it('MQTT in WebSocket messages: one packet over several, several in one', () => {
    const request = 'GET /mqtt HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';
    const granted = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n';
    const connect = octets(CONNECT);
    const wire = new Wire({ port: 9001 })
      .say(Buffer.from(request))
      .answer(Buffer.concat([Buffer.from(granted), message(octets(CONNACK), false)]))
      .say(message(connect.subarray(0, 5), true))
      .say(message(connect.subarray(5), true))
      .say(message(Buffer.concat([octets('c0 00'), publish('a/b', Buffer.from('x'))]), true));
    expect(wire.names).toEqual(['CONNACK', 'CONNECT', 'PINGREQ', 'PUBLISH']);
    expect(wire.seen[1]).toMatchObject({ transport: 'websocket', from: 'client', frame: 4 });
    expect(spokenText(wire.conversation)).toBe('MQTT 3.1.1 over WebSocket');
  });
});

describe('a WebSocket joined behind its upgrade', () => {
  it("is not taken for SUBSCRIBE, whose first octet is that of a server's message", () => {
    const wire = new Wire({ port: 9001, initiator: undefined }).answer(message(octets('90 04 41 42 01 00'), false));
    expect(wire.seen).toMatchObject([{ packet: 'SUBACK', transport: 'websocket', problems: [] }]);
  });

  it('is seen through where a client sends piece by piece, and a server the headers apart', () => {
    const wire = new Wire({ port: 9001, initiator: undefined });
    wire
      .say(message(octets('c0'), true))
      .say(message(octets('00'), true))
      .answer('82 03')
      .answer('20 01 00');
    const suback = octets('90 04 41 42 01 00');
    wire
      .answer(Buffer.concat([octets('82 06'), suback]))
      .answer('82 06')
      .answer(suback);
    expect(wire.names.filter((name) => name === 'SUBACK')).toHaveLength(2);
    expect(wire.names).not.toContain('SUBSCRIBE');
  });

  it('is seen through where its inside proves itself', () => {
    const wire = new Wire({ initiator: undefined, port: 9001 })
      .say(message(publish('plant/7/room', Buffer.from('21'), 4), true))
      .answer(message(octets('40 02 00 04'), false));
    expect(wire.names).toEqual(['PUBLISH', 'PUBACK']);
    expect(wire.seen[0]).toMatchObject({ transport: 'websocket', topic: 'plant/7/room' });
  });
});

describe('topic aliases', () => {
  it('stand for the topic that they were given, in their own direction', () => {
    const wire = new Wire().say(CONNECT_5).answer('20 06 00 00 03 22 00 05');
    wire.say('30 08 00 01 61 03 23 00 01 78').say('30 07 00 00 03 23 00 01 78').answer('30 07 00 00 03 23 00 01 78');
    expect(wire.seen.slice(2).map(({ topic }) => topic)).toEqual(['a', 'a', null]);
  });
});

describe('limits', () => {
  it('thousands of connections, each in the middle of a large packet, stay within bounds', () => {
    const inspector = new Wire().inspector;
    const held = process.memoryUsage().arrayBuffers;
    const chunk = Buffer.concat([octets(CONNECT), octets('32 ff ff ff 7f 00 01 61 00 01'), Buffer.alloc(60_000, 0x41)]);
    const streams = Array.from({ length: 3000 }, () => new Wire().stream);
    for (const stream of streams) inspector.onData(stream, 0, chunk, 0, chunk.length, 1, 1, 1);
    expect(process.memoryUsage().arrayBuffers - held).toBeLessThan(130e6);
  });
});

/** A WebSocket message by the reference implementation. */
function message(data: Uint8Array, mask: boolean): Buffer {
  const { Sender } = ws as unknown as { readonly Sender: { frame: (bytes: Buffer, options: object) => Buffer[] } };
  return Buffer.concat(Sender.frame(Buffer.from(data), { opcode: 2, fin: true, mask, rsv1: false, readOnly: true }));
}

/** What a real client says first. */
async function clientHello(servername: string): Promise<Buffer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const said = new Promise<Buffer>((resolve) => server.once('connection', (socket) => socket.once('data', resolve)));
  const socket = connectNet(port, '127.0.0.1');
  const client = connectTls({ socket, servername, ALPNProtocols: ['mqtt'] });
  client.on('error', () => undefined);
  const hello = await said;
  client.destroy();
  socket.destroy();
  server.close();
  return hello;
}

describe('what the snap length cuts off', () => {
  const SUBSCRIBE = '82 11 00 09 00 03 61 2f 62 00';

  it('a CONNECT of which four octets are left is still one, and what is missing is said', () => {
    const wire = new Wire({ port: 31_883 }).say('10 0d 00 04').cut(11).answer(CONNACK);
    expect(wire.names).toEqual(['gap', 'CONNECT', 'CONNACK']);
    expect(wire.problems).toEqual([]);
  });

  it('octets lost before anybody knew what is spoken are said', () => {
    const wire = new Wire({ port: 31_883 }).say('10 8d 01 00').cut(140).answer(CONNACK);
    expect(wire.seen.map(({ packet, from }) => `${packet} ${from}`)).toEqual([
      'gap client',
      'undecodable client',
      'CONNACK server',
    ]);
  });

  it('an answer to filters that are not all in the capture answers them', () => {
    const wire = new Wire().say(CONNECT).answer(CONNACK).say(SUBSCRIBE).cut(9).answer('90 04 00 09 00 01');
    expect(wire.problems).toEqual([]);
  });

  it('an empty topic whose alias may be cut off is none', () => {
    const wire = new Wire().say(CONNECT_5).say('30 09 00 00').cut(7);
    expect(wire.seen.at(-1)).toMatchObject({ packet: 'PUBLISH', topic: null, problems: [] });
  });

  it('a body whose content header is cut off is no fault', () => {
    const wire = new Wire({ port: 5672 })
      .say('41 4d 51 50 00 00 09 01 01 00 01 00 00 00 05 00 14 00 0a 00 ce')
      .answer('01 00 01 00 00 00 08 00 14 00 0b 00 00 00 00 ce')
      .say('01 00 01 00 00 00 0a 00 3c 00 28 00 00 00 01 71 00 ce')
      .say('02 00 01 00 00 00 0e 00 3c')
      .cut(13)
      .say('03 00 01 00 00 00 02 68 69 ce');
    expect(wire.names.slice(-2)).toEqual(['content-header', 'content-body']);
    expect(wire.problems).toEqual([]);
  });

  it('a protocol header of which four octets are left is no fault', () => {
    const wire = new Wire({ port: 5672 }).say('41 4d 51 50').cut(4);
    expect(wire.names).toEqual(['gap', 'protocol-header']);
    expect(wire.problems).toEqual([]);
  });

  it('the heads of a WebSocket: its frames are read all the same', () => {
    const wire = new Wire({ port: 31_883 })
      .say(Buffer.from('GET /mqtt HTTP/1.1\r\nHo'))
      .cut(120)
      .answer(Buffer.from('HTTP/1.1 101 S'))
      .cut(100, 1)
      .say(Buffer.concat([octets('82 8f 00 00 00 00'), octets(CONNECT)]))
      .answer('82 04 20 02 00 00');
    expect(wire.seen.map(({ packet, from, transport }) => [packet, from, transport])).toEqual([
      ['CONNECT', 'client', 'websocket'],
      ['CONNACK', 'server', 'websocket'],
    ]);
  });
});

describe('a WebSocket message that was found behind a loss', () => {
  it('is not taken for the beginning of a packet because it begins like one', () => {
    const wire = new Wire({ port: 9001 })
      .say(Buffer.from('GET /mqtt HTTP/1.1\r\nHo'))
      .cut(120)
      .answer(Buffer.from('HTTP/1.1 101 S'))
      .cut(100, 1)
      .say(Buffer.concat([octets('82 8f 00 00 00 00'), octets(CONNECT)]))
      .lose(30)
      .say(Buffer.concat([octets('82 8c 00 00 00 00 30 28 00 08'), Buffer.from('abcdefgh')]));
    expect(wire.end().names).toEqual(['CONNECT', 'gap', 'undecodable']);
  });
});

describe('a protocol on the port of another', () => {
  it.each([
    ['MQTT', 5672, CONNECT, 'CONNECT'],
    ['AMQP 0-9-1', 1883, '41 4d 51 50 00 00 09 01', 'protocol-header'],
  ])('%s is recognised though its first octets come one by one', (_, port, hex, name) => {
    const wire = new Wire({ port });
    for (const octet of octets(hex)) wire.say(Uint8Array.of(octet));
    expect(wire.end().names).toEqual([name]);
    expect(wire.seen[0]?.frame).toBe(octets(hex).length);
  });
});

describe('a CONNECT with a wrong Protocol Name', () => {
  it('on a port of nobody in particular is told what is wrong', () => {
    const wire = new Wire({ port: 40_001 }).say('10 0d 00 04 6d 71 74 74 04 02 00 3c 00 01 61').end();
    expect(wire.seen).toMatchObject([{ packet: 'CONNECT', problems: [{ statement: 'MQTT-3.1.2-1' }] }]);
  });
});

describe('the version', () => {
  it('of a CONNECT counts though its answer came first in the capture', () => {
    const wire = new Wire().answer(CONNACK).say('10 0f 00 06 4d 51 49 73 64 70 03 02 00 3c 00 01 61');
    expect(wire.seen.map(({ version }) => version)).toEqual(['3.1.1', '3.1']);
  });

  it('is not 3.1.1 because a CONNECT is cut', () => {
    const wire = new Wire().say('10 0e 00 04 4d 51').cut(10).answer('20 03 00 00 00');
    expect(wire.seen.at(-1)).toMatchObject({ packet: 'CONNACK', version: '5.0', problems: [] });
  });
});

describe('transfers of AMQP 1.0 whose beginning is lost', () => {
  const header = '41 4d 51 50 00 01 00 00';
  /** Handle 0, delivery 0 and its tag, `more`, then the octets "hi": no section begins so. */
  const transfer = (more: string) =>
    `00 00 00 1a 02 00 00 00 00 53 14 c0 09 06 43 43 a0 01 74 43 42 ${more} 68 69 68 69`;

  it('are not taken for messages of their own', () => {
    const wire = new Wire({ port: 5672 }).say(header).lose(50).say(transfer('42')).say(transfer('42'));
    const [first, second] = wire.seen.filter(({ packet }) => packet === 'transfer');
    expect(first?.problems).toEqual([]);
    expect(second?.problems).not.toEqual([]);
  });
});
