import type { DecodedFrame } from '../../protocol/amqp091/decode.js';
import { methodByName } from '../../protocol/amqp091/definitions.js';
import type {
  AmqpArguments,
  AmqpFrame,
  ContentBody,
  ContentHeader,
  MethodFrame,
} from '../../protocol/amqp091/frame.js';
import { Channel } from './channel.js';
import { openChannel } from './channels.js';
import type { Connection } from './connection.js';
import type { ContentStep } from './content.js';
import { handleConnectionMethod } from './handshake.js';
import { causeIn } from './octets.js';
import { refuses } from './refusal.js';

export const dispatching = {
  handleFrame,
  isForConnection,
  isOpen,
  handleOnChannel,
  whileConnectionCloses,
  refuseUnopened,
  interruptContent,
  argumentsOf,
  refuseUnexpected,
  whileChannelCloses,
  handleContent,
};

export const publishCause = methodByName('basic.publish');

export type ChannelFrame = MethodFrame | ContentHeader | ContentBody;

/** One frame of the client's, whatever is wrong with it. */
function handleFrame(connection: Connection, decoded: DecodedFrame, octets: Uint8Array): void {
  const { frame } = decoded;
  const { conduct } = connection.server;
  if (connection.state === 'closing') conduct.whileConnectionCloses(connection, frame);
  else if (conduct.refusesOctets(connection, decoded) || frame === undefined) return;
  else if (frame.type === 'heartbeat') conduct.receiveHeartbeat(connection);
  else if (frame.type === 'unknown' || frame.type === 'protocol-header') connection.drop();
  else if (frame.type === 'method' && conduct.isForConnection(frame)) handleConnectionMethod(connection, frame);
  else if (!conduct.isOpen(connection)) {
    connection.raise('command-invalid', 'the connection is not open', causeIn(frame));
  } else conduct.handleOnChannel(connection, frame, octets);
}

/** Channel 0 is the connection's own. */
function isForConnection({ classId, channel }: MethodFrame): boolean {
  return classId === connectionClass || channel === 0;
}

const connectionClass = 10;

/** The handshake is done. */
function isOpen({ state }: Connection): boolean {
  return state === 'running';
}

/** Our connection.close is out: only the answer to it counts, or a close that crossed it. */
function whileConnectionCloses(connection: Connection, frame: AmqpFrame | undefined): void {
  if (frame?.type !== 'method') return;
  if (frame.method === 'connection.close') connection.send(0, 'connection.close-ok');
  if (frame.method === 'connection.close' || frame.method === 'connection.close-ok') connection.end();
}

function handleOnChannel(connection: Connection, frame: ChannelFrame, octets: Uint8Array): void {
  const channel = connection.channels.get(frame.channel);
  if (channel instanceof Channel) handleChannelFrame(channel, frame, octets);
  else if (frame.type === 'method' && frame.method === 'channel.open') {
    openChannel(connection, frame.channel, frame);
  } else connection.server.conduct.refuseUnopened(connection, frame, octets);
}

function refuseUnopened(connection: Connection, frame: ChannelFrame, _octets: Uint8Array): void {
  connection.raise('channel-error', `channel ${frame.channel} is not open`, causeIn(frame));
}

export function handleChannelFrame(channel: Channel, frame: ChannelFrame, octets: Uint8Array): void {
  const { conduct } = channel.server;
  if (channel.state === 'closing') conduct.whileChannelCloses(channel, frame);
  else if (frame.type !== 'method') conduct.handleContent(channel, frame, octets);
  else if (channel.content.isOpen) conduct.interruptContent(channel, frame);
  else handleMethod(channel, frame);
}

/** A method where the header or a body of a content is due. */
function interruptContent({ connection }: Channel, _frame: MethodFrame): void {
  connection.raise('unexpected-frame', 'a method inside a content', publishCause);
}

export function handleMethod(channel: Channel, frame: MethodFrame): void {
  const { method } = frame;
  const { conduct } = channel.server;
  const values = conduct.argumentsOf(frame);
  const handler = conduct.methods[method];
  if (method === 'basic.publish') channel.content.begin(values);
  else if (refuses(channel, method, values)) return;
  else if (handler) handler(channel, values);
  else conduct.refuseUnexpected(channel, frame);
}

function argumentsOf(frame: MethodFrame): AmqpArguments {
  return frame.arguments;
}

/** An answer to what was not asked. */
function refuseUnexpected(channel: Channel, frame: MethodFrame): void {
  channel.raise('command-invalid', `${frame.method} was not expected`, frame);
}

/** Our channel.close is out: only the answer to it counts, or a close that crossed it. */
function whileChannelCloses(channel: Channel, frame: ChannelFrame): void {
  if (frame.type !== 'method') return;
  if (frame.method === 'channel.close') channel.send('channel.close-ok');
  if (frame.method === 'channel.close-ok') channel.connection.channels.delete(channel.number);
}

function handleContent(channel: Channel, frame: ContentHeader | ContentBody, octets: Uint8Array): void {
  const { content, connection } = channel;
  const { conduct } = connection.server;
  const cause = content.isOpen ? publishCause : undefined;
  const step: ContentStep =
    frame.type === 'content-header'
      ? conduct.addHeader(content, frame, propertyListIn(octets))
      : conduct.addBody(content, frame);
  if (step === 'unexpected') connection.raise('unexpected-frame', `a ${frame.type} was not expected`, cause);
  else takeStep(channel, step);
}

/** Behind type, channel, size, class, weight and body size, before the end octet. */
export function propertyListIn(header: Uint8Array): Uint8Array {
  return header.subarray(7 + 12, -1);
}

export function takeStep(channel: Channel, step: ContentStep): void {
  if (typeof step === 'string') return;
  // What speaks against a publish may stand in its properties too; no two of them share a name.
  const values = { ...step.header.properties, ...step.values };
  if (!refuses(channel, 'basic.publish', values)) channel.server.conduct.publish(channel, step);
}
