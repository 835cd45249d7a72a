/** What the octets of a Topic Name or Topic Filter may hold: section 4.7, and 4.8.2 for Shared Subscriptions. */
import type { MqttVersion } from './packet.js';
import type { MqttProblemCode } from './problems.js';

export const hasWildcard = (topic: string): boolean => topic.includes('+') || topic.includes('#');

/** What is wrong with a Topic Filter, as far as its characters go. */
export function filterProblem(filter: string, version: MqttVersion): MqttProblemCode | undefined {
  if (filter === '') return 'MQTT_FILTER_EMPTY';
  if (version !== 5 || !filter.startsWith(SHARE)) return wildcardProblem(filter);
  const slash = filter.indexOf('/', SHARE.length);
  const name = slash === -1 ? filter.slice(SHARE.length) : filter.slice(SHARE.length, slash);
  if (name === '') return 'MQTT_SHARE_NAME_EMPTY';
  if (hasWildcard(name)) return 'MQTT_SHARE_NAME_WILDCARD';
  if (slash === -1 || slash === filter.length - 1) return 'MQTT_SHARE_FILTER_MISSING';
  return wildcardProblem(filter.slice(slash + 1));
}

/** Whether the filter matches the name: section 4.7. Both are taken to be well-formed; shared filters are not looked into. */
export function topicMatches(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  const filterLevels = filter.split('/');
  const topicLevels = topic.split('/');
  for (let index = 0; index < filterLevels.length; index++) {
    const level = filterLevels[index];
    if (level === '#') return true;
    if (index >= topicLevels.length) return false;
    if (level !== '+' && level !== topicLevels[index]) return false;
  }
  return filterLevels.length === topicLevels.length;
}

const SHARE = '$share/';

function wildcardProblem(filter: string): MqttProblemCode | undefined {
  if (!hasWildcard(filter)) return undefined;
  const levels = filter.split('/');
  const badHash = levels.some((level, index) => level.includes('#') && (level !== '#' || index < levels.length - 1));
  if (badHash) return 'MQTT_FILTER_HASH';
  return levels.some((level) => level.includes('+') && level !== '+') ? 'MQTT_FILTER_PLUS' : undefined;
}
