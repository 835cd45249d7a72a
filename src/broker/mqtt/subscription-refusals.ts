import type { Subscription as Asked } from '../../protocol/mqtt/packet.js';
import { filterProblem, hasWildcard } from '../../protocol/mqtt/topic.js';
import type { Connection } from './connection.js';

/** Why a Topic Filter is refused in SUBACK. */
export interface SubscriptionRefusal {
  readonly fault:
    | 'empty filter'
    | '# before the last level'
    | '# inside a level'
    | '+ inside a level'
    | 'empty ShareName'
    | 'wildcard in ShareName'
    | 'share without filter'
    | 'denied topic'
    | 'wildcards unavailable'
    | 'sharing unavailable'
    | 'identifiers unavailable'
    | 'other';
  /** In 5.0; 3.1.1 knows only 0x80. */
  readonly code: number;
  readonly test: (asked: Asked, connection: Connection, identifier: number | undefined) => boolean;
}

export const SUBSCRIPTION_REFUSALS: readonly SubscriptionRefusal[] = [
  { fault: 'empty filter', code: 0x8f, test: says('MQTT_FILTER_EMPTY') },
  { fault: '# before the last level', code: 0x8f, test: says('MQTT_FILTER_HASH', isEarlyHash) },
  { fault: '# inside a level', code: 0x8f, test: says('MQTT_FILTER_HASH', (filter) => !isEarlyHash(filter)) },
  { fault: '+ inside a level', code: 0x8f, test: says('MQTT_FILTER_PLUS') },
  { fault: 'empty ShareName', code: 0x8f, test: says('MQTT_SHARE_NAME_EMPTY') },
  { fault: 'wildcard in ShareName', code: 0x8f, test: says('MQTT_SHARE_NAME_WILDCARD') },
  { fault: 'share without filter', code: 0x8f, test: says('MQTT_SHARE_FILTER_MISSING') },
  {
    fault: 'denied topic',
    code: 0x87,
    test: ({ topicFilter }, { hub }) => !topicFilter.startsWith('$SYS/') && hub.isDenied(topicFilter),
  },
  {
    fault: 'wildcards unavailable',
    code: 0xa2,
    test: ({ topicFilter }, { hub }) => hasWildcard(topicFilter) && !hub.settings.wildcardSubscriptionAvailable,
  },
  {
    fault: 'sharing unavailable',
    code: 0x9e,
    test: ({ topicFilter }, { version, hub }) =>
      version === 5 && topicFilter.startsWith('$share/') && !hub.settings.sharedSubscriptionAvailable,
  },
  {
    fault: 'identifiers unavailable',
    code: 0xa1,
    test: (_, { hub }, identifier) => identifier !== undefined && !hub.settings.subscriptionIdentifiersAvailable,
  },
];

function says(code: string, more: (filter: string) => boolean = () => true): SubscriptionRefusal['test'] {
  return ({ topicFilter }, { version }) => filterProblem(topicFilter, version) === code && more(topicFilter);
}

/** `T/#/x`: a level of its own, but not the last. */
function isEarlyHash(filter: string): boolean {
  return filter.split('/').slice(0, -1).includes('#');
}
