import type { AmqpArguments, ContentHeader } from '../../protocol/amqp091/frame.js';
import type { Faults } from './defects.js';

export interface Content {
  /** Of the method that carries it. */
  readonly values: AmqpArguments;
  readonly header: ContentHeader;
  /** Property flags and properties, octet for octet. */
  readonly propertyList: Uint8Array;
  readonly body: Buffer;
}

/** What a frame did for the content: made it whole, brought it on, does not belong here, or is passed over. */
export type ContentStep = Content | 'more' | 'unexpected' | 'ignored';

/** Puts a method, its header and its bodies together again (4.2.6). */
export class ContentAssembly {
  private values: AmqpArguments | undefined;
  private header: ContentHeader | undefined;
  private propertyList: Uint8Array = noProperties;
  private parts: Buffer[] = [];
  private received = 0n;
  private lastEmpty: Content | undefined;

  constructor(private readonly faults: Faults) {}

  /** A content was begun and is not whole. */
  get isOpen(): boolean {
    return this.values !== undefined;
  }

  get hasHeader(): boolean {
    return this.header !== undefined;
  }

  begin(values: AmqpArguments): void {
    this.reset();
    this.values = values;
  }

  addHeader(header: ContentHeader, propertyList: Uint8Array): ContentStep {
    if (this.values === undefined) return this.faults.has('ignores-unexpected-header') ? 'ignored' : 'unexpected';
    if (this.header !== undefined && !this.faults.has('restarts-content-at-second-header')) return 'unexpected';
    this.header = header;
    this.propertyList = Uint8Array.from(propertyList);
    this.parts = [];
    this.received = 0n;
    return header.bodySize === 0n ? this.whole() : 'more';
  }

  addBody(payload: Uint8Array, channel: number): ContentStep {
    if (this.header === undefined) return this.bodyWithoutHeader(payload, channel);
    this.parts.push(Buffer.from(payload));
    this.received += BigInt(payload.length);
    if (payload.length === 0 && this.faults.has('ends-content-at-empty-frame')) return this.whole();
    if (this.received < this.header.bodySize) return 'more';
    if (this.received > this.header.bodySize && !this.faults.has('truncates-long-bodies')) return 'unexpected';
    return this.whole(Number(this.header.bodySize));
  }

  /** As far as it has come. */
  cutShort(): ContentStep {
    return this.whole();
  }

  reset(): void {
    this.values = undefined;
    this.header = undefined;
    this.parts = [];
    this.received = 0n;
  }

  private bodyWithoutHeader(payload: Uint8Array, channel: number): ContentStep {
    if (this.values !== undefined && this.faults.has('takes-body-without-header')) {
      const bodySize = BigInt(payload.length);
      this.header = { type: 'content-header', channel, classId: 60, bodySize, properties: {} };
      this.propertyList = noProperties;
      return this.addBody(payload, channel);
    }
    if (this.values !== undefined) return 'unexpected';
    if (payload.length === 0 && this.lastEmpty && this.faults.has('counts-empty-body-as-message'))
      return this.lastEmpty;
    return this.faults.has('ignores-unexpected-body') ? 'ignored' : 'unexpected';
  }

  private whole(size?: number): ContentStep {
    const { values, header, propertyList } = this;
    if (values === undefined || header === undefined) return 'unexpected';
    const content = { values, header, propertyList, body: this.body().subarray(0, size) };
    this.lastEmpty = header.bodySize === 0n ? content : undefined;
    this.reset();
    return content;
  }

  private body(): Buffer {
    const parts = this.faults.has('keeps-first-body-frame-only') ? this.parts.slice(0, 1) : this.parts;
    const body = Buffer.concat(parts);
    if (this.faults.has('converts-body-charset')) return Buffer.from(body.toString('utf8'));
    const end = this.faults.has('cuts-body-at-frame-end-octet') ? body.indexOf(0xce) : -1;
    return end < 0 ? body : body.subarray(0, end);
  }
}

const noProperties = Uint8Array.of(0, 0);
