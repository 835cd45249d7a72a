import type { Buffer } from 'node:buffer';
import { parseHex } from '../../../../bytes/hex.js';
import type { Role } from '../../../problem.js';
import type { Packet } from '../../../protocol.js';
import { Overheard } from '../../overheard.js';
import type { MqttVersion } from '../../packet.js';

export interface Conditions {
  readonly begun?: boolean;
  readonly lacks?: boolean;
}

/** A line of a conversation. */
export type Step =
  | { readonly from: Role; readonly octets: Buffer }
  | { readonly goTo: number }
  | { readonly lose: true };

/**
 * `>` is the client, `<` the server, then hex; `--` begins the next connection of the same client, `-1` goes back to the
 * first, `..` is a loss of octets.
 */
export function stepsOf(text: string): readonly Step[] {
  let connections = 1;
  return text
    .trim()
    .split(/\s*\n\s*/)
    .map((line): Step => {
      if (line === '..') return { lose: true };
      if (line === '--') {
        connections++;
        return { goTo: connections };
      }
      if (/^-\d$/.test(line)) return { goTo: Number(line[1]) };
      const octets = parseHex(line.slice(1));
      if (octets === undefined) throw new Error(`no hex: ${line}`);
      return { from: line.startsWith('>') ? 'client' : 'server', octets };
    });
}

/** Lets two ends talk, and answers what was said of each packet. */
export function talk(version: MqttVersion, text: string, { begun = true, lacks = false }: Conditions = {}): Packet[] {
  const memory = new Map<string, unknown>();
  const connections: Overheard[] = [];
  let current = 1;
  const said: Packet[] = [];
  for (const step of stepsOf(text)) {
    const connection = connections[current - 1] ?? new Overheard(version, memory, begun, () => lacks);
    connections[current - 1] = connection;
    if ('goTo' in step) current = step.goTo;
    else if ('lose' in step) connection.rules.lose();
    else said.push(connection.hear(step.from, step.octets));
  }
  return said;
}

/** `2 MQTT_SECOND_CONNECT mqtt3/MQTT-3.1.0-2 client`: every problem in a line. */
export const problemsIn = (said: readonly Packet[]): string[] =>
  said.flatMap(({ n, problems }) => problems.map((one) => `${n} ${one.code} ${one.statement} ${one.blames}`));
