import type { DecodedFrame } from '../../codec/amqp/decode.js';
import { methodByName } from '../../codec/amqp/definitions.js';
import type { AmqpFrame, ContentBody, ContentHeader, MethodFrame } from '../../codec/amqp/frame.js';
import { acknowledgementMethods } from './acknowledgements.js';
import { basicRefusals } from './basic-refusals.js';
import { Channel } from './channel.js';
import { channelMethods } from './channels.js';
import type { Connection } from './connection.js';
import { consumerMethods } from './consumers.js';
import type { Content } from './content.js';
import { exchangeRefusals } from './exchange-refusals.js';
import { exchangeMethods } from './exchanges.js';
import { frameRefusals } from './frame-refusals.js';
import type { MethodHandlers } from './handler.js';
import { handleConnectionMethod, sendStart } from './handshake.js';
import { publish } from './publishing.js';
import { queueRefusals } from './queue-refusals.js';
import { queueMethods } from './queues.js';
import { type Refusals, refuses } from './refusal.js';
import { transactionMethods } from './transactions.js';

const handlers: MethodHandlers = {
  ...channelMethods,
  ...exchangeMethods,
  ...queueMethods,
  ...consumerMethods,
  ...acknowledgementMethods,
  ...transactionMethods,
};

const refusals: Refusals = { ...exchangeRefusals, ...queueRefusals, ...basicRefusals };

/** One frame of the client's, whatever is wrong with it. */
export function handleFrame(connection: Connection, decoded: DecodedFrame, octets: Uint8Array) {
  const { frame } = decoded;
  if (frame?.type === 'protocol-header' && connection.state === 'header') return sendStart(connection);
  if (connection.state === 'closing') return closing(connection, frame);
  if (refusesOctets(connection, decoded) || frame === undefined || frame.type === 'heartbeat') return;
  if (frame.type === 'unknown' || frame.type === 'protocol-header') return connection.drop();
  if (frame.type === 'method' && frame.channel === 0) return handleConnectionMethod(connection, frame);
  if (connection.state !== 'running')
    return connection.raise('command-invalid', 'the connection is not open', causeIn(frame));
  const channel = connection.channels.get(frame.channel);
  if (channel instanceof Channel) handleChannelFrame(channel, frame, octets);
  else openChannel(connection, frame);
}

/** Our connection.close is out: only the answer to it counts, or a close that crossed it. */
function closing(connection: Connection, frame: AmqpFrame | undefined) {
  if (frame?.type !== 'method') return;
  if (frame.method === 'connection.close') connection.send(0, 'connection.close-ok');
  if (frame.method === 'connection.close' || frame.method === 'connection.close-ok') connection.end();
}

function refusesOctets(connection: Connection, { frame, problems }: DecodedFrame): boolean {
  for (const row of frameRefusals) {
    const problem = problems.find(({ code }) => code === row.code);
    if (problem === undefined || (row.defect !== undefined && connection.server.has(row.defect))) continue;
    if (row.reaction === 'drop') connection.drop();
    else connection.raise(row.reaction, problem.message, causeIn(frame));
    return true;
  }
  return false;
}

function openChannel(connection: Connection, frame: MethodFrame | ContentHeader | ContentBody) {
  const { virtualHost } = connection;
  if (frame.type !== 'method' || frame.method !== 'channel.open' || virtualHost === undefined) {
    return connection.raise('channel-error', `channel ${frame.channel} is not open`, causeIn(frame));
  }
  if (frame.channel > connection.channelMax) {
    return connection.raise('channel-error', `channel-max is ${connection.channelMax}`, frame);
  }
  connection.channels.set(frame.channel, new Channel(connection, frame.channel, virtualHost));
  connection.send(frame.channel, 'channel.open-ok');
}

function handleChannelFrame(channel: Channel, frame: MethodFrame | ContentHeader | ContentBody, octets: Uint8Array) {
  if (channel.state === 'closing') return closingChannel(channel, frame);
  if (frame.type !== 'method') return handleContent(channel, frame, octets);
  if (channel.content.isOpen) {
    return channel.connection.raise('unexpected-frame', 'a method inside a content', publishCause);
  }
  handleMethod(channel, frame);
}

function handleMethod(channel: Channel, frame: MethodFrame) {
  const { method, arguments: values } = frame;
  if (method === 'basic.publish') return channel.content.begin(values);
  if (refuses(channel, method, values, refusals[method] ?? [])) return;
  const handler = handlers[method];
  if (handler === undefined) return channel.raise('command-invalid', `${method} was not expected`, frame);
  handler(channel, values);
}

/** Our channel.close is out. */
function closingChannel(channel: Channel, frame: MethodFrame | ContentHeader | ContentBody): void {
  if (frame.type !== 'method') return;
  if (frame.method === 'channel.close') channel.send('channel.close-ok');
  if (frame.method === 'channel.close-ok') channel.connection.channels.delete(channel.number);
}

function handleContent(channel: Channel, frame: ContentHeader | ContentBody, octets: Uint8Array) {
  const { content } = channel;
  const cause = content.isOpen ? publishCause : undefined;
  const result: Content | 'unexpected' | undefined =
    frame.type === 'content-header'
      ? content.addHeader(frame, octets.subarray(19, -1))
      : content.addBody(frame.payload);
  if (result === 'unexpected')
    return channel.connection.raise('unexpected-frame', `a ${frame.type} was not expected`, cause);
  if (result === undefined || refuses(channel, 'basic.publish', result.values, refusals['basic.publish'] ?? [])) return;
  publish(channel, result);
}

const publishCause = methodByName('basic.publish');

function causeIn(frame: AmqpFrame | undefined) {
  return frame?.type === 'method' ? frame : undefined;
}
