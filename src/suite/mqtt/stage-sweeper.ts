import { Peer } from '../../net/peer.js';
import { endpointOf } from '../../net/target.js';
import { encodeClientPacket } from '../../protocol/mqtt/client-encode.js';
import type { Connect, MqttPacket } from '../../protocol/mqtt/packet.js';
import { Transcript } from '../../result/transcript.js';
import type { Actor } from '../actor.js';
import type { World } from '../world.js';
import { type MqttFrame, mqttFraming } from './frame.js';

/**
 * What a scenario leaves on a broker that others use too: retained messages and stored sessions. Notes them as they are
 * sent, whatever step sent them, and clears them when the scenario ends, out of its transcript's sight.
 */
export class StageSweeper {
  private readonly world: World;
  private readonly actors = new Set<Actor>();
  private readonly topics = new Set<string>();
  private readonly sessions = new Map<string, Connect>();
  private lastConnect: Connect | undefined;

  static of(world: World): StageSweeper {
    return world.state(StageSweeper.make);
  }

  private static make(this: void, world: World): StageSweeper {
    const made = new StageSweeper(world);
    world.onEnd(() => made.sweep());
    return made;
  }

  private constructor(world: World) {
    this.world = world;
  }

  /** An actor must be gone before its session can be: else the sweep would be a take-over and publish its Will. */
  watch(actor: Actor): void {
    this.actors.add(actor);
  }

  sent({ packet }: MqttFrame): void {
    if (packet?.type === 'PUBLISH' && packet.retain) this.topics.add(packet.topic);
    if (packet?.type !== 'CONNECT') return;
    this.lastConnect = packet;
    if (packet.will?.retain === true) this.topics.add(packet.will.topic);
    const { protocolVersion, clientId, cleanStart, properties } = packet;
    const kept = protocolVersion === 5 ? (properties?.sessionExpiryInterval ?? 0) > 0 : !cleanStart;
    if (kept && clientId !== '') this.sessions.set(clientId, packet);
  }

  private async sweep(): Promise<void> {
    await Promise.all([...this.actors].map((actor) => actor.dispose().catch(() => undefined)));
    const jobs = [...this.sessions.values()].map((connect) => this.visit(plain(connect), []));
    const topics = [...this.topics].filter((topic) => !/[+#\0]/.test(topic) && topic !== '');
    if (topics.length > 0 && this.lastConnect !== undefined) {
      const { prefix } = this.world.options.namespace;
      const connect = { ...plain(this.lastConnect), clientId: `${prefix}sweeper` };
      jobs.push(this.visit(connect, topics.map(cleared)));
    }
    await Promise.all(jobs.map((job) => job.catch(() => undefined)));
  }

  /** Connects, says something, and leaves once the broker has heard it. */
  private async visit(connect: Connect, packets: readonly MqttPacket[]): Promise<void> {
    const { target, timeoutMs } = this.world.options;
    const version = connect.protocolVersion === 5 ? 5 : 4;
    const connection = await Peer.dial<MqttFrame>({
      ...endpointOf(target),
      framing: mqttFraming(version, (text) => text),
      actor: 'sweeper',
      transcript: new Transcript(),
      timeoutMs,
    });
    const say = (packet: MqttPacket) => connection.send(encodeClientPacket(packet, version), { title: '', text: '' });
    const hear = (type: string) =>
      connection.inbox.take((event) => event.kind !== 'frame' || event.frame.type === type, timeoutMs);
    say(connect);
    await hear('CONNACK');
    for (const packet of packets) say(packet);
    if (packets.length > 0) {
      say({ type: 'PINGREQ' });
      await hear('PINGRESP');
    }
    say({ type: 'DISCONNECT' });
    connection.end();
    await connection.inbox.take((event) => event.kind === 'closed', Math.min(timeoutMs, 500));
    connection.destroy();
  }
}

/** The same client with nothing to keep. */
function plain({ protocolVersion, clientId, userName, password }: Connect): Connect {
  return {
    type: 'CONNECT',
    protocolName: 'MQTT',
    protocolVersion: protocolVersion === 5 ? 5 : 4,
    cleanStart: true,
    keepAlive: 60,
    clientId,
    ...(userName === undefined ? {} : { userName }),
    ...(password === undefined ? {} : { password }),
  };
}

const cleared = (topic: string): MqttPacket => ({
  type: 'PUBLISH',
  dup: false,
  qos: 0,
  retain: true,
  topic,
  payload: new Uint8Array(),
});
