import type { Ledger } from '../../ledger.js';
import type { Direction, Packet } from '../../protocol.js';
import { askRules, ledgerOf, noTrials, readyRules } from '../../rule.js';
import type { AmqpFacts } from '../facts.js';
import { CODES } from '../scan.js';
import type { AmqpRule } from './amqp-rule.js';
import { ANSWER_RULES } from './answers.js';
import { CHANNEL_RULES } from './channels.js';
import type { ContentProgress } from './content.js';
import { CONTENT_RULES } from './contents.js';
import { DELIVERY_RULES } from './deliveries.js';
import { LIMIT_RULES } from './limits.js';
import { AmqpState } from './state.js';

/** Everything that one frame must be in the light of those before it. */
export const AMQP_RULES: readonly AmqpRule[] = [
  ...CHANNEL_RULES,
  ...LIMIT_RULES,
  ...CONTENT_RULES,
  ...ANSWER_RULES,
  ...DELIVERY_RULES,
];

/** Asks the rules of one connection, frame by frame. Judges only what the octets at hand prove. */
export class AmqpRules {
  private readonly state = new AmqpState();
  private readonly facts: AmqpFacts;
  private readonly begun: boolean;

  /** `begun`: nothing came before the first frame. */
  constructor(begun: boolean, facts: AmqpFacts) {
    this.facts = facts;
    facts.trials ??= noTrials(READY);
    this.begun = begun;
  }

  /** What both peers agreed on; 0 while it is not known, and for no limit. */
  get frameMax(): number {
    return this.state.frameMax;
  }

  get ledger(): Ledger {
    return ledgerOf(READY, this.facts.trials ?? noTrials(READY));
  }

  learnLimits(_packet: Packet, facts: AmqpFacts): void {
    this.state.learnLimits(facts);
  }

  /** Only a connection that begins with its header is known to be whole. */
  followHeader(packet: Packet): void {
    if (packet.from !== 'server') this.state.complete = this.begun && !this.hasLost;
  }

  /** Asks the rules, then takes the frame in. */
  follow(packet: Packet, facts: AmqpFacts): void {
    const { scan } = facts;
    const { state } = this;
    state.look(packet, facts);
    const isSettled = !state.hasSaidCloseOk[0] && !state.hasSaidCloseOk[1];
    const { trials = noTrials(READY) } = facts;
    askRules(READY, trials, scan.layout?.code ?? scan.frameType, 0, isSettled, facts, state, packet);
    state.take(packet, facts);
  }

  /** The message that the frame last followed belongs to. */
  progressOf(channel: number, direction: Direction): ContentProgress | undefined {
    const content = this.state.contentOf(channel, direction);
    return content?.isShown ? content : undefined;
  }

  lose(): void {
    this.hasLost = true;
    this.state.lose();
  }

  private hasLost = false;
}

const READY = readyRules(AMQP_RULES, CODES);
