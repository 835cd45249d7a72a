/** What a packet may be asked for in JSON. */
export type FieldSinkValue = string | number | boolean | null | readonly (string | number)[];

/** Where a protocol says what a packet holds: an object is made of it, or a line is written straight from the octets. */
export interface FieldSink {
  number(name: FieldName, value: number): void;
  /** UTF-8 as it lies in the packet. */
  text(name: FieldName, buffer: Uint8Array, start: number, end: number): void;
  value(name: FieldName, value: FieldSinkValue): void;
  /** Several fields that often stand together with the same values. */
  ready(fields: ReadyFields): void;
}

/** The name of a field, with a small number for those who keep something ready for it. */
export class FieldName {
  readonly index = names++;

  constructor(readonly name: string) {}
}

/** Fields and their values, made once. */
export class ReadyFields {
  readonly index = readies++;

  constructor(readonly fields: Readonly<Record<string, FieldSinkValue>>) {}
}

let names = 0;
let readies = 0;
