import type { Span } from '../bytes/span.js';
import type { Level } from '../catalogue/statement.js';
import type { Ledger } from './ledger.js';
import type { Problem, Role } from './problem.js';
import type { Packet } from './protocol.js';

/**
 * What one packet must be in the light of those before it: a row. It is asked of the packets that `on` names, before
 * the state has taken in the packet.
 */
export interface Rule<Facts, State> {
  /** From the closed list of its protocol. */
  readonly code: string;
  /** The packets it is about, in the protocol's own numbering; all where it is absent. */
  readonly on?: readonly number[];
  /** It concerns only a conversation that has not quite begun, or has ended: not one that is settled. */
  readonly unsettled?: true;
  /** Whom it binds; either end where it is absent. The sender of the packet is blamed. */
  readonly binds?: Role;
  /**
   * The full key of the statement that a breach violates, by version, sender and packet, the first and the last in the
   * protocol's own numbering; `null` where none speaks, `undefined`: not a rule of that version.
   */
  readonly statement: (version: number, from: Role | null, number: number) => string | null | undefined;
  readonly level?: Level;
  /** The rule applies: its condition has arisen. Only what the octets at hand prove may count. */
  readonly when: (facts: Facts, state: State, packet: Packet) => boolean;
  /** Asked where it applies. */
  readonly broken: (facts: Facts, state: State, packet: Packet) => boolean;
  /** One line, lower case: what is, and what must be. */
  readonly says: (facts: Facts, state: State, packet: Packet) => string;
  /** The octets at fault, from the packet's first; its first octet where it is absent. */
  readonly span?: (facts: Facts, packet: Packet) => Span;
}

/** How often rules were tried, by slot. Held with the facts: all conversations that share these count together. */
export interface Trials {
  readonly exercised: Uint32Array;
  /** Few are ever broken. */
  readonly broken: Map<number, number>;
}

export function noTrials(ready: { readonly slots: readonly unknown[] }): Trials {
  return { exercised: new Uint32Array(ready.slots.length), broken: new Map() };
}

/**
 * Asks the rules of this packet and adds what is broken to its problems. `isSettled`: those that are not for a settled
 * conversation need not be asked.
 */
export function askRules<Facts, State>(
  ready: ReadyRules<Facts, State>,
  trials: Trials,
  number: number,
  version: number,
  isSettled: boolean,
  facts: Facts,
  state: State,
  packet: Packet,
): void {
  const { from } = packet;
  const sender = from === null ? 0 : from === 'client' ? 1 : 2;
  const asked = isSettled ? ready.settled : ready.asked;
  const slots = asked[(version * SENDERS.length + sender) * ready.numbers + number];
  if (slots === undefined) return;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as Slot<Facts, State>;
    if (!slot.when(facts, state, packet)) continue;
    (trials.exercised[slot.index] as number)++;
    if (!slot.broken(facts, state, packet)) continue;
    trials.broken.set(slot.index, (trials.broken.get(slot.index) ?? 0) + 1);
    packet.problems = [...packet.problems, problemOf(slot, facts, state, packet)];
  }
}

/** What the trials say, by statement. */
export function ledgerOf<Facts, State>({ slots }: ReadyRules<Facts, State>, trials: Trials): Ledger {
  return {
    rows() {
      const rows = new Map<string, { code: string; exercised: number; broken: number }>();
      for (const { rule, statement, index } of slots) {
        const exercised = trials.exercised[index] ?? 0;
        if (statement === null || exercised === 0) continue;
        const row = rows.get(statement) ?? { code: rule.code, exercised: 0, broken: 0 };
        row.exercised += exercised;
        row.broken += trials.broken.get(index) ?? 0;
        rows.set(statement, row);
      }
      return [...rows].map(([statement, row]) => ({ statement, ...row }));
    },
  };
}

/** Rules, made ready to be asked: those that concern a packet are found by its version, sender and number. */
export interface ReadyRules<Facts, State> {
  readonly numbers: number;
  readonly slots: readonly Slot<Facts, State>[];
  readonly asked: readonly (readonly Slot<Facts, State>[])[];
  /** The same for a settled conversation. */
  readonly settled: readonly (readonly Slot<Facts, State>[])[];
}

/** A rule and a statement that a breach of it violates. */
interface Slot<Facts, State> {
  readonly rule: Rule<Facts, State>;
  /** The rule's own: slots all look alike, which makes asking quick; rules do not. */
  readonly when: Rule<Facts, State>['when'];
  readonly broken: Rule<Facts, State>['broken'];
  readonly statement: string | null;
  readonly index: number;
}

const SENDERS: readonly (Role | null)[] = [null, 'client', 'server'];

/** `numbers`: how many kinds of packets the protocol has; `versions`: how many versions, counted from 0. */
export function readyRules<Facts, State>(
  rules: readonly Rule<Facts, State>[],
  numbers: number,
  versions = 1,
): ReadyRules<Facts, State> {
  const slots: Slot<Facts, State>[] = [];
  const slotOf = (rule: Rule<Facts, State>, statement: string | null): Slot<Facts, State> => {
    const known = slots.find((slot) => slot.rule === rule && slot.statement === statement);
    if (known !== undefined) return known;
    const { when, broken } = rule;
    const made = { rule, when, broken, statement, index: slots.length };
    slots.push(made);
    return made;
  };
  const asked: (readonly Slot<Facts, State>[])[] = [];
  for (let version = 0; version < versions; version++) {
    for (const from of SENDERS) {
      for (let number = 0; number < numbers; number++) {
        const binding = rules.filter(
          ({ binds, on }) => (binds === undefined || binds === from) && (on === undefined || on.includes(number)),
        );
        asked.push(
          binding.flatMap((rule) => {
            const statement = rule.statement(version, from, number);
            return statement === undefined ? [] : [slotOf(rule, statement)];
          }),
        );
      }
    }
  }
  const settled = asked.map((list) => list.filter(({ rule }) => rule.unsettled !== true));
  return { numbers, slots, asked, settled };
}

function problemOf<Facts, State>(
  { rule, statement }: Slot<Facts, State>,
  facts: Facts,
  state: State,
  packet: Packet,
): Problem {
  return {
    code: rule.code,
    statement,
    blames: packet.from,
    level: rule.level ?? 'must',
    message: rule.says(facts, state, packet),
    span: rule.span?.(facts, packet) ?? { offset: 0, length: 1 },
  };
}
