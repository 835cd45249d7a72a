import type { Ledger } from '../../ledger.js';
import type { Memory, Packet } from '../../protocol.js';
import { askRules, ledgerOf, noTrials, readyRules } from '../../rule.js';
import type { MqttFacts } from '../facts.js';
import { ACKNOWLEDGEMENTS } from './acknowledgements.js';
import { ANSWERS } from './answers.js';
import { IDENTIFIERS } from './identifiers.js';
import { LIMITS } from './limits.js';
import { ORDER } from './order.js';
import { PUBLISH, PUBLISH_QOS_0 } from './packet-numbers.js';
import { SESSION } from './session-rules.js';
import { MqttState } from './state.js';

const RULES = [...ORDER, ...IDENTIFIERS, ...ACKNOWLEDGEMENTS, ...ANSWERS, ...LIMITS, ...SESSION];
const PACKETS = PUBLISH_QOS_0 + 1;
/** 3, 4 and 5; 0 while it is not known. */
const VERSIONS = 6;
const READY = readyRules<MqttFacts, MqttState>(RULES, PACKETS, VERSIONS);

/** The closed list of what can be wrong with a packet of MQTT in the light of those before it. */
export type MqttRuleCode = (typeof RULES)[number]['code'];

/**
 * What only the whole conversation shows. Asserts only what the packets prove: what a loss, a missing beginning or
 * octets of the other direction may explain is no fault.
 */
export class MqttRules {
  private readonly facts: MqttFacts;
  private readonly state: MqttState;

  /** `begun`: nothing came before. `memory`: what outlives the connection. */
  constructor(begun: boolean, facts: MqttFacts, memory?: Memory) {
    this.facts = facts;
    facts.trials ??= noTrials(READY);
    this.state = new MqttState(begun, memory);
  }

  /** Asks the rules, then takes the packet in; tells which one it answers. */
  follow(packet: Packet, facts: MqttFacts): void {
    const { state } = this;
    state.look(packet, facts);
    const { type, qos } = facts.scan;
    const number = type === PUBLISH && qos === 0 ? PUBLISH_QOS_0 : type;
    const { trials = noTrials(READY) } = facts;
    askRules(READY, trials, number, facts.version, state.isSettled, facts, state, packet);
    state.take(packet, facts);
  }

  /** Octets are missing here. */
  lose(): void {
    this.state.lose();
  }

  get ledger(): Ledger {
    return ledgerOf(READY, this.facts.trials ?? noTrials(READY));
  }
}
