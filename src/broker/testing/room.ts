import { Buffer } from 'node:buffer';
import * as net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { formatHex, parseHex } from '../../bytes/hex.js';
import { decodePacket } from '../../codec/mqtt/decode.js';
import { encodePacket } from '../../codec/mqtt/encode.js';
import { packetLength } from '../../codec/mqtt/framing.js';
import type { Connect, MqttPacket, MqttProperties, MqttVersion, Publish } from '../../codec/mqtt/packet.js';
import { type Broker, startBroker } from '../broker.js';
import type { Settings } from '../settings.js';

/** A broker and raw clients for tests: everything that any client is sent becomes a line of the transcript. */
export class Room {
  readonly lines: string[] = [];
  private readonly clients: RawClient[] = [];
  private readonly broker: Broker;

  private constructor(broker: Broker) {
    this.broker = broker;
  }

  static async open(defects: readonly string[], settings: Partial<Settings> = {}): Promise<Room> {
    return new Room(await startBroker({ amqpPort: null, defects, settings }));
  }

  /** A client with a network connection. */
  async client(name: string, version: MqttVersion = 5): Promise<RawClient> {
    const socket = net.connect(this.broker.mqttPort ?? 0, '127.0.0.1');
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const client = new RawClient(name, version, socket, this.lines);
    this.clients.push(client);
    return client;
  }

  /** A client that has sent CONNECT, and was answered. */
  async connected(name: string, more: Partial<Connect> = {}, version: MqttVersion = 5): Promise<RawClient> {
    const client = await this.client(name, version);
    await client.connect(more);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.drop();
    await this.broker.close();
  }
}

/** Sends what it is told; acknowledges what it receives unless told otherwise. */
export class RawClient {
  readonly name: string;
  readonly version: MqttVersion;
  acknowledges = true;
  /** Packets received, oldest first. */
  readonly received: MqttPacket[] = [];
  isClosed = false;
  private readonly socket: net.Socket;
  private readonly lines: string[];
  private rest: Buffer = Buffer.alloc(0);
  private wake: () => void = () => {};

  constructor(name: string, version: MqttVersion, socket: net.Socket, lines: string[]) {
    this.name = name;
    this.version = version;
    this.socket = socket;
    this.lines = lines;
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      if (!this.isClosed) this.lines.push(`${name} closed`);
      this.isClosed = true;
      this.wake();
    });
  }

  async connect(more: Partial<Connect> = {}): Promise<void> {
    this.send({
      type: 'CONNECT',
      protocolName: 'MQTT',
      protocolVersion: this.version,
      cleanStart: true,
      keepAlive: 0,
      clientId: this.name,
      ...more,
    });
    await this.until((packet) => packet.type === 'CONNACK' || packet.type === 'AUTH');
  }

  send(packet: MqttPacket): this {
    if (!this.socket.destroyed) this.socket.write(encodePacket(packet, this.version));
    return this;
  }

  bytes(hex: string): this {
    if (!this.socket.destroyed) this.socket.write(parseHex(hex) ?? Buffer.alloc(0));
    return this;
  }

  publish(topic: string, payload: string, more: Partial<Publish> & { properties?: MqttProperties } = {}): this {
    return this.send({
      type: 'PUBLISH',
      dup: false,
      qos: 0,
      retain: false,
      topic,
      payload: Buffer.from(payload),
      ...more,
    });
  }

  /** Waits until everything sent before was served: a PINGREQ behind it is answered, or nothing answers any more. */
  async settle(): Promise<this> {
    this.bytes('C0 00');
    await this.until((packet) => packet.type === 'PINGRESP');
    return this;
  }

  async until(found: (packet: MqttPacket) => boolean): Promise<void> {
    const from = this.received.length;
    const deadline = performance.now() + 400;
    while (!this.isClosed && !this.received.slice(from).some(found)) {
      const left = deadline - performance.now();
      if (left <= 0) {
        this.lines.push(`${this.name} silence`);
        return;
      }
      await Promise.race([new Promise<void>((resolve) => (this.wake = resolve)), wait(left)]);
    }
  }

  /** Loses the network connection. */
  drop(): void {
    this.isClosed = true;
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (
      let length = packetLength(this.rest);
      length > 0 && length <= this.rest.length;
      length = packetLength(this.rest)
    ) {
      const octets = this.rest.subarray(0, length);
      this.rest = this.rest.subarray(length);
      const { packet } = decodePacket(octets, { version: this.version, from: 'server' });
      if (packet === undefined) continue;
      this.received.push(packet);
      if (packet.type !== 'PINGRESP') this.lines.push(`${this.name} ${formatHex(octets)}`);
      if (this.acknowledges) this.acknowledge(packet);
    }
    this.wake();
  }

  private acknowledge(packet: MqttPacket): void {
    if (packet.type === 'PUBLISH' && packet.packetIdentifier !== undefined) {
      const type = packet.qos === 1 ? 'PUBACK' : 'PUBREC';
      this.send({ type, packetIdentifier: packet.packetIdentifier });
    }
    if (packet.type === 'PUBREL') this.send({ type: 'PUBCOMP', packetIdentifier: packet.packetIdentifier });
  }
}
