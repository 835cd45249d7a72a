import { Buffer } from 'node:buffer';
import { measureFrame } from '../../protocol/amqp091/framing.js';
import { AMQP091 } from '../../protocol/amqp091/protocol.js';
import { AMQP_RULE_CODES } from '../../protocol/amqp091/rules/amqp-rule.js';
import type { Problem, Role } from '../../protocol/problem.js';
import { wholePacket } from '../../protocol/whole-packet.js';
import type { AmqpSpeaker } from './speaker.js';

/**
 * What every connection of every client must keep to, whatever the scenario is about: the conversation that the
 * inspector follows sees each frame as it is sent and as it comes, and what it blames the broker for is a breach.
 */
export class Invariants {
  private readonly client: AmqpSpeaker;
  private readonly conversation = AMQP091.converse({ begun: true, facts: AMQP091.makeFacts() });
  /** Each fault is told once a connection. */
  private readonly told = new Set<string>();
  /** What was sent of a frame that is not all there. */
  private pending: Uint8Array = NOTHING;
  /** Scenarios break the protocol on purpose: by the rules of a conversation nobody judges what a broker says to that. */
  private isBroken = false;

  constructor(client: AmqpSpeaker) {
    this.client = client;
  }

  /** Octets as they are sent: a frame, several, or a part of one. */
  sent(bytes: Uint8Array): void {
    if (this.isBroken) return;
    const all = this.pending.length === 0 ? bytes : Buffer.concat([this.pending, bytes]);
    let at = 0;
    for (let size = measureFrame(all); size !== 0; size = measureFrame(all, at)) {
      this.isBroken = size < 0 || this.see('client', all.subarray(at, at + size)).length > 0;
      if (this.isBroken) return;
      at += size;
    }
    this.pending = all.subarray(at);
  }

  /** One frame as it comes. */
  received(bytes: Uint8Array): void {
    const { name, world } = this.client;
    for (const { code, statement, message, blames, span } of this.see('server', bytes)) {
      if (statement === null || blames !== 'server' || JUDGED_ELSEWHERE.has(code)) continue;
      if (this.isBroken && OF_CONVERSATION.has(code)) continue;
      const fault = `${code} ${statement}`;
      if (this.told.has(fault)) continue;
      this.told.add(fault);
      world.breaches.push({ statement, message, bytes, actor: name, span });
    }
  }

  private see(from: Role, bytes: Uint8Array): readonly Problem[] {
    const packet = wholePacket(from, bytes);
    this.conversation.see(packet, 'fields');
    return packet.problems;
  }
}

const NOTHING = new Uint8Array(0);
const OF_CONVERSATION: ReadonlySet<string> = new Set(AMQP_RULE_CODES);

/**
 * Names, tables and properties are echoes of what a client sent: whether they are legal is not the broker's doing. What
 * a protocol header says is for the scenarios that ask for one.
 */
const JUDGED_ELSEWHERE: ReadonlySet<string> = new Set([
  'AMQP_PROTOCOL_HEADER',
  'AMQP_EXCHANGE_NAME',
  'AMQP_QUEUE_NAME',
  'AMQP_STRING_UTF8',
  'AMQP_STRING_ZERO',
  'AMQP_TABLE_NAME',
  'AMQP_TABLE_TYPE',
  'AMQP_PROPERTY_FLAGS',
]);
