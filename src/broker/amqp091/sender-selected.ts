import type { AmqpArguments, FieldTable } from '../../protocol/amqp091/frame.js';
import { changedProperties } from '../../protocol/amqp091/property-list.js';
import type { AmqpConduct } from './conduct.js';
import { argumentOf } from './queue-policy.js';
import { tableOf } from './values.js';

/** Headers whose texts are further routing keys; the second is not shown to those who receive. */
export const KEY_HEADERS = ['CC', 'BCC'] as const;

/** The keys that CC and BCC add. */
export function addedKeys(headers: FieldTable): readonly string[] {
  return KEY_HEADERS.flatMap((name) => {
    const value = argumentOf(headers, name)?.value;
    return Array.isArray(value) ? value.map((item) => item.value).filter((key) => typeof key === 'string') : [];
  });
}

export function isHiddenHeader(name: string): boolean {
  return name === 'BCC';
}

/** The same headers and property list without what nobody else is to see. */
export function withoutHiddenHeaders(conduct: AmqpConduct, properties: AmqpArguments, propertyList: Uint8Array) {
  const headers = tableOf(properties, 'headers');
  const shown = { entries: headers.entries.filter(({ name }) => !conduct.isHiddenHeader(name)) };
  if (shown.entries.length === headers.entries.length) return { headers, propertyList };
  return { headers: shown, propertyList: changedProperties(propertyList, (given) => ({ ...given, headers: shown })) };
}
