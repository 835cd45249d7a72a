/** The messages of MQTT-SN 1.2 as data (section 5.4): type, name, who sends it, fields in order. */

export interface SnMessageType {
  readonly code: number;
  readonly name: string;
  readonly from: 'client' | 'gateway' | 'both';
  readonly fields: readonly SnField[];
  readonly spec: string;
}

export interface SnField {
  readonly name: string;
  readonly kind: SnFieldKind;
  /** Key in the decoded message. */
  readonly key: string;
  readonly optional: boolean;
}

/** `topic`: a topic id, a short name or a whole name, as the flags say. `text`, `data`: all that remains. */
export type SnFieldKind = 'u8' | 'u16' | 'flags' | 'protocol' | 'code' | 'topic' | 'topicOrName' | 'text' | 'data';

const message = (
  code: number,
  name: string,
  from: SnMessageType['from'],
  spec: string,
  fields = '',
): SnMessageType => ({
  code,
  name,
  from,
  spec: `5.4.${spec}`,
  fields: fields
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [key = '', kind = 'u8', ...words] = part.split(' ');
      return { key, kind: kind.replace('?', '') as SnFieldKind, optional: kind.endsWith('?'), name: words.join(' ') };
    }),
});

const FLAGS = 'flags flags Flags';
const MSG_ID = 'packetId u16 MsgId';
const TOPIC_ID = 'topicId u16 TopicId';
const CODE = 'returnCode code ReturnCode';

export const SN_MESSAGES: readonly SnMessageType[] = [
  message(0x00, 'ADVERTISE', 'gateway', '2', 'gatewayId u8 GwId, duration u16 Duration'),
  message(0x01, 'SEARCHGW', 'both', '3', 'radius u8 Radius'),
  message(0x02, 'GWINFO', 'both', '4', 'gatewayId u8 GwId, gatewayAddress data GwAdd'),
  message(
    0x04,
    'CONNECT',
    'client',
    '5',
    `${FLAGS}, protocolId protocol ProtocolId, duration u16 Duration, clientId text ClientId`,
  ),
  message(0x05, 'CONNACK', 'gateway', '6', CODE),
  message(0x06, 'WILLTOPICREQ', 'gateway', '7'),
  message(0x07, 'WILLTOPIC', 'client', '8', 'flags flags? Flags, topic text WillTopic'),
  message(0x08, 'WILLMSGREQ', 'gateway', '9'),
  message(0x09, 'WILLMSG', 'client', '10', 'payload data WillMsg'),
  message(0x0a, 'REGISTER', 'both', '11', `${TOPIC_ID}, ${MSG_ID}, topic text TopicName`),
  message(0x0b, 'REGACK', 'both', '12', `${TOPIC_ID}, ${MSG_ID}, ${CODE}`),
  message(0x0c, 'PUBLISH', 'both', '13', `${FLAGS}, topicId topic TopicId, ${MSG_ID}, payload data Data`),
  message(0x0d, 'PUBACK', 'both', '14', `${TOPIC_ID}, ${MSG_ID}, ${CODE}`),
  message(0x0e, 'PUBCOMP', 'both', '15', MSG_ID),
  message(0x0f, 'PUBREC', 'both', '15', MSG_ID),
  message(0x10, 'PUBREL', 'both', '15', MSG_ID),
  message(0x12, 'SUBSCRIBE', 'client', '16', `${FLAGS}, ${MSG_ID}, topic topicOrName TopicName or TopicId`),
  message(0x13, 'SUBACK', 'gateway', '17', `${FLAGS}, ${TOPIC_ID}, ${MSG_ID}, ${CODE}`),
  message(0x14, 'UNSUBSCRIBE', 'client', '18', `${FLAGS}, ${MSG_ID}, topic topicOrName TopicName or TopicId`),
  message(0x15, 'UNSUBACK', 'gateway', '19', MSG_ID),
  message(0x16, 'PINGREQ', 'both', '20', 'clientId text ClientId'),
  message(0x17, 'PINGRESP', 'both', '21'),
  message(0x18, 'DISCONNECT', 'both', '22', 'duration u16? Duration'),
  message(0x1a, 'WILLTOPICUPD', 'client', '23', 'flags flags? Flags, topic text WillTopic'),
  message(0x1b, 'WILLTOPICRESP', 'gateway', '25', CODE),
  message(0x1c, 'WILLMSGUPD', 'client', '24', 'payload data WillMsg'),
  message(0x1d, 'WILLMSGRESP', 'gateway', '26', CODE),
];

const BY_CODE = new Map(SN_MESSAGES.map((row) => [row.code, row]));

export const snMessageByCode = (code: number): SnMessageType | undefined => BY_CODE.get(code);

/** A message that a forwarder has wrapped (5.5). */
export const ENCAPSULATED = 0xfe;

export const RETURN_CODES: readonly string[] = [
  'Accepted',
  'Rejected: congestion',
  'Rejected: invalid topic ID',
  'Rejected: not supported',
];

/** By the two lowest bits of the flags. */
export const TOPIC_ID_TYPES: readonly string[] = ['normal', 'predefined', 'short name', 'reserved'];
