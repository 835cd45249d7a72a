import type { DecodedFrame } from '../../protocol/amqp091/decode.js';
import { methodByName } from '../../protocol/amqp091/definitions.js';
import type { AmqpFrame, ContentBody, ContentHeader, MethodFrame } from '../../protocol/amqp091/frame.js';
import { Channel } from './channel.js';
import { addChannel, openChannel } from './channels.js';
import type { Connection } from './connection.js';
import type { ContentStep } from './content.js';
import { handleConnectionMethod, skipHandshake } from './handshake.js';
import { causeIn } from './octets.js';
import { publish } from './publishing.js';
import { refuses } from './refusal.js';
import { starves } from './starvation.js';
import { bitsReversed } from './values.js';

export const dispatching = { handleFrame };

const publishCause = methodByName('basic.publish');

type ChannelFrame = MethodFrame | ContentHeader | ContentBody;

/** One frame of the client's, whatever is wrong with it. */
function handleFrame(connection: Connection, decoded: DecodedFrame, octets: Uint8Array): void {
  const { frame } = decoded;
  if (connection.state === 'closing') closing(connection, frame);
  else if (connection.server.conduct.refusesOctets(connection, decoded) || frame === undefined) return;
  else if (frame.type === 'heartbeat') heartbeat(connection);
  else if (frame.type === 'unknown' || frame.type === 'protocol-header') connection.drop();
  else if (isForConnection(connection, frame)) handleConnectionMethod(connection, frame);
  else if (connection.state !== 'running' && !skipHandshake(connection)) {
    connection.raise('command-invalid', 'the connection is not open', causeIn(frame));
  } else if (!starves(connection, frame, () => handleOnChannel(connection, frame, octets))) {
    handleOnChannel(connection, frame, octets);
  }
}

function isForConnection(connection: Connection, frame: ChannelFrame): frame is MethodFrame {
  if (frame.type !== 'method') return false;
  return frame.classId === 10 || (frame.channel === 0 && !connection.server.has('treats-channel-zero-as-ordinary'));
}

/** Our connection.close is out: only the answer to it counts, or a close that crossed it. */
function closing(connection: Connection, frame: AmqpFrame | undefined): void {
  if (frame?.type !== 'method') return;
  const { server, virtualHost } = connection;
  if (frame.method === 'connection.close-ok') connection.end();
  else if (frame.method === 'connection.close' && !server.has('ignores-crossing-connection-close')) {
    connection.send(0, 'connection.close-ok');
    connection.end();
  } else if (virtualHost && frame.channel > 0 && server.has('executes-methods-after-own-close')) {
    handleMethod(new Channel(connection, frame.channel, virtualHost), frame);
  }
}

function heartbeat(connection: Connection): void {
  const { server, heartbeats, channels } = connection;
  heartbeats.heard(true);
  if (server.has('refuses-heartbeats-when-disabled') && !heartbeats.areOn) {
    connection.raise('frame-error', 'no heartbeats were agreed');
  }
  if (server.has('breaks-content-at-heartbeat') && [...channels.values()].some(({ content }) => content.isOpen)) {
    connection.raise('unexpected-frame', 'a heartbeat inside a content');
  }
}

function handleOnChannel(connection: Connection, frame: ChannelFrame, octets: Uint8Array) {
  const { server } = connection;
  const known = connection.channels.get(frame.channel);
  if (known instanceof Channel) return handleChannelFrame(known, frame, octets);
  const implicit =
    server.has('opens-channels-implicitly') || (frame.channel === 0 && server.has('treats-channel-zero-as-ordinary'));
  if (frame.type === 'method' && frame.method === 'channel.open') openChannel(connection, frame.channel, frame);
  else if (implicit) {
    const channel = addChannel(connection, frame.channel);
    if (channel) handleChannelFrame(channel, frame, octets);
  } else if (frame.type === 'method' || !server.has('ignores-content-on-unopened-channels')) {
    connection.raise('channel-error', `channel ${frame.channel} is not open`, causeIn(frame));
  }
}

function handleChannelFrame(channel: Channel, frame: ChannelFrame, octets: Uint8Array) {
  if (channel.state === 'closing') closingChannel(channel, frame);
  else if (frame.type !== 'method') handleContent(channel, frame, octets);
  else if (!channel.content.isOpen || isAborted(channel)) handleMethod(channel, frame);
  else if (channel.server.has('dies-of-given-up-contents')) channel.server.die();
  else channel.connection.raise('unexpected-frame', 'a method inside a content', publishCause);
}

/** A method interrupts a content: a broken broker makes do with what has come. */
function isAborted(channel: Channel): boolean {
  const { content, server } = channel;
  if (content.hasHeader && server.has('stores-truncated-content')) takeStep(channel, content.cutShort());
  else if (content.hasHeader || !server.has('drops-publish-for-a-method')) return false;
  content.reset();
  return true;
}

function handleMethod(channel: Channel, frame: MethodFrame) {
  const { method } = frame;
  const { server } = channel;
  const isReversed = method === 'queue.declare' && server.has('reads-bits-high-first');
  const values = isReversed ? bitsReversed(frame) : frame.arguments;
  if (method === 'basic.publish') return channel.content.begin(values);
  if (refuses(channel, method, values, server.conduct.refusals[method] ?? [])) return;
  const handler = server.conduct.methods[method];
  if (handler) handler(channel, values);
  else if (method === 'channel.close-ok' && server.has('takes-stray-close-ok')) {
    channel.state = 'closing';
  } else if (!server.has('accepts-replies-from-clients')) {
    channel.raise('command-invalid', `${method} was not expected`, frame);
  }
}

/** Our channel.close is out. */
function closingChannel(channel: Channel, frame: ChannelFrame): void {
  if (frame.type !== 'method') return;
  const { connection, number, server } = channel;
  if (frame.method === 'channel.close-ok') connection.channels.delete(number);
  else if (frame.method === 'channel.close') {
    if (!server.has('ignores-crossing-channel-close')) channel.send('channel.close-ok');
  } else if (server.has('executes-methods-on-closing-channel')) handleMethod(channel, frame);
}

function handleContent(channel: Channel, frame: ContentHeader | ContentBody, octets: Uint8Array): void {
  const { content, connection } = channel;
  const cause = content.isOpen ? publishCause : undefined;
  const propertyList = octets.subarray(7 + 12, -1);
  const step: ContentStep =
    frame.type === 'content-header'
      ? content.addHeader(frame, propertyList)
      : content.addBody(frame.payload, channel.number);
  if (step === 'unexpected') connection.raise('unexpected-frame', `a ${frame.type} was not expected`, cause);
  else if (frame.type === 'content-header' && isMisread(channel, propertyList)) {
    connection.raise('internal-error', 'bad property flags', cause);
  } else takeStep(channel, step);
}

/** Flags that a broken broker takes for something else: a second word, and the undefined one. */
function isMisread({ server }: Channel, propertyList: Uint8Array): boolean {
  const low = propertyList[1] ?? 0;
  return (
    ((low & 1) !== 0 && server.has('reads-second-flags-as-property')) ||
    ((low & 2) !== 0 && server.has('reads-property-of-undefined-flag'))
  );
}

function takeStep(channel: Channel, step: ContentStep): void {
  if (typeof step === 'string') return;
  // What speaks against a publish may stand in its properties too; no two of them share a name.
  const values = { ...step.header.properties, ...step.values };
  if (!refuses(channel, 'basic.publish', values, channel.server.conduct.refusals['basic.publish'] ?? []))
    publish(channel, step);
}
