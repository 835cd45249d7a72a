import { parseHex } from '../../../../bytes/hex.js';
import type { Packet } from '../../../protocol.js';
import { Overheard } from '../../overheard.js';
import type { MqttVersion } from '../../packet.js';

export interface Conditions {
  readonly begun?: boolean;
  readonly lacks?: boolean;
}

/**
 * Lets two ends talk: `>` is the client, `<` the server, then hex; `--` begins the next connection of the same client,
 * `-1` goes back to the first, `..` is a loss of octets. Answers what was said of each packet.
 */
export function talk(version: MqttVersion, text: string, { begun = true, lacks = false }: Conditions = {}): Packet[] {
  const memory = new Map<string, unknown>();
  const connect = () => new Overheard(version, memory, begun, () => lacks);
  let connection = connect();
  const connections = [connection];
  const said: Packet[] = [];
  for (const line of text.trim().split(/\s*\n\s*/)) {
    if (line === '--') {
      connection = connect();
      connections.push(connection);
    } else if (/^-\d$/.test(line)) connection = connections[Number(line[1]) - 1] ?? connection;
    else if (line === '..') connection.rules.lose();
    else {
      const octets = parseHex(line.slice(1));
      if (octets === undefined) throw new Error(`no hex: ${line}`);
      said.push(connection.hear(line.startsWith('>') ? 'client' : 'server', octets));
    }
  }
  return said;
}

/** `2 MQTT_SECOND_CONNECT mqtt3/MQTT-3.1.0-2 client`: every problem in a line. */
export const problemsIn = (said: readonly Packet[]): string[] =>
  said.flatMap(({ n, problems }) => problems.map((one) => `${n} ${one.code} ${one.statement} ${one.blames}`));
