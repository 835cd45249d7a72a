import type { Publish } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';

/** The Topic Aliases that a client has defined on one connection: section 3.3.2.3.4. */
export const resolvingAliases = { resolveAlias, refuseUnknownAlias };

/** The Topic Name in force; `undefined` where the alias was never defined. */
function resolveAlias({ aliases }: Connection, { topic, properties }: Publish): string | undefined {
  const alias = properties?.topicAlias;
  if (alias === undefined) return topic;
  if (topic === '') return aliases.get(alias);
  aliases.set(alias, topic);
  return topic;
}

function refuseUnknownAlias(connection: Connection, _packet: Publish): void {
  connection.fail(connection.hub.settings.topicAliasMaximum > 0 ? 0x82 : 0x94);
}
