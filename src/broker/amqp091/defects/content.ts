import { encodeFrame } from '../../../protocol/amqp091/encode.js';
import type { MethodFrame } from '../../../protocol/amqp091/frame.js';
import { type Channel, channelsOf } from '../channel.js';
import type { AmqpConduct } from '../conduct.js';
import type { Content, ContentAssembly } from '../content.js';
import { handleMethod, propertyListIn, publishCause, takeStep } from '../dispatch.js';
import type { Exchange } from '../exchange.js';
import type { Queue } from '../queue.js';
import type { Route } from '../routing.js';
import { textOf } from '../values.js';
import { distortedProperties } from './distorting.js';
import { dying } from './dying.js';
import { executing, ignoring, reacting } from './frame-refusing.js';
import { onceMore } from './last-delivery.js';
import { type AmqpRows, row } from './row.js';

/** Content framing: header, body, their order. */
export const CONTENT_DEFECTS: AmqpRows = [
  row(
    'drops-publish-for-a-method',
    'amqp091/AMQP-content.incomplete',
    'forgets a basic.publish when a method follows in place of the header',
    {
      interruptContent: (strict) => (channel, frame) => {
        if (channel.content.header) strict(channel, frame);
        else abort(channel, frame);
      },
    },
  ),
  row('takes-body-without-header', 'amqp091/AMQP-content.incomplete', 'accepts a content without a header', {
    addBody: (strict) => (content, frame) => {
      if (content.isOpen && content.header === undefined) {
        const bodySize = BigInt(frame.payload.length);
        content.header = { type: 'content-header', channel: frame.channel, classId: 60, bodySize, properties: {} };
        content.propertyList = Uint8Array.of(0, 0);
      }
      return strict(content, frame);
    },
  }),
  row(
    'ignores-unexpected-header',
    'amqp091/AMQP-content.incomplete',
    'ignores a content header that no method announced',
    {
      addHeader: (strict) => (content, header, propertyList) =>
        content.isOpen ? strict(content, header, propertyList) : 'ignored',
    },
  ),
  row('ignores-unexpected-body', 'amqp091/AMQP-content.incomplete', 'ignores a content body that no header announced', {
    addBody: (strict) => (content, frame) => (content.isOpen ? strict(content, frame) : 'ignored'),
  }),
  row(
    'stores-truncated-content',
    'amqp091/AMQP-content.incomplete',
    'stores what has come of a body when a method interrupts it',
    {
      interruptContent: (strict) => (channel, frame) => {
        const { content } = channel;
        if (content.header === undefined) strict(channel, frame);
        else {
          takeStep(channel, content.finish());
          abort(channel, frame);
        }
      },
    },
  ),
  row(
    'restarts-content-at-second-header',
    'amqp091/AMQP-content.incomplete',
    'begins the content anew at a second header',
    {
      addHeader: (strict) => (content, header, propertyList) => {
        if (content.values && content.header) content.begin(content.values);
        return strict(content, header, propertyList);
      },
    },
  ),
  row(
    'truncates-long-bodies',
    'amqp091/AMQP-content.body-size',
    'stores a body that is longer than announced, cut to the announced size',
    {
      addBody: (strict) => (content, frame) => {
        const room = content.header && Number(content.header.bodySize - content.received);
        return strict(content, { ...frame, payload: frame.payload.subarray(0, room) });
      },
    },
  ),
  row('sends-empty-body-frame', 'amqp091/AMQP-content.body-size', 'delivers an empty body as an empty frame', {
    bodyFrames: (strict) => (channel, body, frameMax) =>
      body.length === 0
        ? [encodeFrame({ type: 'content-body', channel, payload: body })]
        : strict(channel, body, frameMax),
  }),
  row(
    'counts-empty-body-as-message',
    'amqp091/AMQP-content.body-size',
    'takes an empty body frame behind an empty content for another message',
    () => {
      const empty = new WeakMap<ContentAssembly, Content>();
      return {
        addHeader: (strict) => (content, header, propertyList) => {
          const step = strict(content, header, propertyList);
          if (typeof step === 'object') empty.set(content, step);
          return step;
        },
        addBody: (strict) => (content, frame) => {
          const last = content.isOpen || frame.payload.length > 0 ? undefined : empty.get(content);
          const step = last ?? strict(content, frame);
          if (step !== last) empty.delete(content);
          return step;
        },
      };
    },
  ),
  row(
    'ends-content-at-empty-frame',
    'amqp091/AMQP-content.body-split',
    'takes an empty body frame for the end of the content',
    {
      addBody: (strict) => (content, frame) =>
        content.header && frame.payload.length === 0 ? content.finish() : strict(content, frame),
    },
  ),
  row('keeps-first-body-frame-only', 'amqp091/AMQP-content.body-split', 'keeps the first of several body frames', {
    bodyOf: (strict) => (parts) => strict(parts.slice(0, 1)),
  }),
  row(
    'cuts-body-at-frame-end-octet',
    ['amqp091/AMQP-content.body-split', 'amqp091/AMQP-content.unmodified'],
    'cuts a body at an octet 0xCE',
    {
      bodyOf: (strict) => (parts) => {
        const body = strict(parts);
        const end = body.indexOf(0xce);
        return end < 0 ? body : body.subarray(0, end);
      },
    },
  ),
  row(
    'dies-of-huge-body-size',
    'amqp091/AMQP-content.body-size',
    'dies of a huge announced body size',
    dying(({ frame }) => frame?.type === 'content-header' && frame.bodySize > 0xffffffffffn),
  ),
  row(
    'ignores-content-class',
    'amqp091/AMQP-content.class-id',
    'does not look at the class of a content header',
    executing('AMQP_CONTENT_CLASS'),
  ),
  row(
    'reads-property-flags-early',
    'amqp091/AMQP-content.weight',
    'takes a weight that is not zero for the property flags and fails',
    reacting('AMQP_CONTENT_WEIGHT', 'internal-error'),
  ),
  row(
    'ignores-content-on-channel-zero',
    'amqp091/AMQP-content.channel-zero',
    'ignores content frames on channel 0',
    ignoring('AMQP_CONTENT_CHANNEL_ZERO'),
  ),
  row(
    'ignores-content-on-unopened-channels',
    'amqp091/AMQP-channel.not-open',
    'ignores content frames on a channel that is not open',
    {
      refuseUnopened: (strict) => (connection, frame, octets) => {
        if (frame.type === 'method') strict(connection, frame, octets);
      },
    },
  ),
  row(
    'reads-second-flags-as-property',
    'amqp091/AMQP-content.property-flags',
    'takes the second word of property flags for a property',
    misreadingFlags(0b01),
  ),
  row(
    'reads-property-of-undefined-flag',
    'amqp091/AMQP-content.property-flags',
    'looks for the property of an undefined flag and fails',
    misreadingFlags(0b10),
  ),
  row(
    'reads-property-beyond-frame',
    'amqp091/AMQP-content.property-flags',
    'accepts a property that is announced and not there',
    executing('AMQP_CONTENT_INCOMPLETE'),
  ),
  row(
    'forwards-junk-behind-properties',
    'amqp091/AMQP-content.property-flags',
    'delivers what stands behind the last property',
    executing('AMQP_CONTENT_TRAILING'),
  ),
  row('delivers-out-of-order', 'amqp091/AMQP-content.ordering', 'lets every second message wait for a moment', {
    enqueue: (strict) => {
      let arrivals = 0;
      return (channel, queue, message) => {
        if (arrivals++ % 2 === 1) return strict(channel, queue, message);
        setTimeout(() => strict(channel, queue, message), 10).unref();
        return true;
      };
    },
  }),
  row('converts-body-charset', 'amqp091/AMQP-content.unmodified', 'delivers bodies as UTF-8, whatever they were', {
    bodyOf: (strict) => (parts) => {
      const body = strict(parts);
      return Buffer.from(body.toString('utf8')).subarray(0, body.length);
    },
  }),
  distortedProperties(
    'resets-timestamp',
    'amqp091/AMQP-content.unmodified',
    'replaces the timestamp of a message with its own',
  ),
  row(
    'shows-queues-late-to-others',
    'amqp091/AMQP-channel.visibility',
    'shows a new queue to other connections after a moment only',
    () => {
      const declaredAt = new WeakMap<Queue, number>();
      return {
        declareQueue: (strict) => (virtualHost, properties) => {
          const queue = strict(virtualHost, properties);
          declaredAt.set(queue, Date.now());
          return queue;
        },
        findQueue: (strict) => (channel, name) => {
          const queue = strict(channel, name);
          const isOwn = channelsOf(channel.connection).some((one) => one === queue?.properties.creator);
          const age = Date.now() - ((queue && declaredAt.get(queue)) ?? 0);
          return isOwn || age >= hiddenFor ? queue : undefined;
        },
      };
    },
  ),
  row(
    'delivers-before-consume-ok',
    'amqp091/AMQP-channel.content-sync',
    'begins to deliver before it says consume-ok',
    {
      startConsumer: (strict) => (consumer, answer) => {
        strict(consumer, () => {});
        answer();
      },
    },
  ),
  row(
    'delivers-after-cancel-ok',
    'amqp091/AMQP-channel.content-sync',
    'sends one delivery more after cancel-ok',
    onceMore('basic.cancel', ({ consumers }, values) => {
      const consumer = consumers.get(textOf(values, 'consumer-tag'));
      return consumer ? [consumer] : [];
    }),
  ),
  row(
    'routes-by-cached-bindings',
    'amqp091/AMQP-channel.content-sync',
    'routes a key as it did the first time, whatever was unbound since',
    {
      route: (strict) => {
        const caches = new WeakMap<Exchange, Map<string, Route>>();
        return (virtualHost, from, message) => {
          const cache = caches.get(from) ?? new Map<string, Route>();
          caches.set(from, cache);
          const route = cache.get(message.routingKey) ?? strict(virtualHost, from, message);
          if (route.queues.length > 0) cache.set(message.routingKey, route);
          return route;
        };
      },
    },
  ),
  row(
    'purges-late',
    'amqp091/AMQP-channel.content-sync',
    'says purge-ok at once and purges when the next message comes',
    () => {
      const late = new WeakSet<Queue>();
      return {
        emptyQueue: (strict) => (queue, why) => {
          if (why === 'deleted') return strict(queue, why);
          late.add(queue);
          return queue.ready.length;
        },
        enqueue: (strict) => (channel, queue, message) => {
          if (!late.delete(queue)) return strict(channel, queue, message);
          queue.ready.splice(0);
          return true;
        },
      };
    },
  ),
  row(
    'dies-of-given-up-contents',
    ['amqp091/AMQP-content.abort', 'amqp091/AMQP-content.incomplete'],
    'dies of a method where a body is due',
    {
      interruptContent:
        () =>
        ({ server }) =>
          server.die(),
    },
  ),
];

/** Milliseconds. */
const hiddenFor = 300;

/** Gives the content up for the method. */
function abort(channel: Channel, frame: MethodFrame): void {
  channel.content.reset();
  handleMethod(channel, frame);
}

/** Errs at these flags of the first word: the announcement of a second, or the one without a meaning. */
function misreadingFlags(flags: number) {
  return {
    handleContent:
      (strict: AmqpConduct['handleContent']): AmqpConduct['handleContent'] =>
      (channel, frame, octets) => {
        const { content, connection } = channel;
        const isExpected = frame.type === 'content-header' && content.isOpen && content.header === undefined;
        if (isExpected && ((propertyListIn(octets)[1] ?? 0) & flags) !== 0) {
          connection.raise('internal-error', 'bad property flags', publishCause);
        } else strict(channel, frame, octets);
      },
  };
}
