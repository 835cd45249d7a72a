import { AMQP091_SUITE } from './amqp091/suite.js';
import { MQTT_SUITE } from './mqtt/suite.js';
import type { SuiteProtocol } from './suite-protocol.js';

/** The protocols whose brokers can be judged: the only list of them. */
export const SUITE_PROTOCOLS: readonly SuiteProtocol[] = [MQTT_SUITE, AMQP091_SUITE];

export function suiteProtocol(id: string): SuiteProtocol {
  const found = SUITE_PROTOCOLS.find((protocol) => protocol.id === id);
  if (found === undefined) throw new Error(`the suite does not speak ${id}`);
  return found;
}
