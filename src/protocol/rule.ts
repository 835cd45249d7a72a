import type { Span } from '../bytes/span.js';
import type { Level } from '../catalogue/statement.js';
import type { Ledger, LedgerRow } from './ledger.js';
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
  /** Whom it binds; either end where it is absent. The sender of the packet is blamed. */
  readonly binds?: Role;
  /** By version, the full key of the statement that a breach violates; `null` where none speaks, `undefined`: not a rule of it. */
  readonly statement: (facts: Facts, from: Role | null) => string | null | undefined;
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

/** Rules, made ready to be asked: those that concern a packet are found by its number. */
export class RuleBook<Facts, State> implements Ledger {
  private readonly rules: readonly Rule<Facts, State>[];
  private readonly byNumber: readonly (readonly number[])[];
  private readonly tried = new Map<string, Trial>();
  /** By rule, where its last trial was counted: the statement is nearly always the same. */
  private readonly last: (Trial | undefined)[] = [];

  constructor(book: ReadyRules<Facts, State>) {
    this.rules = book.rules;
    this.byNumber = book.byNumber;
  }

  /** Asks the rules of this packet and adds what is broken to its problems. */
  ask(number: number, facts: Facts, state: State, packet: Packet): void {
    const indices = this.byNumber[number];
    if (indices === undefined) return;
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i] as number;
      const rule = this.rules[index] as Rule<Facts, State>;
      if (rule.binds !== undefined && rule.binds !== packet.from) continue;
      if (!rule.when(facts, state, packet)) continue;
      const statement = rule.statement(facts, packet.from);
      if (statement === undefined) continue;
      const isBroken = rule.broken(facts, state, packet);
      if (statement !== null) this.note(index, rule.code, statement, isBroken);
      if (isBroken) packet.problems = [...packet.problems, problemOf(rule, statement, facts, state, packet)];
    }
  }

  rows(): readonly LedgerRow[] {
    return [...this.tried.values()].map((row) => ({ ...row }));
  }

  private note(index: number, code: string, statement: string, isBroken: boolean): void {
    let row = this.last[index];
    if (row === undefined || row.statement !== statement) {
      row = this.tried.get(statement) ?? { statement, code, exercised: 0, broken: 0 };
      this.tried.set(statement, row);
      this.last[index] = row;
    }
    row.exercised++;
    if (isBroken) row.broken++;
  }
}

/** A row of the ledger as it grows. */
interface Trial {
  readonly statement: string;
  readonly code: string;
  exercised: number;
  broken: number;
}

export interface ReadyRules<Facts, State> {
  readonly rules: readonly Rule<Facts, State>[];
  readonly byNumber: readonly (readonly number[])[];
}

/** `numbers`: how many kinds of packets the protocol has. */
export function readyRules<Facts, State>(
  rules: readonly Rule<Facts, State>[],
  numbers: number,
): ReadyRules<Facts, State> {
  const byNumber = Array.from({ length: numbers }, (_, number) =>
    rules.flatMap((rule, index) => (rule.on === undefined || rule.on.includes(number) ? [index] : [])),
  );
  return { rules, byNumber };
}

function problemOf<Facts, State>(
  rule: Rule<Facts, State>,
  statement: string | null,
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
