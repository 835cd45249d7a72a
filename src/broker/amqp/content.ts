import type { AmqpArguments, ContentHeader } from '../../codec/amqp/frame.js';

export interface Content {
  /** Of the method that carries it. */
  readonly values: AmqpArguments;
  readonly header: ContentHeader;
  /** Property flags and properties, octet for octet. */
  readonly propertyList: Uint8Array;
  readonly body: Uint8Array;
}

/** Puts a method, its header and its bodies together again (4.2.6); answers what is wrong, or the whole. */
export class ContentAssembly {
  private values: AmqpArguments | undefined;
  private header: ContentHeader | undefined;
  private propertyList: Uint8Array = new Uint8Array(0);
  private parts: Uint8Array[] = [];
  private received = 0n;

  /** A content was begun and is not whole. */
  get isOpen(): boolean {
    return this.values !== undefined;
  }

  begin(values: AmqpArguments): void {
    this.reset();
    this.values = values;
  }

  addHeader(header: ContentHeader, propertyList: Uint8Array): Content | 'unexpected' | undefined {
    if (this.values === undefined || this.header !== undefined) return 'unexpected';
    this.header = header;
    this.propertyList = Uint8Array.from(propertyList);
    return this.whole();
  }

  addBody(payload: Uint8Array): Content | 'unexpected' | undefined {
    if (this.header === undefined) return 'unexpected';
    this.parts.push(Uint8Array.from(payload));
    this.received += BigInt(payload.length);
    if (this.received > this.header.bodySize) return 'unexpected';
    return this.whole();
  }

  reset(): void {
    this.values = undefined;
    this.header = undefined;
    this.parts = [];
    this.received = 0n;
  }

  private whole(): Content | undefined {
    const { values, header, propertyList } = this;
    if (values === undefined || header === undefined || this.received < header.bodySize) return undefined;
    const body = Buffer.concat(this.parts);
    this.reset();
    return { values, header, propertyList, body };
  }
}
