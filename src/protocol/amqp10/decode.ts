/*
 * One frame of AMQP 1.0 (part 2, 2.3.1) or a protocol header (2.2):
 *
 *   | size (4) | data offset, in 4 octets (1) | type (1) | channel (2) | extended header | performative | message |
 *   | "AMQP" | protocol id: 0 AMQP, 2 TLS, 3 SASL | 1 | 0 | 0 |
 *
 * An empty body is a heartbeat. Only a transfer is followed by octets of a message.
 */
import { u32 } from '../../bytes/octets.js';
import { span } from '../../bytes/span.js';
import type { Field } from '../field.js';
import type { Problem } from '../problem.js';
import { type Composite, compositeByCode } from './definitions.js';
import { readSections, type Section } from './message.js';
import { amqp10Problem } from './problems.js';
import { type Amqp10Value, compositeItems } from './value.js';
import { readValue } from './value-reader.js';
import { Walk } from './walk.js';

export interface Decode10Options {
  readonly tree?: boolean;
  /** What the octets behind a transfer are; a whole message unless told. */
  readonly content?: (head: TransferHead) => Content;
}

/** A whole message, to be read as sections; a piece of one; or a piece unless it reads as sections. */
export type Content = 'whole' | 'piece' | 'uncertain';

/** What tells the message that a transfer belongs to. */
export type TransferHead = Pick<DecodedFrame10, 'channel' | 'fields'>;

export interface DecodedFrame10 {
  /** "open", "transfer", "sasl-init", "protocol-header", "empty"; what is unknown: "performative-0x99". */
  readonly name: string;
  /** `undefined` for a protocol header. */
  readonly channel: number | undefined;
  /** Fields of the performative by the standard's names; those that are null are left out. */
  readonly fields: ReadonlyMap<string, Amqp10Value>;
  /** Of a protocol header: 0 AMQP, 2 TLS, 3 SASL. */
  readonly protocolId: number | undefined;
  /** Octets of the message behind a transfer. */
  readonly payload: { readonly start: number; readonly end: number } | undefined;
  /** The message, where the transfer holds all of it. */
  readonly sections: readonly Section[];
  /** Of a transfer: as what its octets were read. */
  readonly content?: Content;
  readonly problems: readonly Problem[];
  readonly field?: Field;
}

/** `bytes` hold one frame and nothing else, or its beginning. Never throws, whatever they hold. */
export function decodeFrame10(bytes: Uint8Array, options: Decode10Options = {}): DecodedFrame10 {
  const { tree = false } = options;
  if (isHeader(bytes)) return protocolHeader(bytes, tree);
  if (bytes.length < 8) return tooShort(bytes, tree);
  const size = u32(bytes, 0);
  const dataOffset = (bytes[4] ?? 0) * 4;
  const type = bytes[5] ?? 0;
  const channel = ((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0);
  const end = Math.min(size, bytes.length);
  const walk = new Walk(bytes, Math.min(dataOffset, end), end, tree);
  checkHeader(walk, size, dataOffset, type);
  const sound = dataOffset >= 8 && dataOffset <= end && type <= 1;
  const body =
    sound && walk.reader.remaining > 0 ? readBody(walk, type, channel, options.content) : emptyBody(walk, sound);
  const field = tree ? frameField(bytes, end, dataOffset, type, channel, body) : undefined;
  return {
    name: body.name,
    channel,
    fields: body.fields,
    protocolId: undefined,
    payload: body.payload,
    sections: body.sections,
    problems: walk.problems,
    ...(body.content === undefined ? {} : { content: body.content }),
    ...(field === undefined ? {} : { field }),
  };
}

/** The name of the frame's performative, read from its descriptor alone. */
export function performativeName(bytes: Uint8Array, start: number, end: number): string {
  if (bytes[start] === 0x41 && bytes[start + 1] === 0x4d) return 'protocol-header';
  const at = start + (bytes[start + 4] ?? 2) * 4;
  if (at >= end) return 'empty';
  if (bytes[at] !== 0 || at + 2 >= end) return 'performative';
  if (bytes[at + 1] === 0x53) return nameByCode(bytes[at + 2] ?? 0);
  if (bytes[at + 1] === 0x80 && at + 10 <= end) return nameByCode(u32(bytes, at + 6));
  const walk = new Walk(bytes, at, end, false);
  return readValue(walk, 'body')?.value.composite?.name ?? 'performative';
}

const nameByCode = (code: number): string => compositeByCode(code)?.name ?? `performative-0x${code.toString(16)}`;

function checkHeader(walk: Walk, size: number, dataOffset: number, type: number): void {
  const { length } = walk.reader.bytes;
  if (size < 8) walk.report('AMQP10_FRAME_SIZE', 0, 4, `size ${size}, a frame has at least 8 octets`);
  if (size > length) walk.report('AMQP10_FRAME_TRUNCATED', 0, length, `${length} octets of a frame of ${size}`);
  if (dataOffset < 8 || dataOffset > size) {
    walk.report(
      'AMQP10_DATA_OFFSET',
      4,
      5,
      `data offset ${dataOffset / 4}, the body begins at octet ${dataOffset} of ${size}`,
    );
  }
  if (type > 1) walk.report('AMQP10_FRAME_TYPE', 5, 6, `frame type ${type}, known are 0 (AMQP) and 1 (SASL)`);
}

interface Body {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Amqp10Value>;
  readonly payload: { readonly start: number; readonly end: number } | undefined;
  readonly sections: readonly Section[];
  readonly field: Field | undefined;
  readonly messageFields: readonly Field[];
  readonly content?: Content;
}

const NO_FIELDS: ReadonlyMap<string, Amqp10Value> = new Map();

const NO_BODY: Body = {
  name: 'frame',
  fields: NO_FIELDS,
  payload: undefined,
  sections: [],
  field: undefined,
  messageFields: [],
};

function emptyBody(walk: Walk, sound: boolean): Body {
  return sound && walk.reader.remaining === 0 ? { ...NO_BODY, name: 'empty' } : NO_BODY;
}

function readBody(walk: Walk, type: number, channel: number, contentOf: Decode10Options['content']): Body {
  const { reader } = walk;
  const start = reader.offset;
  const read = readValue(walk, 'performative');
  const composite = read?.value.composite;
  const wanted = type === 1 ? 'sasl' : 'performative';
  if (read !== undefined && composite?.kind !== wanted) {
    const message = `the body of a frame of type ${type} is ${composite?.name ?? `a ${read.value.type}`}`;
    walk.report('AMQP10_PERFORMATIVE', start, reader.offset, message);
  }
  const name = composite?.name ?? performativeName(reader.bytes, 0, reader.end);
  const fields = composite === undefined ? NO_FIELDS : fieldsOf(composite, read?.value);
  const field = read?.field === undefined ? undefined : { ...read.field, name };
  const body: Body = { ...NO_BODY, name, fields, field };
  const rest = { start: reader.offset, end: reader.end };
  if (read === undefined || rest.start === rest.end) return body;
  if (name !== 'transfer') {
    walk.report('AMQP10_TRAILING', rest.start, rest.end, `${rest.end - rest.start} octets follow ${name}`);
    return body;
  }
  const content = fields.get('more')?.value === true ? 'piece' : (contentOf?.({ channel, fields }) ?? 'whole');
  const sound = walk.problems.length;
  const message = content === 'piece' ? undefined : readSections(walk);
  if (message === undefined || (content === 'uncertain' && walk.problems.length > sound)) {
    walk.problems.length = sound;
    return { ...body, payload: rest, content: 'piece', messageFields: pieceField(walk, rest) };
  }
  return { ...body, payload: rest, content: 'whole', sections: message.sections, messageFields: message.fields };
}

function pieceField(walk: Walk, { start, end }: { readonly start: number; readonly end: number }): Field[] {
  if (!walk.tree) return [];
  return [{ name: 'piece of a message', span: span(start, end), value: walk.reader.bytes.subarray(start, end) }];
}

function fieldsOf(composite: Composite, described: Amqp10Value | undefined): ReadonlyMap<string, Amqp10Value> {
  const items = compositeItems(described);
  const fields = new Map<string, Amqp10Value>();
  composite.fields.forEach(({ name }, index) => {
    const value = items[index];
    if (value !== undefined && value.type !== 'null') fields.set(name, value);
  });
  return fields;
}

function frameField(
  bytes: Uint8Array,
  end: number,
  dataOffset: number,
  type: number,
  channel: number,
  body: Body,
): Field {
  const header: Field[] = [
    { name: 'size', span: span(0, 4), value: u32(bytes, 0) },
    { name: 'data offset', span: span(4, 5), value: bytes[4] ?? 0, text: `${bytes[4]}, ${dataOffset} octets` },
    { name: 'type', span: span(5, 6), value: type, text: `${type} ${['AMQP', 'SASL'][type] ?? 'unknown'}` },
    { name: type === 1 ? 'unused' : 'channel', span: span(6, 8), value: channel },
  ];
  if (dataOffset > 8 && dataOffset <= end) {
    header.push({ name: 'extended header', span: span(8, dataOffset), value: bytes.subarray(8, dataOffset) });
  }
  const children = [...header, ...(body.field === undefined ? [] : [body.field]), ...body.messageFields];
  return { name: body.name, span: span(0, end), spec: '2.3.1', children };
}

const PROTOCOL_IDS: Readonly<Record<number, string>> = { 0: 'AMQP', 2: 'TLS', 3: 'SASL' };

function protocolHeader(bytes: Uint8Array, tree: boolean): DecodedFrame10 {
  const id = bytes[4];
  const sound =
    bytes.length >= 8 && PROTOCOL_IDS[id ?? -1] !== undefined && bytes[5] === 1 && bytes[6] === 0 && bytes[7] === 0;
  const problems = sound
    ? []
    : [
        amqp10Problem(
          'AMQP10_PROTOCOL_HEADER',
          span(4, Math.min(8, bytes.length)),
          `AMQP ${Array.from(bytes.subarray(4, 8)).join(' ')}, not AMQP 0, 2 or 3 and 1 0 0`,
        ),
      ];
  const names = ['protocol id', 'major', 'minor', 'revision'];
  const children: Field[] = [{ name: 'literal', span: span(0, 4), value: 'AMQP', text: '"AMQP"' }];
  names.forEach((name, index) => {
    const value = bytes[4 + index];
    if (value === undefined) return;
    const text = index === 0 ? `${value} ${PROTOCOL_IDS[value] ?? 'unknown'}` : String(value);
    children.push({ name, span: span(4 + index, 5 + index), value, text });
  });
  return {
    name: 'protocol-header',
    channel: undefined,
    fields: NO_FIELDS,
    protocolId: id,
    payload: undefined,
    sections: [],
    problems,
    ...(tree
      ? {
          field: { name: 'protocol-header', span: span(0, Math.min(8, bytes.length)), spec: '2.2', children, problems },
        }
      : {}),
  };
}

function tooShort(bytes: Uint8Array, tree: boolean): DecodedFrame10 {
  const all = span(0, bytes.length);
  const message = `${bytes.length} octets, a frame has at least 8`;
  const problems = [amqp10Problem('AMQP10_FRAME_TRUNCATED', all, message)];
  return {
    name: 'frame',
    channel: undefined,
    fields: NO_FIELDS,
    protocolId: undefined,
    payload: undefined,
    sections: [],
    problems,
    ...(tree ? { field: { name: 'frame', span: all, problems } } : {}),
  };
}

function isHeader(bytes: Uint8Array): boolean {
  return bytes[0] === 0x41 && bytes[1] === 0x4d && bytes[2] === 0x51 && bytes[3] === 0x50;
}
