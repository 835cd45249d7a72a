import { Buffer } from 'node:buffer';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Packet, parser } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { readCapture } from '../capture/capture-reader.js';
import type { CaptureSink, Direction } from '../capture/capture-sink.js';
import type { TcpStream } from '../capture/flow.js';
import { beside, fixture } from '../testing/oracles.js';
import { Inspector } from './inspector.js';
import { type PacketRecord, recordOf } from './record.js';

/** The packets of every intact MQTT connection, against another parser that reads the same octets. */

const captures = [beside('captures'), fixture('')]
  .filter((folder) => folder !== undefined)
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => /\.(pcap|pcapng|gz)$/.test(path));

interface Lane {
  readonly chunks: Buffer[];
  readonly records: PacketRecord[];
  spoilt: boolean;
}

let compared = 0;

describe.skipIf(captures.length === 0)('mqtt-packet reads the same', () => {
  it.each(captures)('%s', async (path) => {
    for (const lane of (await lanesOf(path)).values()) {
      const [first] = lane.records;
      if (lane.spoilt || first === undefined || first.transport !== undefined) continue;
      compared += lane.records.length;
      expect(theirs(lane.chunks, first.version)).toEqual(lane.records.map(ours));
    }
  });

  it('and there was much to read', () => {
    expect(compared).toBeGreaterThan(captures.length > 100 ? 2500 : 1);
  });
});

/** Per connection and direction: the octets, and what we made of them. Lanes with faults or losses are not compared. */
async function lanesOf(path: string): Promise<Map<string, Lane>> {
  const lanes = new Map<string, Lane>();
  const laneOf = (stream: number, src: string): Lane => {
    const key = `${stream} ${src}`;
    const known = lanes.get(key) ?? { chunks: [], records: [], spoilt: false };
    lanes.set(key, known);
    return known;
  };
  const inspector = new Inspector(
    {
      onPacket: (view) => {
        const record = recordOf(view);
        if (record.protocol !== 'mqtt' || record.stream === null) return;
        const lane = laneOf(record.stream, record.src);
        if (view.kind !== 'packet' || record.problems.length > 0 || view.lost > 0) lane.spoilt = true;
        else lane.records.push(record);
      },
    },
    { level: 'fields' },
  );
  const sink: CaptureSink = {
    onOpen: (...event) => inspector.onOpen(...event),
    onGap: (...event) => inspector.onGap(...event),
    onClose: (stream) => inspector.onClose(stream),
    onData: (...event) => {
      const [stream, direction, buffer, start, end] = event;
      laneOf(stream.number, sourceOf(stream, direction)).chunks.push(Buffer.from(buffer.slice(start, end)));
      inspector.onData(...event);
    },
  };
  await readCapture(path, sink);
  return lanes;
}

function sourceOf(stream: TcpStream, direction: Direction): string {
  const { address, port } = stream.endpoints[direction];
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

interface Plain {
  readonly packet: string;
  readonly length: number;
  readonly packetId: unknown;
  readonly topic: unknown;
  readonly qos: unknown;
}

function theirs(chunks: readonly Buffer[], version: string | null): Plain[] {
  const found: Plain[] = [];
  const reading = parser({ protocolVersion: version === '5.0' ? 5 : version === '3.1' ? 3 : 4 });
  reading.on('packet', (packet: Packet) => {
    const publish = packet.cmd === 'publish' ? packet : undefined;
    found.push({
      packet: packet.cmd.toUpperCase(),
      length: packet.length ?? 0,
      packetId: packet.messageId,
      // An empty topic stands for its alias; we resolve it, mqtt-packet does not.
      topic: publish?.topic === '' ? undefined : publish?.topic,
      qos: publish?.qos,
    });
  });
  for (const chunk of chunks) reading.parse(chunk);
  return found;
}

function ours(record: PacketRecord): Plain {
  const isPublish = record.packet === 'PUBLISH';
  const whole = Number(record.length);
  const aliased = isPublish && record.topicAlias !== undefined && isAliasOnly(record);
  return {
    packet: record.packet,
    length: whole - headerLength(whole),
    packetId: record.packetId,
    topic: isPublish && !aliased ? record.topic : undefined,
    qos: isPublish ? record.qos : undefined,
  };
}

/** The topic in force is longer than the packet has room for. */
function isAliasOnly(record: PacketRecord): boolean {
  const rest = Number(record.length) - Number(record.payloadLength) - String(record.topic).length;
  return rest < 2 + 2 + (record.packetId === undefined ? 0 : 2) + 1 + 3;
}

/** mqtt-packet counts without the fixed header. */
function headerLength(whole: number): number {
  if (whole < 2 + 128) return 2;
  if (whole < 3 + 16_384) return 3;
  return whole < 4 + 2_097_152 ? 4 : 5;
}
