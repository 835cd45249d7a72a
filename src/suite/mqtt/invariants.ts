import { Buffer } from 'node:buffer';
import { Overheard } from '../../protocol/mqtt/overheard.js';
import type { MqttVersion } from '../../protocol/mqtt/packet.js';
import { PROBLEMS } from '../../protocol/mqtt/problems.js';
import type { Memory } from '../../protocol/protocol.js';
import type { World } from '../world.js';
import type { Received } from './frame.js';

/**
 * What holds for every packet that a broker sends, whatever the scenario is about: the rules of the conversation are
 * asked of each. A breach is noted on the world with its own statement; the scenario goes on.
 */
export class Invariants {
  private readonly world: World;
  private readonly actor: string;
  private readonly version: MqttVersion;
  private readonly connections = new WeakMap<object, Heard>();
  /** What the broker must remember of this client. */
  private readonly memory: Memory = new Map();

  constructor(world: World, actor: string, version: MqttVersion) {
    this.world = world;
    this.actor = actor;
    this.version = version;
  }

  /** A CONNECT goes out that asks for this level; `undefined` when it asks for none that is known. */
  connecting(version: MqttVersion | undefined, connection: object): void {
    if (this.connections.has(connection)) return;
    const isKnown = version === this.version;
    this.connections.set(connection, { talk: new Overheard(this.version, this.memory), isKnown, isJudged: isKnown });
  }

  sent(bytes: Uint8Array, connection: object): void {
    const heard = this.connections.get(connection);
    const { problems } =
      heard === undefined ? new Overheard(this.version).hear('client', bytes) : heard.talk.hear('client', bytes);
    for (const { code } of problems) if (code in PROBLEMS) this.world.provoked.add(code);
    // What a broker says to a client that broke the protocol is for the scenario to judge.
    if (problems.length > 0 && heard !== undefined) heard.isJudged = false;
  }

  received({ bytes }: Received, connection: object): void {
    const heard = this.connections.get(connection);
    if (heard?.isKnown !== true) return;
    const packet = heard.talk.hear('server', bytes);
    if (!heard.isJudged || packet.problems.length === 0 || this.isForeign(heard.talk)) return;
    for (const { code, statement, blames, message, span } of packet.problems) {
      if (statement === null || blames !== 'server' || this.isProvoked(code)) continue;
      const said = `${packet.name}: ${message}`;
      this.world.breaches.push({ statement, message: said, bytes, span, actor: this.actor });
    }
  }

  /** A message of another scenario, by a name that cannot be kept apart: its faults are told there. */
  private isForeign({ facts: { scan, topic, topicStart, topicEnd } }: Overheard): boolean {
    if (scan.type !== PUBLISH || topic === undefined) return false;
    const name = Buffer.from(topic.subarray(topicStart, topicEnd)).toString();
    return !name.includes(this.world.options.namespace.prefix);
  }

  /** A broker that hands on what an actor sent has been told of already. */
  private isProvoked(code: string): boolean {
    return [...this.world.provoked].some(
      (sent) => code === sent || (sent.includes('ID_ZERO') && code.includes('ID_ZERO')),
    );
  }
}

interface Heard {
  readonly talk: Overheard;
  /** False where the connection was opened at another level: its packets follow other rules. */
  readonly isKnown: boolean;
  /** False also from where the client broke the protocol itself. */
  isJudged: boolean;
}

const PUBLISH = 3;
