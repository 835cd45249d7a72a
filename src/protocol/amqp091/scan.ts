import { u16, u32 } from '../../bytes/octets.js';
import { type ArgumentDefinition, classById, DEFINITIONS, type MethodDefinition, methodName } from './definitions.js';
import { frameEnd } from './framing.js';

/** What `--ndjson` shows of a frame's strings, in this order: places in `AmqpScan.strings`. */
export const STRING_FIELDS = [
  { argument: 'exchange', key: 'exchange' },
  { argument: 'routing-key', key: 'routingKey' },
  { argument: 'queue', key: 'queue' },
  { argument: 'consumer-tag', key: 'consumerTag' },
  { argument: 'reply-text', key: 'replyText' },
  { argument: 'type', key: 'exchangeType' },
  { argument: 'destination', key: 'destination' },
  { argument: 'source', key: 'source' },
  { argument: 'virtual-host', key: 'virtualHost' },
] as const;

/** The same for numbers: places in `AmqpScan.numbers`. A delivery tag beyond 2^53 loses its last digits. */
export const NUMBER_FIELDS = [
  { argument: 'delivery-tag', key: 'deliveryTag' },
  { argument: 'reply-code', key: 'replyCode' },
  { argument: 'message-count', key: 'messageCount' },
  { argument: 'consumer-count', key: 'consumerCount' },
  { argument: 'prefetch-count', key: 'prefetchCount' },
  { argument: 'channel-max', key: 'channelMax' },
  { argument: 'frame-max', key: 'frameMax' },
  { argument: 'heartbeat', key: 'heartbeat' },
] as const;

/** Bits that the rules of a conversation ask for: masks of `AmqpScan.bits`. */
export const NO_ACK = 1;
export const MULTIPLE = 2;
export const NO_WAIT = 4;
const BIT_MASKS: Readonly<Record<string, number>> = { 'no-ack': NO_ACK, multiple: MULTIPLE, 'no-wait': NO_WAIT };

/** A method's or a content class's arguments, made ready for a quick walk. */
export interface Layout {
  readonly name: string;
  /** For tallies and `PacketView.code`: behind those of the frame types. */
  readonly code: number;
  readonly method: MethodDefinition | undefined;
  readonly steps: readonly Step[];
  /** Places in `AmqpScan.strings` and `numbers` that the walk fills, in their order. */
  readonly strings: readonly number[];
  readonly numbers: readonly number[];
  readonly fromClient: boolean;
  readonly fromServer: boolean;
  readonly isConnection: boolean;
}

interface Step {
  readonly type: ArgumentDefinition['type'];
  readonly width: number;
  readonly reserved: boolean;
  readonly nameCharacters: boolean;
  readonly maximumLength: number;
  /** Place in `strings` or `numbers`; -1 for none. */
  readonly place: number;
  /** Place of the bit in its octet. */
  readonly bit: number;
  /** Its place in `AmqpScan.bits`; 0 for none. */
  readonly mask: number;
  /** Of a group of bits, the last: how many bits the octet has. */
  readonly lastBit: boolean;
}

/** The header fields of one frame as offsets; one instance serves every frame. */
export class AmqpScan {
  frameType = 0;
  channel = 0;
  layout: Layout | undefined;
  classId = 0;
  methodId = 0;
  /** Of a content header. */
  bodySize = -1;
  payloadStart = 0;
  payloadEnd = 0;
  /** Start and end of each string; -1 where the frame has none. */
  readonly strings = new Int32Array(2 * STRING_FIELDS.length).fill(-1);
  /** -1 where the frame has none. */
  readonly numbers = new Float64Array(NUMBER_FIELDS.length).fill(-1);
  /** Of `NO_ACK`, `MULTIPLE`, `NO_WAIT` those that are set. */
  bits = 0;
  /** Certainly well-formed; false says nothing: the codec decides. */
  plain = false;
}

export function scanAmqp(
  scan: AmqpScan,
  buffer: Uint8Array,
  start: number,
  end: number,
  fromClient: boolean | undefined,
  whole: boolean,
): void {
  if (scan.layout !== undefined) clear(scan, scan.layout);
  const type = buffer[start] ?? 0;
  scan.frameType = type;
  scan.channel = u16(buffer, start + 1);
  scan.layout = undefined;
  scan.bodySize = -1;
  scan.bits = 0;
  scan.payloadStart = Math.min(start + 7, end);
  scan.payloadEnd = whole ? end - 1 : end;
  scan.plain = false;
  const intact = whole && buffer[end - 1] === frameEnd;
  if (type === 1) {
    scan.classId = u16(buffer, start + 7);
    scan.methodId = u16(buffer, start + 9);
    if (end - start < 11) return;
    const layout = layoutAt(scan.classId, scan.methodId);
    scan.layout = layout;
    if (layout === undefined) return;
    const sender = fromClient === undefined || (fromClient ? layout.fromClient : layout.fromServer);
    const fits = walk(scan, layout.steps, buffer, start + 11, scan.payloadEnd);
    scan.plain = fits && intact && sender && layout.isConnection === (scan.channel === 0);
    if (scan.numbers[0] === 0 && layout.method?.content && layout.fromServer) scan.plain = false;
  } else if (type === 2) scanContentHeader(scan, buffer, end, intact);
  else if (type === 3) scan.plain = intact && scan.channel !== 0;
  else if (type === 8) scan.plain = intact && scan.channel === 0 && end - start === 8;
}

function scanContentHeader(scan: AmqpScan, buffer: Uint8Array, end: number, intact: boolean): void {
  const at = scan.payloadStart;
  scan.classId = u16(buffer, at);
  if (end - at < 14) return;
  scan.bodySize = u32(buffer, at + 4) * 0x100000000 + u32(buffer, at + 8);
  const flags = u16(buffer, at + 12);
  // Headers are a table, bit 2 is reserved, bits 1 and 0 name nothing or go on: for the codec.
  if (!intact || scan.channel === 0 || scan.classId !== 60 || u16(buffer, at + 2) !== 0 || (flags & 0x2007) !== 0)
    return;
  let position = at + 14;
  for (let rest = flags; rest !== 0; ) {
    const index = Math.clz32(rest) - 16;
    rest &= ~(0x8000 >>> index);
    const step = CONTENT_STEPS[index];
    if (step === undefined) return;
    position = stepOver(scan, step, buffer, position, scan.payloadEnd);
    if (position < 0) return;
  }
  scan.plain = position === scan.payloadEnd;
}

/** True when the arguments fill the frame exactly and none of them needs a closer look. */
function walk(scan: AmqpScan, steps: readonly Step[], buffer: Uint8Array, start: number, end: number): boolean {
  let at = start;
  let fine = true;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as Step;
    if (step.type === 'bit') {
      if (at >= end) return false;
      if ((((buffer[at] ?? 0) >>> step.bit) & 1) === 1) {
        scan.bits |= step.mask;
        if (step.reserved) fine = false;
      }
      if (!step.lastBit) continue;
      if ((buffer[at] ?? 0) >>> (step.bit + 1) !== 0) fine = false;
      at++;
      continue;
    }
    const next = stepOver(scan, step, buffer, at, end);
    if (next === NEEDS_A_LOOK) {
      fine = false;
      at = skip(step, buffer, at, end);
      if (at < 0) return false;
    } else at = next;
  }
  return fine && at === end;
}

const NEEDS_A_LOOK = -1;

/** The offset behind the argument, or `NEEDS_A_LOOK`. */
function stepOver(scan: AmqpScan, step: Step, buffer: Uint8Array, at: number, end: number): number {
  if (step.width > 0) {
    if (at + step.width > end) return NEEDS_A_LOOK;
    const value = readNumber(buffer, at, step.width);
    if (step.place >= 0) scan.numbers[step.place] = value;
    return step.reserved && value !== 0 ? NEEDS_A_LOOK : at + step.width;
  }
  if (step.type === 'shortstr') {
    if (at >= end) return NEEDS_A_LOOK;
    const length = buffer[at] ?? 0;
    const stringEnd = at + 1 + length;
    if (stringEnd > end) return NEEDS_A_LOOK;
    if (step.place >= 0) {
      scan.strings[2 * step.place] = at + 1;
      scan.strings[2 * step.place + 1] = stringEnd;
    }
    if ((step.reserved && length > 0) || length > step.maximumLength) return NEEDS_A_LOOK;
    const allowed = step.nameCharacters ? NAME_CHARACTERS : PRINTABLE;
    for (let i = at + 1; i < stringEnd; i++) if (allowed[buffer[i] ?? 0] === 0) return NEEDS_A_LOOK;
    return stringEnd;
  }
  // Only an empty table, or an empty long string, is so plain that nobody need look.
  if (at + 4 > end || u32(buffer, at) !== 0) return NEEDS_A_LOOK;
  return at + 4;
}

/** Over an argument that needs a closer look, to find those behind it; -1 where it does not fit. */
function skip(step: Step, buffer: Uint8Array, at: number, end: number): number {
  let next: number;
  if (step.width > 0) next = at + step.width;
  else if (step.type === 'shortstr') next = at + 1 + (buffer[at] ?? 0);
  else next = at + 4 + u32(buffer, at);
  return next > end ? -1 : next;
}

const WIDTHS: Readonly<Record<string, number>> = { octet: 1, short: 2, long: 4, longlong: 8, timestamp: 8 };

/** What the frame before has left. */
function clear(scan: AmqpScan, { strings, numbers }: Layout): void {
  for (let i = 0; i < strings.length; i++) scan.strings[2 * (strings[i] as number)] = -1;
  for (let i = 0; i < numbers.length; i++) scan.numbers[numbers[i] as number] = -1;
}

function layoutOf(method: MethodDefinition, index: number): Layout {
  const steps = method.arguments.map((argument, index) => stepOf(argument, method.arguments, index));
  const places = (numeric: boolean) =>
    steps
      .filter((step) => step.width > 0 === numeric && step.place >= 0)
      .map((step) => step.place)
      .sort((a, b) => a - b);
  return {
    name: method.name,
    code: FIRST_METHOD_CODE + index,
    method,
    steps,
    strings: places(false),
    numbers: places(true),
    fromClient: method.from.includes('client'),
    fromServer: method.from.includes('server'),
    isConnection: method.classId === 10,
  };
}

function stepOf(argument: ArgumentDefinition, all: readonly ArgumentDefinition[], index: number): Step {
  let bit = 0;
  for (let before = index - 1; before >= 0 && all[before]?.type === 'bit'; before--) bit++;
  const width = WIDTHS[argument.type] ?? 0;
  const fields: readonly { readonly argument: string }[] = width > 0 ? NUMBER_FIELDS : STRING_FIELDS;
  return {
    type: argument.type,
    width,
    reserved: argument.reserved ?? false,
    nameCharacters: argument.nameCharacters ?? false,
    maximumLength: argument.maximumLength ?? 255,
    place: fields.findIndex((field) => field.argument === argument.name),
    bit: bit % 8,
    mask: BIT_MASKS[argument.name] ?? 0,
    lastBit: all[index + 1]?.type !== 'bit' || bit % 8 === 7,
  };
}

const FIRST_METHOD_CODE = 16;
/** Ids of classes and methods that are known lie below. */
const IDS = 128;
const LAYOUTS = new Array<Layout | undefined>(IDS * IDS).fill(undefined);
DEFINITIONS.methods.forEach((method, index) => {
  LAYOUTS[method.classId * IDS + method.methodId] = layoutOf(method, index);
});

/** How many codes there are: those of frame types, then those of methods. */
export const CODES = FIRST_METHOD_CODE + DEFINITIONS.methods.length;

/** `Layout.code` of the method of that name. */
export function methodCode(name: string): number {
  const index = DEFINITIONS.methods.findIndex((method) => method.name === name);
  if (index < 0) throw new Error(`AMQP 0-9-1 has no method ${name}`);
  return FIRST_METHOD_CODE + index;
}

function layoutAt(classId: number, methodId: number): Layout | undefined {
  return classId < IDS && methodId < IDS ? LAYOUTS[classId * IDS + methodId] : undefined;
}

/** What a method frame's ids say; `undefined` for those nobody knows, and where the octets end before them. */
export function methodLayoutAt(buffer: Uint8Array, start: number, end: number): Layout | undefined {
  return end - start < 11 ? undefined : layoutAt(u16(buffer, start + 7), u16(buffer, start + 9));
}

/** Properties of class basic; none of them is shown, so none has a place. */
const CONTENT_STEPS: readonly Step[] = (classById(60)?.properties ?? []).map((property, index, all) => ({
  ...stepOf(property, all, index),
  place: -1,
}));

const PRINTABLE = characters(/^[ -~]$/);
const NAME_CHARACTERS = characters(/^[a-zA-Z0-9\-_.:]$/);

function characters(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}

const UNKNOWN_NAMES = new Map<number, string>();

/** `basic.publish`; what is unknown by number; `method` where the octets end before the ids. */
export function methodNameAt(buffer: Uint8Array, start: number, end: number): string {
  if (end - start < 11) return 'method';
  const classId = u16(buffer, start + 7);
  const methodId = u16(buffer, start + 9);
  const key = classId * 0x10000 + methodId;
  const layout = layoutAt(classId, methodId);
  if (layout !== undefined) return layout.name;
  let name = UNKNOWN_NAMES.get(key);
  if (name === undefined) {
    if (UNKNOWN_NAMES.size > 1000) UNKNOWN_NAMES.clear();
    name = methodName(classId, methodId);
    UNKNOWN_NAMES.set(key, name);
  }
  return name;
}

function readNumber(buffer: Uint8Array, at: number, width: number): number {
  if (width === 1) return buffer[at] ?? 0;
  if (width === 2) return u16(buffer, at);
  if (width === 4) return u32(buffer, at);
  return u32(buffer, at) * 0x100000000 + u32(buffer, at + 4);
}
