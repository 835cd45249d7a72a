import { hasWildcard } from '../../../protocol/mqtt/topic.js';
import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import { type MqttRow, row } from './row.js';

/** How Topic Filters are matched with Topic Names. */
export const MATCHING_DEFECTS: readonly MqttRow[] = [
  // octets that count, and do not
  row('case-insensitive-topics', ['mqtt3/MQTT-4.7.3-4', 'mqtt5/MQTT-4.7.3-4'], 'ignores case when matching', {
    matches: comparing((text) => text.toLowerCase()),
  }),
  row('collapses-double-slash', ['mqtt3/MQTT-4.7.3-4', 'mqtt5/MQTT-4.7.3-4'], 'takes "//" for "/" when matching', {
    matches: comparing((text) => text.replace(/\/{2,}/g, '/')),
  }),
  row('strips-trailing-slash', ['mqtt3/MQTT-4.7.3-4', 'mqtt5/MQTT-4.7.3-4'], 'ignores a trailing "/" when matching', {
    matches: comparing((text) => text.replace(/(?<=.)\/$/, '')),
  }),
  row('trims-topic', ['mqtt3/MQTT-4.7.3-4', 'mqtt5/MQTT-4.7.3-4'], 'ignores blanks around topics when matching', {
    matches: comparing((text) => text.trim()),
  }),
  row(
    'unicode-normalizes-topics',
    ['mqtt3/MQTT-4.7.3-4', 'mqtt5/MQTT-4.7.3-4'],
    "compares topics in Unicode's composed form",
    { matches: comparing((text) => text.normalize('NFC')) },
  ),
  row('ignores-bom-when-matching', ['mqtt3/MQTT-1.5.3-3', 'mqtt5/MQTT-1.5.4-3'], 'ignores U+FEFF when matching', {
    matches: comparing((text) => text.replaceAll('\ufeff', '')),
  }),
  row(
    'delivers-unmatched-topic',
    ['mqtt3/MQTT-3.3.2-3', 'mqtt5/MQTT-3.3.2-3'],
    'delivers messages of neighbouring topics too',
    {
      matches: (strict) => (filter, topic) =>
        hasWildcard(filter) ? strict(filter, topic) : levelsOf(filter)[0] === levelsOf(topic)[0],
    },
  ),

  // wildcards
  row(
    'hash-matches-dollar-topics',
    ['mqtt3/MQTT-4.7.2-1', 'mqtt5/MQTT-4.7.2-1'],
    'matches topics that begin with $ by "#"',
    {
      matches: (strict) => (filter, topic) => filter === '#' || strict(filter, topic),
    },
  ),
  row(
    'plus-matches-dollar-topics',
    ['mqtt3/MQTT-4.7.2-1', 'mqtt5/MQTT-4.7.2-1'],
    'matches topics that begin with $ by "+"',
    {
      matches: (strict) => (filter, topic) => strict(filter, filter.startsWith('+') ? topic.replace(/^\$/, '') : topic),
    },
  ),
  row(
    'hash-matches-sibling',
    ['mqtt3/MQTT-4.7.1-2', 'mqtt5/MQTT-4.7.1-1'],
    'matches "T/#" with topics that merely begin with T',
    {
      matches: (strict) => (filter, topic) =>
        strict(filter, topic) || (filter.endsWith('/#') && topic.startsWith(filter.slice(0, -2))),
    },
  ),
  row('hash-misses-parent', ['mqtt3/MQTT-4.7.1-2', 'mqtt5/MQTT-4.7.1-1'], 'does not match "T/#" with T', {
    matches: (strict) => (filter, topic) =>
      strict(filter, topic) && !(filter.endsWith('#') && levelsOf(topic).length < levelsOf(filter).length),
  }),
  row('plus-matches-parent', ['mqtt3/MQTT-4.7.1-3', 'mqtt5/MQTT-4.7.1-2'], 'matches "T/+" with T', {
    matches: (strict) => (filter, topic) =>
      strict(filter, topic) || (filter.endsWith('/+') && strict(filter.slice(0, -2), topic)),
  }),
  row('plus-matches-two-levels', ['mqtt3/MQTT-4.7.1-3', 'mqtt5/MQTT-4.7.1-2'], 'matches "+" with one level or more', {
    matches: (strict) => (filter, topic) => {
      const surplus = levelsOf(topic).length - levelsOf(filter).length;
      const stretched = surplus > 0 ? filter.replace('+', `+${'/+'.repeat(surplus)}`) : filter;
      return strict(filter, topic) || strict(stretched, topic);
    },
  }),
  row(
    'plus-misses-empty-level',
    ['mqtt3/MQTT-4.7.1-3', 'mqtt5/MQTT-4.7.1-2'],
    'does not match "+" with an empty level',
    {
      matches: (strict) => (filter, topic) =>
        strict(filter, topic) && !levelsOf(filter).some((level, at) => level === '+' && levelsOf(topic)[at] === ''),
    },
  ),
];

const levelsOf = (text: string): readonly string[] => text.split('/');

/** Matches what becomes of filter and topic. The standard forbids every one of these (section 4.7.3). */
function comparing(change: (text: string) => string): Override<MqttConduct, 'matches'> {
  return (strict) => (filter, topic) => strict(change(filter), change(topic));
}
