import type { Field } from './field.js';
import type { Role } from './problem.js';

/** A protocol as somebody meets it who comes to a server: where it listens, how one speaks first, how it answers. */
export interface Service {
  /** For people: `AMQP 0-9-1`. */
  readonly title: string;
  /** Schemes of URLs, the usual one first: over which transport, at which port. */
  readonly schemes: Readonly<Record<string, { readonly transport: string; readonly port: number }>>;
  /** Names under which a layer below announces it: subprotocols of WebSocket. */
  readonly announced: readonly string[];
  /** What a client says first: `a CONNECT`. */
  readonly greeting: string;
  /** The greetings to try, one after another, of a client of that name. */
  greetings(name: string): readonly Uint8Array[];
  /** Do these first octets of a server answer in this protocol, whatever the greeting was? */
  answers(bytes: Uint8Array): boolean;
  /** Packets that stand one behind another in octets, each with its fields; the octets' own version is learnt from `opening`. */
  packets(bytes: Uint8Array, origin: Origin): Iterable<DissectedPacket>;
}

/** Where octets come from. */
export interface Origin {
  readonly from: Role;
  /** `3.1.1` */
  readonly version: string;
  /** What the client has sent so far on its connections, oldest first. */
  readonly sent: readonly Uint8Array[];
}

/** One packet, field by field. */
export interface DissectedPacket {
  /** Where it begins; the field's own offsets count from there. */
  readonly offset: number;
  readonly field: Field;
}
