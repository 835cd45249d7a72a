import { Writer } from '../../bytes/writer.js';
import { encodeBody, encodeFrame, encodeMethod, type GivenArguments } from '../../protocol/amqp091/encode.js';
import type { AmqpConduct } from './conduct.js';
import type { Message } from './message.js';

export const sending = { methodOctets, propertyListOf, bodyFrames };

/** The frame of an outgoing method. */
function methodOctets(channel: number, method: string, values: GivenArguments): Buffer {
  return encodeMethod(channel, method, values);
}

/** The properties as they came. */
function propertyListOf(message: Message): Uint8Array {
  return message.propertyList;
}

/** A frame-max of 0 sets no limit. */
function bodyFrames(channel: number, body: Uint8Array, frameMax: number): readonly Uint8Array[] {
  return encodeBody(channel, body, frameMax);
}

const basicClass = 60;

/** The header and bodies of a message. */
export function outgoingContent(
  conduct: AmqpConduct,
  channel: number,
  message: Message,
  frameMax: number,
): readonly Uint8Array[] {
  const propertyList = conduct.propertyListOf(message);
  const header = new Writer(propertyList.length + 12);
  header.u16(basicClass).u16(0).u64(message.body.length).raw(propertyList);
  return [
    encodeFrame({ type: 'unknown', frameType: 2, channel, payload: header.bytes() }),
    ...conduct.bodyFrames(channel, message.body, frameMax),
  ];
}
