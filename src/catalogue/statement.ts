import type { Spec } from './specs.js';

export type { Spec } from './specs.js';

/** How strongly a statement binds: MUST and MUST NOT, SHOULD and SHOULD NOT, MAY. */
export type Level = 'must' | 'should' | 'may';

/** One statement of a standard: what the tags of the features, the verdicts and the problems refer to. */
export interface Statement extends StatementRow {
  /** `mqtt5/MQTT-3.8.3-4`; the bare id is not unique between MQTT 3.1.1 and 5.0. */
  readonly key: string;
  readonly spec: Spec;
  /** Why no client can test it; null where a scenario is owed. */
  readonly untestable: string | null;
}

/** A statement as the generated tables hold it. */
export interface StatementRow {
  /** `MQTT-3.8.3-4`, `AMQP-exchange.declare.passive.equivalent`, `RMQ-x-message-ttl`. */
  readonly id: string;
  /** MQTT: the number of the section. AMQP: `exchange.declare`, `exchange`, or the prose's subject such as `frame`. */
  readonly section: string;
  readonly level: Level;
  /** Whom it binds. */
  readonly actor: 'server' | 'client' | 'both';
  /** `wire`: a client sees a violation; `config`: with a certain set-up of the broker; `client`: binds clients only; `no`: inside the broker. */
  readonly observable: 'wire' | 'config' | 'client' | 'no';
  /** In our own words. */
  readonly title: string;
  /** The standard gives it no name; the id is ours. */
  readonly assigned?: true;
  /** Misprints of the id in the published text. */
  readonly aliases?: readonly string[];
  readonly untestable?: string | null;
}

/** `MQTT-3.8.3-4` of `mqtt5/MQTT-3.8.3-4`. */
export const bareId = <Key extends string | null>(key: Key): Key =>
  (key === null ? null : key.slice(key.indexOf('/') + 1)) as Key;
