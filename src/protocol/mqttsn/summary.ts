import { formatHex } from '../../bytes/hex.js';
import { quoted } from '../../bytes/text.js';
import { type SnMessage, shortName } from './decode.js';
import { RETURN_CODES, TOPIC_ID_TYPES } from './definitions.js';

/** One line on what the message says, without its name. Safe for a terminal. */
export function summariseSn(message: SnMessage): string {
  const { values, flags } = message;
  const parts: string[] = [];
  const number = (key: string, label: string) => {
    if (values[key] !== undefined) parts.push(`${label} ${values[key]}`);
  };
  if (typeof values.clientId === 'string' && values.clientId !== '') parts.push(`client ${quoted(values.clientId)}`);
  if (values.packetId !== 0) number('packetId', 'packet');
  if (flags !== undefined && message.name !== 'CONNECT') parts.push(`QoS ${flags.qos}`);
  if (flags?.dup) parts.push('DUP');
  if (flags?.retain) parts.push('RETAIN');
  if (flags?.will) parts.push('Will');
  if (flags?.cleanSession) parts.push('Clean Session');
  if (values.topicId !== undefined) parts.push(topicId(values.topicId as number, flags?.topicIdType ?? 0));
  if (typeof values.topic === 'string') parts.push(quoted(values.topic));
  else if (values.topic !== undefined) parts.push(topicId(values.topic as number, flags?.topicIdType ?? 0));
  if (values.duration !== undefined)
    parts.push(`${message.name === 'CONNECT' ? 'keep alive' : 'duration'} ${values.duration} s`);
  number('gatewayId', 'gateway');
  number('radius', 'radius');
  if (values.gatewayAddress instanceof Uint8Array) parts.push(formatHex(values.gatewayAddress));
  if (values.payload instanceof Uint8Array) parts.push(`${values.payload.length} bytes`);
  const code = values.returnCode;
  if (typeof code === 'number') parts.push(`${RETURN_CODES[code] ?? `return code ${code}`}`);
  return parts.join(', ');
}

function topicId(id: number, type: number): string {
  if (type === 2) return `short topic ${quoted(shortName(id))}`;
  return type === 1 ? `${TOPIC_ID_TYPES[1]} topic ${id}` : `topic ${id}`;
}
