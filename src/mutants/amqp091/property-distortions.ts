import { isTable } from '../../protocol/amqp091/field-table.js';
import type { FieldTableEntry, FieldTableValue } from '../../protocol/amqp091/frame.js';
import { changedProperties, type PropertyChange, withoutProperty } from '../../protocol/amqp091/property-list.js';

/** What somebody makes of a property list that he should pass on octet for octet. */
export type PropertyDistortion = (propertyList: Uint8Array) => Uint8Array;

/** By the names of what they do. */
export const PROPERTY_DISTORTIONS = {
  'resets-timestamp': changing((given) => ({ ...given, timestamp: 1n })),
  'strips-expiration': changing(withoutProperty('expiration')),
  'drops-reply-to': changing(withoutProperty('reply-to')),
  'drops-timestamp': changing(withoutProperty('timestamp')),
  'adds-empty-properties': changing((given) => (Object.keys(given).length === 0 ? { 'content-type': '' } : given)),
  'cuts-timestamp-to-32-bits': changing((given) =>
    typeof given.timestamp === 'bigint' ? { ...given, timestamp: given.timestamp & 0xffffffffn } : given,
  ),
  'clamps-priority': changing((given) =>
    typeof given.priority === 'number' ? { ...given, priority: Math.min(9, given.priority) } : given,
  ),
  'drops-empty-properties': changing((given) =>
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
  ),
  'turns-booleans-into-octets': ofHeader('t', ({ value }) => ({ type: 'b', value: value ? 1 : 0 })),
  'loses-sign-of-int8': ofHeader('bB', ({ type, value }) => ({ type, value: Number(value) & 0x7f })),
  'retags-int32': ofHeader('Ii', ({ type, value }) => ({ type: type === 'I' ? 'i' : 'I', value })),
  'rounds-int64': ofHeader('lL', ({ type, value }) => ({
    type,
    value: BigInt(Number(value)) + (value === -1n ? 1n : 0n),
  })),
  'swaps-float-bytes': ofHeader('fd', swapFloat),
  'drops-decimal-scale': ofHeader('D', ({ type, value }) => ({
    type,
    value: { ...(value as object), scale: 0 } as never,
  })),
  'mangles-long-strings': ofHeader('S', ({ type, value }) => mangled(type, value)),
  'empties-byte-arrays': ofHeader('x', ({ type }) => ({ type, value: new Uint8Array(0) })),
  'misreads-array-lengths': ofHeader('A', ({ type, value }) => ({
    type,
    value: [...(value as readonly FieldTableValue[]), { type: 'V', value: null }],
  })),
  'converts-timestamps': ofHeader('T', ({ type, value }) => ({
    type,
    value: BigInt.asUintN(64, BigInt(value as bigint) * 1000n + 1n),
  })),
  'flattens-nested-tables': ofHeader('F', () => ({ type: 'V', value: null })),
  'desynchronises-after-int16': behind('suU'),
  'void-eats-fields': behind('V'),
  'shifts-property-flags': shiftFlags,
} satisfies Readonly<Record<string, PropertyDistortion>>;

export type PropertyDistortionId = keyof typeof PROPERTY_DISTORTIONS;

function changing(change: PropertyChange): PropertyDistortion {
  return (propertyList) => changedProperties(propertyList, change);
}

/** Changes every header whose type is one of `types`. */
function ofHeader(types: string, change: (value: FieldTableValue) => FieldTableValue): PropertyDistortion {
  return headers((entries) =>
    entries.map(({ name, value }) => ({ name, value: types.includes(value.type) ? change(value) : value })),
  );
}

/** Loses what stands behind a header of such a type; the last is itself lost. */
function behind(types: string): PropertyDistortion {
  return headers((entries) => {
    const at = entries.findIndex(({ value }) => types.includes(value.type));
    return at < 0 ? entries : entries.slice(0, at === entries.length - 1 ? at : at + 1);
  });
}

function headers(change: (entries: readonly FieldTableEntry[]) => readonly FieldTableEntry[]): PropertyDistortion {
  return changing((given) =>
    isTable(given.headers) ? { ...given, headers: { entries: change(given.headers.entries) } } : given,
  );
}

function swapFloat({ type, value }: FieldTableValue): FieldTableValue {
  const octets = Buffer.alloc(8);
  if (type === 'f') {
    octets.writeFloatLE(Number(value));
    return { type, value: octets.readFloatBE() };
  }
  octets.writeDoubleLE(Number(value));
  return { type, value: octets.readDoubleBE() };
}

function mangled(type: string, value: FieldTableValue['value']): FieldTableValue {
  const octets = value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value));
  if (octets.length === 0) return { type: 'V', value: null };
  const odd = octets.findIndex((octet) => octet === 0 || octet === 0xce);
  return { type, value: octets.subarray(0, Math.min(255, odd < 0 ? 255 : odd)) };
}

/** A single property appears as the next one. */
function shiftFlags(propertyList: Uint8Array): Uint8Array {
  const shifted = Buffer.from(propertyList);
  const flags = shifted.readUInt16BE(0);
  if (flags !== 0 && (flags & (flags - 1)) === 0) shifted.writeUInt16BE(flags >> 1, 0);
  return shifted;
}
