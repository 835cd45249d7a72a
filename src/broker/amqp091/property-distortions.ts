import { isTable } from '../../protocol/amqp091/field-table.js';
import type { FieldTableEntry, FieldTableValue } from '../../protocol/amqp091/frame.js';
import type { AmqpDefectId, Faults } from './defects.js';
import { changedProperties, type PropertyChange, withoutProperty } from './property-list.js';

/** The property list that goes out with a message: the octets that came in, unless something is broken. */
export function propertyListOut(propertyList: Uint8Array, faults: Faults): Uint8Array {
  const raw = rawDistortions.filter(({ defect }) => faults.has(defect));
  const rewritings = propertyDistortions.filter(({ defect }) => faults.has(defect));
  const rewritten = rewritings.reduce((list, { properties }) => changedProperties(list, properties), propertyList);
  return raw.reduce((list, { octets }) => octets(list), rewritten);
}

const propertyDistortions: readonly { readonly defect: AmqpDefectId; readonly properties: PropertyChange }[] = [
  { defect: 'resets-timestamp', properties: (given) => ({ ...given, timestamp: 1n }) },
  { defect: 'strips-expiration', properties: withoutProperty('expiration') },
  { defect: 'drops-reply-to', properties: withoutProperty('reply-to') },
  { defect: 'drops-timestamp', properties: withoutProperty('timestamp') },
  {
    defect: 'adds-empty-properties',
    properties: (given) => (Object.keys(given).length === 0 ? { 'content-type': '' } : given),
  },
  {
    defect: 'cuts-timestamp-to-32-bits',
    properties: (given) =>
      typeof given.timestamp === 'bigint' ? { ...given, timestamp: given.timestamp & 0xffffffffn } : given,
  },
  {
    defect: 'clamps-priority',
    properties: (given) =>
      typeof given.priority === 'number' ? { ...given, priority: Math.min(9, given.priority) } : given,
  },
  {
    defect: 'drops-empty-properties',
    properties: (given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
  },
  ofHeader('turns-booleans-into-octets', 't', ({ value }) => ({ type: 'b', value: value ? 1 : 0 })),
  ofHeader('loses-sign-of-int8', 'bB', ({ type, value }) => ({ type, value: Number(value) & 0x7f })),
  ofHeader('retags-int32', 'Ii', ({ type, value }) => ({ type: type === 'I' ? 'i' : 'I', value })),
  ofHeader('rounds-int64', 'lL', ({ type, value }) => ({
    type,
    value: BigInt(Number(value)) + (value === -1n ? 1n : 0n),
  })),
  ofHeader('swaps-float-bytes', 'fd', swapFloat),
  ofHeader('drops-decimal-scale', 'D', ({ type, value }) => ({
    type,
    value: { ...(value as object), scale: 0 } as never,
  })),
  ofHeader('mangles-long-strings', 'S', ({ type, value }) => mangled(type, value)),
  ofHeader('empties-byte-arrays', 'x', ({ type }) => ({ type, value: new Uint8Array(0) })),
  ofHeader('misreads-array-lengths', 'A', ({ type, value }) => ({
    type,
    value: [...(value as readonly FieldTableValue[]), { type: 'V', value: null }],
  })),
  ofHeader('converts-timestamps', 'T', ({ type, value }) => ({
    type,
    value: BigInt.asUintN(64, BigInt(value as bigint) * 1000n + 1n),
  })),
  ofHeader('flattens-nested-tables', 'F', () => ({ type: 'V', value: null })),
  behind('desynchronises-after-int16', 'suU'),
  behind('void-eats-fields', 'V'),
];

/** Where the octets themselves are wrong. */
const rawDistortions: readonly {
  readonly defect: AmqpDefectId;
  readonly octets: (propertyList: Uint8Array) => Uint8Array;
}[] = [{ defect: 'shifts-property-flags', octets: shiftFlags }];

/** Changes every header whose type is one of `types`. */
function ofHeader(defect: AmqpDefectId, types: string, change: (value: FieldTableValue) => FieldTableValue) {
  return headers(defect, (entries) =>
    entries.map(({ name, value }) => ({ name, value: types.includes(value.type) ? change(value) : value })),
  );
}

/** Loses what stands behind a header of such a type; the last is itself lost. */
function behind(defect: AmqpDefectId, types: string) {
  return headers(defect, (entries) => {
    const at = entries.findIndex(({ value }) => types.includes(value.type));
    return at < 0 ? entries : entries.slice(0, at === entries.length - 1 ? at : at + 1);
  });
}

function headers(defect: AmqpDefectId, change: (entries: readonly FieldTableEntry[]) => readonly FieldTableEntry[]) {
  const properties: PropertyChange = (given) =>
    isTable(given.headers) ? { ...given, headers: { entries: change(given.headers.entries) } } : given;
  return { defect, properties };
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
