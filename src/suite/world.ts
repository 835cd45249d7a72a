import type { Span } from '../bytes/span.js';
import type { Spec } from '../catalogue/statement.js';
import type { Doubt } from '../net/deadline.js';
import type { Target } from '../net/target.js';
import { Transcript } from '../result/transcript.js';
import type { Actor } from './actor.js';
import type { Pulse } from './run/pulse.js';
import type { Namespace } from './words/namespace.js';

/** Makes the client of that name, who speaks the feature's protocol. */
export type MakeActor = (name: string, world: World) => Actor;

export interface WorldOptions {
  readonly spec: Spec;
  readonly target: Target;
  /** Milliseconds that a broker has for an answer. */
  readonly timeoutMs: number;
  readonly namespace: Namespace;
  /** Makes the client that speaks the feature's protocol. */
  readonly makeActor: MakeActor;
  /** What the probe learned: capability → true, or the reason why not. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** Tells a silence from a machine that is too busy for its broker; absent where every silence is believed. */
  readonly pulse?: Pulse;
  /** Restarts the broker and resolves when it answers again; absent where nobody can. */
  readonly restart?: () => Promise<void>;
}

/** A SHOULD that was not followed. */
export interface Advice {
  readonly expected: readonly string[];
  readonly actual: string;
  readonly entry?: number;
}

/** A packet that no broker may send, whatever the scenario was about. */
export interface Breach {
  readonly statement: string;
  readonly message: string;
  readonly bytes: Uint8Array;
  /** The octets that are wrong. */
  readonly span?: Span;
  readonly actor: string;
}

/** The stage of one scenario: its actors, its names, its transcript. */
export class World {
  readonly transcript = new Transcript();
  readonly advice: Advice[] = [];
  readonly breaches: Breach[] = [];
  /** Codes of faults that an actor sent on purpose. */
  readonly provoked = new Set<string>();
  readonly options: WorldOptions;
  /** Undone when the scenario ends, last first: retained values cleared, queues deleted. */
  private readonly cleanups: (() => Promise<void>)[] = [];
  private readonly actors = new Map<string, Actor>();
  private readonly states = new Map<unknown, unknown>();

  constructor(options: WorldOptions) {
    this.options = options;
  }

  actor(name: string): Actor {
    const known = this.actors.get(name);
    if (known !== undefined) return known;
    const made = this.options.makeActor(name, this);
    this.actors.set(name, made);
    return made;
  }

  /**
   * What the steps of one protocol keep for the length of the scenario: made when it is first asked for. The function
   * that makes it is its key, so it must be the same one each time.
   */
  state<State>(make: (world: World) => State): State {
    if (!this.states.has(make)) this.states.set(make, make(this));
    return this.states.get(make) as State;
  }

  /** For a wait as long as a broker has for an answer. Shorter ones are a courtesy: nobody is judged by them. */
  doubt(timeoutMs: number): Doubt | undefined {
    return timeoutMs < this.options.timeoutMs ? undefined : this.options.pulse?.doubt;
  }

  /** A step that says "should" is not met: the scenario goes on and becomes an advisory. */
  advise(advice: Advice): void {
    this.advice.push(advice);
  }

  onEnd(cleanup: () => Promise<void>): void {
    this.cleanups.push(cleanup);
  }

  /** Never throws: a scenario's verdict stands when its stage is cleared. */
  async dispose(): Promise<void> {
    for (const cleanup of this.cleanups.reverse()) await cleanup().catch(() => undefined);
    await Promise.all([...this.actors.values()].map((actor) => actor.dispose().catch(() => undefined)));
  }
}
