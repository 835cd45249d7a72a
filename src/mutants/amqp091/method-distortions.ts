import type { GivenArguments } from '../../protocol/amqp091/encode.js';
import { isTable } from '../../protocol/amqp091/field-table.js';

/** A named wrong in the methods that somebody sends. */
export interface MethodDistortion {
  /** None: of every method. */
  readonly methods?: readonly string[];
  readonly values?: (values: GivenArguments) => GivenArguments;
  readonly channel?: (channel: number) => number;
  readonly octets?: (frame: Buffer) => Buffer;
}

const CLOSES = ['channel.close', 'connection.close'];
const DELIVERIES = ['basic.deliver', 'basic.get-ok'];

/** By the names of what they do. */
export const METHOD_DISTORTIONS = {
  'starts-on-channel-one': { methods: ['connection.start'], channel: () => 1 },
  'offers-version-0-10': { methods: ['connection.start'], values: put('version-minor', 10) },
  'omits-product': { methods: ['connection.start'], values: withoutProperties('product') },
  'omits-host': {
    methods: ['connection.start'],
    values: withoutProperties('host', 'copyright', 'information'),
  },
  'separates-mechanisms-by-commas': {
    methods: ['connection.start'],
    values: (values) => ({ ...values, mechanisms: String(values.mechanisms).replaceAll(' ', ',') }),
  },
  'offers-no-locale': { methods: ['connection.start'], values: put('locales', '') },
  'proposes-tiny-frame-max': { methods: ['connection.tune'], values: put('frame-max', 1024) },
  'omits-reserved-field-of-open-ok': { methods: ['connection.open-ok'], octets: withoutLast(1) },
  'omits-reserved-field-of-channel-open-ok': { methods: ['channel.open-ok'], octets: withoutLast(4) },
  'answers-flow-inactive': { methods: ['channel.flow-ok'], values: put('active', false) },
  'answers-on-wrong-channel': { channel: (channel) => (channel >= 100 ? channel - 1 : channel) },
  'closes-without-ids': {
    methods: CLOSES,
    values: (values) => ({ ...values, 'class-id': 0, 'method-id': 0 }),
  },
  'lets-reply-text-overflow': { methods: CLOSES, octets: withWrongTextLength },
  'swaps-queue-counts': {
    methods: ['queue.declare-ok'],
    values: (values) => ({
      ...values,
      'message-count': values['consumer-count'],
      'consumer-count': values['message-count'],
    }),
  },
  'hides-generated-names': {
    methods: ['queue.declare-ok'],
    values: (values) => ({ ...values, queue: String(values.queue).startsWith('amq.gen-') ? '' : values.queue }),
  },
  'purge-reports-zero': { methods: ['queue.purge-ok'], values: put('message-count', 0) },
  'delete-reports-zero': { methods: ['queue.delete-ok'], values: put('message-count', 0) },
  'omits-reserved-field-of-get-empty': { methods: ['basic.get-empty'], octets: withoutLast(1) },
  'counts-the-message-it-gives': {
    methods: ['basic.get-ok'],
    values: (values) => ({ ...values, 'message-count': Number(values['message-count']) + 1 }),
  },
  'never-marks-redelivered': { methods: DELIVERIES, values: put('redelivered', false) },
  'marks-everything-redelivered': { methods: DELIVERIES, values: put('redelivered', true) },
  'returns-as-no-consumers': { methods: ['basic.return'], values: put('reply-code', 313) },
  'names-default-exchange-in-deliveries': {
    methods: DELIVERIES,
    values: (values) => ({ ...values, exchange: values.exchange === '' ? 'amq.default' : values.exchange }),
  },
} satisfies Readonly<Record<string, MethodDistortion>>;

export type MethodDistortionId = keyof typeof METHOD_DISTORTIONS;

/** How a method becomes octets. */
export type MethodEncoding = (channel: number, method: string, values: GivenArguments) => Buffer;

/** An encoding with this wrong in it. */
export function distortedMethods(id: MethodDistortionId, encode: MethodEncoding): MethodEncoding {
  const distortion: MethodDistortion = METHOD_DISTORTIONS[id];
  return (channel, method, values) => {
    if (distortion.methods?.includes(method) === false) return encode(channel, method, values);
    const frame = encode(distortion.channel?.(channel) ?? channel, method, distortion.values?.(values) ?? values);
    return distortion.octets?.(frame) ?? frame;
  };
}

function withoutProperties(...names: readonly string[]) {
  return (values: GivenArguments): GivenArguments => {
    const properties = values['server-properties'];
    const entries = isTable(properties) ? properties.entries.filter(({ name }) => !names.includes(name)) : [];
    return { ...values, 'server-properties': { entries } };
  };
}

function put(name: string, value: number | string | boolean) {
  return (values: GivenArguments): GivenArguments => ({ ...values, [name]: value });
}

/** The same frame with so many octets less of payload. */
function withoutLast(count: number) {
  return (frame: Buffer): Buffer => {
    const shorter = Buffer.concat([frame.subarray(0, -1 - count), frame.subarray(-1)]);
    shorter.writeUInt32BE(shorter.length - 8, 3);
    return shorter;
  };
}

/** Where a reply-text of a close method has its length: behind type, channel, size, two ids and the reply code. */
const textLengthAt = 13;

function withWrongTextLength(frame: Buffer): Buffer {
  const wrong = Buffer.from(frame);
  const length = wrong[textLengthAt] ?? 0;
  if (length > 200) wrong[textLengthAt] = length - 7;
  return wrong;
}
