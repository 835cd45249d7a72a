import type { Role } from '../../problem.js';
import type { Rule } from '../../rule.js';
import type { MqttFacts } from '../facts.js';
import type { MqttState } from './state.js';

export type MqttRule = Rule<MqttFacts, MqttState>;

/** A statement's id; two where client and server are bound by different ones; `undefined` where the version has no such rule. */
export type Bound = string | undefined | { readonly client: string | undefined; readonly server: string | undefined };

/**
 * The key of the statement, by version and sender. Where the version or the sender is not known and the statement hangs
 * on it, the fault is certain and the statement is not: `null`.
 */
export function binding(mqtt3: Bound, mqtt5: Bound): MqttRule['statement'] {
  const older = keysOf('mqtt3', mqtt3);
  const newer = keysOf('mqtt5', mqtt5);
  return (version, from) => {
    const known = (version === 5 ? newer : older)(from);
    if (version !== 0 || known === undefined) return known;
    return newer(from) === undefined ? undefined : null;
  };
}

type Keys = (from: Role | null) => string | null | undefined;

function keysOf(spec: 'mqtt3' | 'mqtt5', bound: Bound): Keys {
  const ids = typeof bound === 'object' ? bound : { client: bound, server: bound };
  const key = (id: string | undefined) => (id === undefined ? undefined : `${spec}/${id}`);
  const client = key(ids.client);
  const server = key(ids.server);
  const unknown = client === undefined || server === undefined ? undefined : client === server ? client : null;
  return (from) => (from === 'client' ? client : from === 'server' ? server : unknown);
}
