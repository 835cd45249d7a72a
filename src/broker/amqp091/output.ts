import { Writer } from '../../bytes/writer.js';
import { encodeBody, encodeFrame, encodeMethod, type GivenArguments } from '../../protocol/amqp091/encode.js';
import type { Faults } from './defects.js';
import { distortions } from './distortions.js';
import type { Message } from './message.js';
import { propertyListOut } from './property-distortions.js';

/** The octets of an outgoing method. Whatever goes out wrong on purpose goes wrong here. */
export function outgoing(faults: Faults, channel: number, method: string, values: GivenArguments): Buffer {
  const wrongs = distortions.filter(({ defect, methods }) => (methods?.includes(method) ?? true) && faults.has(defect));
  const givenValues = wrongs.reduce((given, wrong) => wrong.values?.(given) ?? given, values);
  const givenChannel = wrongs.reduce((given, wrong) => wrong.channel?.(given) ?? given, channel);
  const frame = encodeMethod(givenChannel, method, givenValues);
  return wrongs.reduce((given, wrong) => wrong.octets?.(given) ?? given, frame);
}

const basicClass = 60;

/** The header and bodies of a message, the properties as they came. */
export function outgoingContent(
  faults: Faults,
  channel: number,
  message: Message,
  frameMax: number,
): readonly Uint8Array[] {
  const propertyList = propertyListOut(message.propertyList, faults);
  const header = new Writer(propertyList.length + 12);
  header.u16(basicClass).u16(0).u64(message.body.length).raw(propertyList);
  const bodies = encodeBody(channel, message.body, faults.has('delivers-body-in-one-frame') ? 0 : frameMax);
  const empty = encodeFrame({ type: 'content-body', channel, payload: new Uint8Array(0) });
  return [
    encodeFrame({ type: 'unknown', frameType: 2, channel, payload: header.bytes() }),
    ...(message.body.length === 0 && faults.has('sends-empty-body-frame') ? [empty] : bodies),
  ];
}
