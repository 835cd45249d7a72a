import { SPEC_NAMES, SPECS, type Spec } from '../../catalogue/specs.js';
import type { Level } from '../../catalogue/statement.js';
import { statementOf } from '../../catalogue/statements.js';

/** What the tags of a scenario (its feature's included, all with their @) say about it. */
export interface TagMeaning {
  readonly spec: Spec | undefined;
  /** Full keys: `mqtt5/MQTT-3.8.3-4`. */
  readonly statements: readonly string[];
  /** The strongest of the statements' levels in the catalogue; of a `@soft` scenario the one below it. */
  readonly level: Level;
  /** Capabilities: `shared-subscriptions`. */
  readonly requires: readonly string[];
  /** Settings that a listener must have: `maximum-qos` → `1`. */
  readonly setup: Readonly<Record<string, string>>;
}

/** What is played is of some spec: the linter refuses a feature that names none, and here it counts as one of the first. */
export function specOf(tags: readonly string[]): Spec {
  return SPEC_NAMES.find((name) => tags.includes(`@${name}`)) ?? (SPEC_NAMES[0] as Spec);
}

/** The protocol of a scenario, and its version. */
export function spokenIn(tags: readonly string[]): Pick<(typeof SPECS)[Spec], 'protocol' | 'version'> {
  const { protocol, version } = SPECS[specOf(tags)];
  return { protocol, version };
}

export function readTags(tags: readonly string[]): TagMeaning {
  const spec = SPEC_NAMES.find((name) => tags.includes(`@${name}`));
  const ids = tags.filter((tag) => statementTag.test(tag)).map((tag) => tag.slice(1));
  const after = (prefix: string) => tags.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length));
  const statements = [...new Set(ids)].map((id) => statementKey(id, spec));
  const setup = Object.fromEntries(
    after('@setup:').map((setting) => {
      const [key = '', ...value] = setting.split('=');
      return [key, value.join('=')];
    }),
  );
  return {
    spec,
    statements,
    level: levelOf(statements, tags.includes(softTag)),
    requires: after('@requires:'),
    setup,
  };
}

function levelOf(statements: readonly string[], isSoft: boolean): Level {
  const levels = statements.map((key) => statementOf(key)?.level ?? 'must');
  const strongest = LEVELS.find((level) => levels.includes(level)) ?? 'must';
  return isSoft ? WEAKER[strongest] : strongest;
}

/** The strongest first. */
const LEVELS: readonly Level[] = ['must', 'should', 'may'];

const WEAKER: Readonly<Record<Level, Level>> = { must: 'should', should: 'may', may: 'may' };

/** `MQTT-3.8.3-4` in a feature of mqtt5 is `mqtt5/MQTT-3.8.3-4`; a full key stays. */
export function statementKey(id: string, spec: Spec | undefined): string {
  return id.includes('/') || spec === undefined ? id : `${spec}/${id}`;
}

export const statementTag = /^@(MQTT|AMQP|RMQ)-/;

/** The standard leaves a freedom that the statement's level does not show; the scenario's description says which. */
export const softTag = '@soft';

/** The entry of the AMQP catalogue of probes that a scenario carries out. */
export const probeTag = /^@probe:[a-z][\w.-]*$/;

/** Tags that stand for themselves. */
export const OTHER_TAGS: readonly string[] = [softTag, '@malformed', '@clock', '@exclusive', '@long'];

/** The closed set of `@requires:`: features, transports, and what only an operator can give. */
export const KNOWN_CAPABILITIES: readonly string[] = [
  'qos-1',
  'qos-2',
  'retain',
  'wildcards',
  'sessions',
  'empty-client-id',
  'subscription-identifiers',
  'shared-subscriptions',
  'topic-alias',
  'topic-alias-limit',
  'large-packets',
  'amqplain',
  'publisher-confirms',
  'exchange-bindings',
  'basic-nack',
  'consumer-cancel-notify',
  'consumer-priorities',
  'authentication-failure-close',
  'direct-reply-to',
  'transactions',
  'message-ttl',
  'message-expiration',
  'queue-expiry',
  'max-length',
  'dead-lettering',
  'max-priority',
  'single-active-consumer',
  'queue-types',
  'sender-selected-keys',
  'websocket',
  'restart',
];
