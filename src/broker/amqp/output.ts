import { Writer } from '../../bytes/writer.js';
import { encodeBody, encodeFrame, encodeMethod, type GivenArguments } from '../../codec/amqp/encode.js';
import type { Message } from './message.js';
import type { AmqpServer } from './server.js';

/** The octets of an outgoing method. */
export function outgoing(_server: AmqpServer, channel: number, method: string, values: GivenArguments): Uint8Array[] {
  return [encodeMethod(channel, method, values)];
}

const basicClass = 60;

/** The header and bodies of a message, the properties as they came. */
export function outgoingContent(
  _server: AmqpServer,
  channel: number,
  message: Message,
  frameMax: number,
): readonly Uint8Array[] {
  const header = new Writer(message.propertyList.length + 12);
  header.u16(basicClass).u16(0).u64(message.body.length).raw(message.propertyList);
  return [
    encodeFrame({ type: 'unknown', frameType: 2, channel, payload: header.bytes() }),
    ...encodeBody(channel, message.body, frameMax),
  ];
}
