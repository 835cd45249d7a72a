import { Reader } from '../../bytes/reader.js';
import { Writer } from '../../bytes/writer.js';
import { readContentHeader, writeContentHeader } from './content-header.js';
import { Dissection } from './dissection.js';
import type { AmqpArguments } from './frame.js';

export type PropertyChange = (properties: AmqpArguments) => AmqpArguments;

/** Property flags and properties with some of them changed; what cannot be read stays as it is. */
export function changedProperties(propertyList: Uint8Array, change: PropertyChange): Uint8Array {
  const whole = new Writer().u16(basicClass).u16(0).u64(0).raw(propertyList).bytes();
  const header = readContentHeader(new Reader(whole), 1, new Dissection(false), {});
  if (header === undefined) return propertyList;
  const writer = new Writer();
  writeContentHeader(writer, basicClass, 0n, change(header.properties), 'de-facto');
  return Uint8Array.from(writer.bytes().subarray(12));
}

/** Leaves out one property. */
export function withoutProperty(name: string): PropertyChange {
  return (given) => Object.fromEntries(Object.entries(given).filter(([property]) => property !== name));
}

const basicClass = 60;
