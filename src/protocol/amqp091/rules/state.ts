import type { Direction, Packet } from '../../protocol.js';
import type { AmqpFacts } from '../facts.js';
import { MULTIPLE, methodCode, NO_ACK, NO_WAIT } from '../scan.js';
import { Channel } from './channel.js';
import type { Consumer } from './consumers.js';
import type { Content } from './content.js';
import { QUESTIONS_OF } from './requests.js';

/**
 * What is remembered of one connection, and of the frame at hand what its channel says of it. After a loss it knows
 * nothing more for certain.
 */
export class AmqpState {
  /** Everything since the protocol header has been seen. */
  complete = false;
  /** What connection.tune proposed; 0 for no limit, and while it is not known. */
  readonly offered = { channelMax: 0, frameMax: 0 };
  /** What connection.tune-ok answered. */
  readonly chosen = { channelMax: 0, frameMax: 0 };
  /** connection.tune-ok has been seen. */
  isTuned = false;
  /** What both peers agreed on for a frame; 0 while it is not known, and for no limit. */
  frameMax = 0;
  /** Who has sent connection.close-ok. */
  readonly hasSaidCloseOk: [boolean, boolean] = [false, false];
  /** Channels in the state `open`, channel 0 apart. */
  openChannels = 0;

  /** Of the frame at hand: its channel, the content of its direction there, and the other direction. */
  channel: Channel = new Channel(0, false);
  content: Content = this.channel.content[0];
  other: Direction = 1;
  /** Where the request stands that it answers; -1 for none. */
  question = -1;
  /** To whom it delivers. */
  consumer: Consumer | undefined;

  private readonly channels = new Map<number, Channel>();

  /** The frame at hand is this one. */
  look(packet: Packet, { scan }: AmqpFacts): void {
    if (this.channel.number !== scan.channel || !this.isKnown) this.channel = this.channelOf(scan.channel);
    const { channel } = this;
    const { direction } = packet;
    this.content = channel.content[direction];
    this.other = direction === 0 ? 1 : 0;
    this.question = -1;
    const { layout } = scan;
    if (scan.frameType !== 1 || layout === undefined) return;
    const asked = QUESTIONS_OF[layout.code];
    if (asked !== undefined) this.question = channel.questions[this.other].find(asked);
    if (layout.code === DELIVER) {
      const start = scan.strings[TAG] as number;
      this.consumer =
        start < 0 ? undefined : channel.consumers.find(packet.buffer, start, scan.strings[TAG + 1] as number);
    }
  }

  /** The rules have been asked: it becomes a part of what is known. */
  take(packet: Packet, facts: AmqpFacts): void {
    const { scan } = facts;
    if (scan.frameType === 1) this.takeMethod(packet, facts);
    else if (scan.frameType === 2) this.takeContentHeader(packet, facts);
    else if (scan.frameType === 3) {
      if (this.content.due === 'body')
        this.content.body(packet.length - 8, packet.buffer, scan.payloadStart, scan.payloadEnd);
      else this.content.isShown = false;
    }
  }

  contentOf(channel: number, direction: Direction): Content | undefined {
    return this.channels.get(channel)?.content[direction];
  }

  /** A channel where a delivery with this tag waits for its acknowledgement, beside the one at hand. */
  channelWaitingFor(tag: number): Channel | undefined {
    for (const channel of this.channels.values()) {
      if (channel !== this.channel && channel.state === 'open' && channel.tags.isWaiting(tag)) return channel;
    }
    return undefined;
  }

  lose(): void {
    this.complete = false;
    this.channels.clear();
    this.isKnown = false;
    this.openChannels = 0;
  }

  learnLimits({ scan }: AmqpFacts): void {
    const limits = scan.methodId === TUNE_OK_ID ? this.chosen : scan.methodId === TUNE_ID ? this.offered : undefined;
    if (limits === undefined) return;
    this.isTuned = limits === this.chosen;
    limits.channelMax = Math.max(0, scan.numbers[CHANNEL_MAX] as number);
    limits.frameMax = Math.max(0, scan.numbers[FRAME_MAX] as number);
    // Who sets no limit himself is still bound by the other's.
    this.frameMax = this.isTuned ? this.chosen.frameMax || this.offered.frameMax : 0;
  }

  private takeMethod(packet: Packet, facts: AmqpFacts): void {
    const { scan } = facts;
    const { channel, content } = this;
    content.end();
    const { layout } = scan;
    if (packet.lost > 0) this.doubt(layout === undefined);
    if (layout?.method === undefined) return;
    const { method, code } = layout;
    if (method.content) content.begin(packet.n);
    if (QUESTIONS_OF[code] !== undefined) this.answer(packet, code, facts);
    if (layout.isConnection) this.learnLimits(facts);
    // Few methods change more: those of most traffic are first.
    if (code === DELIVER || code === GET_OK) this.deliver(packet, facts, code);
    else if (code === ACK || code === NACK || code === REJECT) this.settle(packet, facts);
    else CHANGES[code]?.(this, packet, facts);
    if (method.replies.length === 0) return;
    if ((scan.bits & NO_WAIT) === 0) channel.questions[packet.direction].ask(code, packet.n, scan.bits);
    else channel.silent.add(code);
  }

  private answer(packet: Packet, code: number, facts: AmqpFacts): void {
    const { channel, question } = this;
    const questions = channel.questions[this.other];
    if (code === CONSUME_OK)
      this.beginConsumer(packet, facts, question >= 0 && (questions.bitsAt(question) & NO_ACK) !== 0);
    if (question < 0) {
      // Its request may be among what is missing: from here on the channel is not known as a whole.
      if (packet.lacks(this.other)) channel.isWhole = false;
      return;
    }
    packet.answers = questions.packetAt(question);
    if (code === GET_OK) this.answeredNoAck = (questions.bitsAt(question) & NO_ACK) !== 0;
    questions.settle(question);
  }

  beginConsumer({ buffer }: Packet, { scan }: AmqpFacts, noAck: boolean): void {
    const { channel } = this;
    const start = scan.strings[TAG] as number;
    const end = scan.strings[TAG + 1] as number;
    if (start < 0 || !channel.consumers.begin(buffer, start, end, noAck)) channel.knowsConsumers = false;
  }

  endConsumer({ buffer }: Packet, { scan }: AmqpFacts): void {
    const start = scan.strings[TAG] as number;
    if (start < 0) return;
    const consumer = this.channel.consumers.find(buffer, start, scan.strings[TAG + 1] as number);
    if (consumer !== undefined) consumer.ended = true;
  }

  private deliver(packet: Packet, { scan }: AmqpFacts, code: number): void {
    const { channel, consumer } = this;
    const known = code === GET_OK ? this.question >= 0 : consumer !== undefined;
    if (!known && packet.lacks(this.other)) channel.isWhole = false;
    const noAck = code === GET_OK ? this.answeredNoAck : consumer?.noAck === true;
    const tag = scan.numbers[DELIVERY_TAG] as number;
    if (tag > 0) channel.tags.give(tag, !noAck);
    if (!known || tag < 0) channel.tags.doubt();
  }

  private settle(packet: Packet, { scan }: AmqpFacts): void {
    // The broker's own are confirms.
    if (packet.from === 'server') return;
    const { tags } = this.channel;
    const tag = scan.numbers[DELIVERY_TAG] as number;
    if (tag > 0 && tags.isUnknown(tag) && packet.lacks(this.other)) this.channel.isWhole = false;
    if (tag >= 0) tags.settle(tag, (scan.bits & MULTIPLE) !== 0);
  }

  private takeContentHeader(packet: Packet, { scan }: AmqpFacts): void {
    const { content } = this;
    if (scan.bodySize < 0) {
      // Cut: nobody knows how long the body is.
      if (packet.lost > 0) this.complete = false;
      content.end();
      return;
    }
    // A second header changes nothing.
    if (content.due !== 'body') content.header(scan.bodySize);
  }

  private doubt(everywhere: boolean): void {
    if (everywhere) this.complete = false;
    else this.channel.isWhole = false;
  }

  private channelOf(number: number): Channel {
    this.isKnown = true;
    let channel = this.channels.get(number);
    if (channel === undefined) {
      channel = new Channel(number, this.complete);
      this.channels.set(number, channel);
    }
    return channel;
  }

  /** `channel` is one of `channels`. */
  private isKnown = false;
  /** Of the basic.get that was answered last. */
  private answeredNoAck = false;
}

/** What the method does to the channel or the connection, where it is more than a question or an answer. */
type Change = (state: AmqpState, packet: Packet, facts: AmqpFacts) => void;

const CHANGES_BY_METHOD: Readonly<Record<string, Change>> = {
  'channel.open': (state, packet) => {
    const { channel, complete } = state;
    if (channel.state !== 'open') state.openChannels++;
    // What an open channel still owes when it is opened again nobody knows.
    channel.open(complete && channel.state !== 'open' && packet.lost === 0);
  },
  'channel.close': (state) => leave(state, 'closing'),
  'channel.close-ok': (state, packet) => {
    // An answer to nothing closes nothing.
    if (state.question >= 0 || !state.complete || packet.lacks(state.other)) leave(state, 'closed');
  },
  'connection.close-ok': (state, packet) => {
    state.hasSaidCloseOk[packet.direction] = true;
  },
  'basic.consume': (state, packet, facts) => {
    if ((facts.scan.bits & NO_WAIT) === 0) return;
    const start = facts.scan.strings[TAG] as number;
    if (start < 0 || start === facts.scan.strings[TAG + 1]) state.channel.knowsConsumers = false;
    else state.beginConsumer(packet, facts, (facts.scan.bits & NO_ACK) !== 0);
  },
  'basic.cancel': (state, packet, facts) => {
    if (packet.from === 'server') state.endConsumer(packet, facts);
  },
  'basic.cancel-ok': (state, packet, facts) => {
    if (packet.from === 'server' && state.question >= 0) state.endConsumer(packet, facts);
  },
  'basic.recover': (state) => state.channel.tags.doubt(),
  'basic.recover-ok': (state) => state.channel.tags.doubt(),
  'basic.recover-async': (state) => state.channel.tags.doubt(),
  'tx.select': (state) => {
    state.channel.isTransacted = true;
  },
};

function leave(state: AmqpState, next: 'closing' | 'closed'): void {
  if (state.channel.number === 0) return;
  if (state.channel.state === 'open') state.openChannels--;
  state.channel.state = next;
  if (next === 'closed') state.channel.isWhole = false;
}

const CHANGES: readonly (Change | undefined)[] = Object.entries(CHANGES_BY_METHOD).reduce<(Change | undefined)[]>(
  (all, [name, change]) => {
    all[methodCode(name)] = change;
    return all;
  },
  new Array<Change | undefined>(128).fill(undefined),
);

const [DELIVER, GET_OK, CONSUME_OK] = [
  methodCode('basic.deliver'),
  methodCode('basic.get-ok'),
  methodCode('basic.consume-ok'),
];
const [ACK, NACK, REJECT] = [methodCode('basic.ack'), methodCode('basic.nack'), methodCode('basic.reject')];
const [TUNE_ID, TUNE_OK_ID] = [30, 31];
/** Places in `AmqpScan.strings` and `numbers`. */
const TAG = 2 * 3;
export const DELIVERY_TAG = 0;
export const CHANNEL_MAX = 5;
export const FRAME_MAX = 6;
