import { extensions } from './definitions-extensions.js';
import { standard } from './definitions-standard.js';

/** The octets of an argument: the domains of the standard resolved to its native types. */
export type WireType = 'bit' | 'octet' | 'short' | 'long' | 'longlong' | 'shortstr' | 'longstr' | 'timestamp' | 'table';

export interface ArgumentDefinition {
  readonly name: string;
  readonly type: WireType;
  /** The standard's domain, where it is more than the type: `exchange-name`. */
  readonly domain?: string;
  readonly reserved?: boolean;
  /** In octets. */
  readonly maximumLength?: number;
  /** Letters, digits, hyphen, underscore, period and colon only. */
  readonly nameCharacters?: boolean;
}

export interface MethodDefinition {
  /** `exchange.declare-ok` */
  readonly name: string;
  readonly classId: number;
  readonly methodId: number;
  /** Who may send it. */
  readonly from: readonly Peer[];
  /** What answers it; none for an asynchronous method. */
  readonly replies: readonly string[];
  /** A content header and body follow it. */
  readonly content: boolean;
  /** Not in the standard at all: RabbitMQ's. */
  readonly extension?: boolean;
  readonly arguments: readonly ArgumentDefinition[];
}

export interface ClassDefinition {
  readonly name: string;
  readonly id: number;
  readonly extension?: boolean;
  /** In the order of their flags, from bit 15 down. */
  readonly properties: readonly ArgumentDefinition[];
}

export interface ConstantDefinition {
  readonly name: string;
  readonly value: number;
  /** Of a reply code: closes the channel (soft) or the connection (hard). */
  readonly kind?: 'soft' | 'hard';
  readonly extension?: boolean;
}

export interface Definitions {
  readonly constants: readonly ConstantDefinition[];
  readonly classes: readonly ClassDefinition[];
  readonly methods: readonly MethodDefinition[];
}

export type Peer = 'client' | 'server';

/** The standard with RabbitMQ's layer over it. */
export const DEFINITIONS: Definitions = {
  constants: layered(standard.constants, extensions.constants),
  classes: layered(standard.classes, extensions.classes),
  methods: layered(standard.methods, extensions.methods),
};

const METHODS_BY_NAME = new Map(DEFINITIONS.methods.map((method) => [method.name, method]));
const METHODS_BY_ID = new Map(DEFINITIONS.methods.map((method) => [key(method.classId, method.methodId), method]));
const CLASSES_BY_NAME = new Map(DEFINITIONS.classes.map((entry) => [entry.name, entry]));
const CLASSES_BY_ID = new Map(DEFINITIONS.classes.map((entry) => [entry.id, entry]));
const REPLY_CODES = DEFINITIONS.constants.filter(({ kind, name }) => kind !== undefined || name === 'reply-success');
const REPLY_CODES_BY_NAME = new Map(REPLY_CODES.map((constant) => [constant.name, constant]));
const REPLY_CODES_BY_VALUE = new Map(REPLY_CODES.map((constant) => [constant.value, constant]));

export const methodByName = (name: string): MethodDefinition | undefined => METHODS_BY_NAME.get(name);

export const methodById = (classId: number, methodId: number): MethodDefinition | undefined =>
  METHODS_BY_ID.get(key(classId, methodId));

export const classByName = (name: string): ClassDefinition | undefined => CLASSES_BY_NAME.get(name);

export const classById = (id: number): ClassDefinition | undefined => CLASSES_BY_ID.get(id);

/** `not-found` → 404, soft. */
export const replyCodeByName = (name: string): ConstantDefinition | undefined => REPLY_CODES_BY_NAME.get(name);

/** 404 → `not-found`, soft. */
export const replyCodeByValue = (value: number): ConstantDefinition | undefined => REPLY_CODES_BY_VALUE.get(value);

/** `exchange.declare`; what is unknown by number: `basic.999`, `999.1`. */
export function methodName(classId: number, methodId: number): string {
  return methodById(classId, methodId)?.name ?? `${classById(classId)?.name ?? classId}.${methodId}`;
}

function layered<T extends { readonly name: string }>(below: readonly T[], above: readonly T[]): readonly T[] {
  const over = new Map(above.map((entry) => [entry.name, entry]));
  const kept = below.map((entry) => over.get(entry.name) ?? entry);
  return [...kept, ...above.filter(({ name }) => !below.some((entry) => entry.name === name))];
}

function key(classId: number, methodId: number): number {
  return classId * 0x10000 + methodId;
}
