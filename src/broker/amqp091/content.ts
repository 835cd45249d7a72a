import type { AmqpArguments, ContentBody, ContentHeader } from '../../protocol/amqp091/frame.js';
import type { AmqpConduct } from './conduct.js';

export const assembling = { addHeader, addBody, bodyOf };

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

/** A method, its header and its bodies, as far as they have come (4.2.6). */
export class ContentAssembly {
  values: AmqpArguments | undefined;
  header: ContentHeader | undefined;
  propertyList: Uint8Array = new Uint8Array(0);
  parts: Uint8Array[] = [];
  received = 0n;

  constructor(private readonly conduct: AmqpConduct) {}

  /** A content was begun and is not whole. */
  get isOpen(): boolean {
    return this.values !== undefined;
  }

  begin(values: AmqpArguments): void {
    this.reset();
    this.values = values;
  }

  reset(): void {
    this.values = undefined;
    this.header = undefined;
    this.parts = [];
    this.received = 0n;
  }

  /** As far as it has come. */
  finish(): ContentStep {
    const { values, header, propertyList, parts } = this;
    if (values === undefined || header === undefined) return 'unexpected';
    this.reset();
    return { values, header, propertyList, body: this.conduct.bodyOf(parts) };
  }
}

/** One header follows the method. */
function addHeader(content: ContentAssembly, header: ContentHeader, propertyList: Uint8Array): ContentStep {
  if (content.values === undefined || content.header !== undefined) return 'unexpected';
  content.header = header;
  content.propertyList = Uint8Array.from(propertyList);
  return header.bodySize === 0n ? content.finish() : 'more';
}

/** As many bodies follow the header as make up the size that it announced. */
function addBody(content: ContentAssembly, { payload }: ContentBody): ContentStep {
  if (content.header === undefined) return 'unexpected';
  content.parts.push(Uint8Array.from(payload));
  content.received += BigInt(payload.length);
  if (content.received > content.header.bodySize) return 'unexpected';
  return content.received < content.header.bodySize ? 'more' : content.finish();
}

function bodyOf(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts);
}
