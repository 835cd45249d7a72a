import { COMPOSITES } from '../../protocol/amqp10/definitions.js';
import { NUMBER_FIELDS, STRING_FIELDS } from '../../protocol/amqp091/scan.js';

/** Every name that a filter may use: the fields of `--ndjson`, and three of its own. */
export const FILTER_FIELDS: ReadonlySet<string> = new Set([
  // in every line
  ...words('n frame time stream from src dst protocol version packet length lost transport'),
  // of a filter alone: anything wrong, or its code or statement; the payload as text
  ...words('problem payload'),
  // MQTT
  ...words(
    'packetId qos dup retain topic topicAlias payloadLength reasonCode reasonCodes clientId cleanStart keepAlive',
  ),
  ...words('userName willTopic willQos willRetain sessionPresent topicFilters requestedQos'),
  // AMQP 0-9-1
  'channel',
  'bodySize',
  ...STRING_FIELDS.map(({ key }) => key),
  ...NUMBER_FIELDS.map(({ key }) => key),
  // AMQP 1.0
  ...words('protocolId messageLength sections'),
  ...COMPOSITES.filter(({ kind }) => kind === 'performative' || kind === 'sasl').flatMap(({ fields }) =>
    fields.map(({ name }) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())),
  ),
  // MQTT-SN
  ...words('udpStream topicId returnCode duration gatewayId radius'),
  // gaps and what is no packet
  ...words('bytes reason type'),
]);

function words(text: string): string[] {
  return text.split(' ');
}
