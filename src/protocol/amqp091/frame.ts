/** AMQP 0-9-1 on the wire as data. Methods are named `class.method` as in the standard: `exchange.declare-ok`. */

export type AmqpFrame = ProtocolHeader | MethodFrame | ContentHeader | ContentBody | Heartbeat | UnknownFrame;

/** The eight octets that open a connection. */
export interface ProtocolHeader {
  readonly type: 'protocol-header';
  readonly bytes: Uint8Array;
}

export interface MethodFrame {
  readonly type: 'method';
  readonly channel: number;
  readonly classId: number;
  readonly methodId: number;
  /** `exchange.declare`; what is unknown by number: `basic.999`, `999.1`. */
  readonly method: string;
  /** By the standard's argument names: `{ exchange: 'orders', 'no-wait': false, arguments: {…} }`. */
  readonly arguments: AmqpArguments;
}

export interface ContentHeader {
  readonly type: 'content-header';
  readonly channel: number;
  readonly classId: number;
  /** Octets of body that follow. */
  readonly bodySize: bigint;
  /** By the standard's names: `{ 'content-type': 'text/plain', 'delivery-mode': 2, headers: {…} }`. */
  readonly properties: AmqpArguments;
}

export interface ContentBody {
  readonly type: 'content-body';
  readonly channel: number;
  readonly payload: Uint8Array;
}

export interface Heartbeat {
  readonly type: 'heartbeat';
  readonly channel: number;
}

export interface UnknownFrame {
  readonly type: 'unknown';
  readonly frameType: number;
  readonly channel: number;
  readonly payload: Uint8Array;
}

export type AmqpArguments = Readonly<Record<string, AmqpArgument>>;
/** bit → boolean; octet, short, long → number; longlong, timestamp → bigint; shortstr → string; longstr → bytes; table → FieldTable. */
export type AmqpArgument = boolean | number | bigint | string | Uint8Array | FieldTable;

/** A field table keeps its order, its types and its repeated names: what was sent is what is seen. */
export interface FieldTable {
  readonly entries: readonly FieldTableEntry[];
}

export interface FieldTableEntry {
  readonly name: string;
  readonly value: FieldTableValue;
}

/** `type` is the octet on the wire: 't', 'b', 'S', 'F', 'A' …; which type it means depends on the dialect. */
export interface FieldTableValue {
  readonly type: string;
  readonly value:
    | boolean
    | number
    | bigint
    | string
    | Uint8Array
    | null
    | FieldTable
    | readonly FieldTableValue[]
    | DecimalValue;
}

export interface DecimalValue {
  readonly scale: number;
  readonly digits: number;
}
