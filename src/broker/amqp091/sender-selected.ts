import type { AmqpArguments, FieldTable } from '../../protocol/amqp091/frame.js';
import { changedProperties } from '../../protocol/amqp091/property-list.js';
import type { Faults } from './defects.js';
import { argumentOf } from './queue-policy.js';
import { tableOf } from './values.js';

/** Headers whose texts are further routing keys; the second is not shown to those who receive. */
export const keyHeaders = ['CC', 'BCC'] as const;

/** The keys that CC and BCC add. */
export function addedKeys(faults: Faults, headers: FieldTable): readonly string[] {
  return keyHeaders.flatMap((name) => {
    const value = argumentOf(headers, name)?.value;
    if (!Array.isArray(value) || faults.has(name === 'CC' ? 'ignores-cc' : 'ignores-bcc')) return [];
    return value.map((item) => item.value).filter((key) => typeof key === 'string');
  });
}

/** The same headers and property list without what nobody else is to see. */
export function withoutHiddenKeys(faults: Faults, properties: AmqpArguments, propertyList: Uint8Array) {
  const headers = tableOf(properties, 'headers');
  const isHidden = (name: string) =>
    (name === 'BCC' && !faults.has('leaks-bcc')) || (name === 'CC' && faults.has('strips-cc'));
  if (!headers.entries.some(({ name }) => isHidden(name))) return { headers, propertyList };
  const shown = { entries: headers.entries.filter(({ name }) => !isHidden(name)) };
  return { headers: shown, propertyList: changedProperties(propertyList, (given) => ({ ...given, headers: shown })) };
}
