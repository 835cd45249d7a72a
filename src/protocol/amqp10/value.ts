import { type Composite, compositeByCode, compositeBySymbol } from './definitions.js';

/** A value of AMQP 1.0's type system (part 1), as it was read. */
export interface Amqp10Value {
  /** "uint", "symbol", "list", "described" … */
  readonly type: string;
  /** Of list, array: the items; of map: keys and values by turns; of described: the value alone. */
  readonly value: null | boolean | number | bigint | string | Uint8Array | readonly Amqp10Value[];
  /** Of a described value. */
  readonly descriptor?: Amqp10Value;
  /** The type that the descriptor names, where it is known. */
  readonly composite?: Composite;
}

export function described(value: Amqp10Value, descriptor: Amqp10Value): Amqp10Value {
  const composite = compositeOf(descriptor);
  return { type: 'described', value: [value], descriptor, ...(composite === undefined ? {} : { composite }) };
}

/** The type that a descriptor names, by its code or its symbol. */
export function compositeOf(descriptor: Amqp10Value): Composite | undefined {
  if (typeof descriptor.value === 'bigint') return compositeByCode(Number(descriptor.value));
  return descriptor.type === 'symbol' && typeof descriptor.value === 'string'
    ? compositeBySymbol(descriptor.value)
    : undefined;
}

/** What is inside a list, map, array or described value; nothing for other values. */
export function itemsOf(value: Amqp10Value | undefined): readonly Amqp10Value[] {
  return Array.isArray(value?.value) ? (value.value as readonly Amqp10Value[]) : [];
}

/** The fields of a composite value: the items of the list that it describes. */
export function compositeItems(value: Amqp10Value | undefined): readonly Amqp10Value[] {
  return itemsOf(itemsOf(value)[0]);
}
