import { isUtf8 } from 'node:buffer';
import { formatHexStart } from '../../bytes/hex.js';
import { byteCount, quoted, visible } from '../../bytes/text.js';
import { decodeUtf8 } from '../../bytes/utf8.js';
import { classById, methodById, methodName, replyCodeByValue } from './definitions.js';
import { isTable, tableText } from './field-table.js';
import type { AmqpArgument, AmqpArguments, AmqpFrame, ContentHeader, MethodFrame } from './frame.js';

/** One line on what the frame says, without its name and channel: `"orders", fanout, durable`. Safe for a terminal. */
export function summarise(frame: AmqpFrame): string {
  switch (frame.type) {
    case 'protocol-header':
      return `AMQP ${Array.from(frame.bytes.subarray(4, 8)).join(' ')}`;
    case 'heartbeat':
      return '';
    case 'method':
      return methodLine(frame);
    case 'content-header':
      return contentLine(frame);
    case 'content-body':
      return `${byteCount(frame.payload.length)}${preview(frame.payload)}`;
    case 'unknown':
      return `frame type ${frame.frameType}, ${byteCount(frame.payload.length)}`;
  }
}

/** `404 NOT_FOUND - no queue 'q'`: the reply code with its name, which RabbitMQ's text repeats. */
export function replyLine(code: number, text: string): string {
  const name = replyCodeByValue(code)?.name.toUpperCase().replaceAll('-', '_');
  if (name === undefined || text.toUpperCase().startsWith(name)) return `${code} ${visible(text)}`.trimEnd();
  return `${code} ${name}${text === '' ? '' : ` - ${visible(text)}`}`;
}

type Line = (values: AmqpArguments) => readonly (string | undefined)[];

/** Where the plain listing of the arguments would not do; secrets (start-ok, secure-ok) are not shown. */
const LINES: Readonly<Record<string, Line>> = {
  'connection.start': (values) => [
    `AMQP ${values['version-major']}-${values['version-minor']}`,
    `mechanisms ${words(values.mechanisms)}`,
    `locales ${words(values.locales)}`,
  ],
  'connection.start-ok': (values) => [`mechanism ${words(values.mechanism)}`, `locale ${words(values.locale)}`],
  'connection.secure': () => ['challenge'],
  'connection.secure-ok': () => ['response'],
  'connection.update-secret': (values) => [`reason ${words(values.reason)}`],
  'connection.close': closing,
  'channel.close': closing,
  'basic.return': (values) => [closeText(values), ...listing('basic.return', values).slice(2)],
};

/** Names that need no label; others are labelled, `""` for the value alone. */
const LABELS: Readonly<Record<string, string>> = {
  exchange: '',
  queue: '',
  type: '',
  'virtual-host': '',
  destination: 'to',
  source: 'from',
  'routing-key': 'key',
  'delivery-tag': 'tag',
  'consumer-tag': 'consumer',
  'message-count': 'messages',
  'consumer-count': 'consumers',
};

function methodLine(frame: MethodFrame): string {
  const line = LINES[frame.method];
  const parts = line ? line(frame.arguments) : listing(frame.method, frame.arguments);
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

function listing(method: string, values: AmqpArguments): (string | undefined)[] {
  return Object.entries(values).map(([name, value]) => {
    if (name.startsWith('reserved')) return undefined;
    if (name === 'active') return value ? 'active' : 'paused';
    if (value === true) return name;
    if (value === false) return undefined;
    const text = valueText(name, value);
    if (text === undefined && !(name === 'exchange' && PUBLISHING.has(method))) return undefined;
    const label = LABELS[name] ?? name;
    return label === '' ? (text ?? '""') : `${label} ${text}`;
  });
}

/** Here an empty exchange is the default exchange, not a missing one. */
const PUBLISHING: ReadonlySet<string> = new Set(['basic.publish', 'basic.deliver', 'basic.get-ok']);

function valueText(name: string, value: AmqpArgument): string | undefined {
  if (value instanceof Uint8Array) return value.length === 0 ? undefined : byteCount(value.length);
  if (isTable(value)) return value.entries.length === 0 ? undefined : tableText(value);
  if (typeof value !== 'string') return String(value);
  if (value === '') return undefined;
  return name === 'type' ? visible(value) : quoted(value);
}

function closing(values: AmqpArguments): readonly (string | undefined)[] {
  const classId = Number(values['class-id'] ?? 0);
  const methodId = Number(values['method-id'] ?? 0);
  const cause = classId === 0 ? undefined : `because of ${methodName(classId, methodId)}`;
  return [closeText(values), methodById(classId, methodId) ? cause : cause && `${cause} (${classId},${methodId})`];
}

function closeText(values: AmqpArguments): string {
  return replyLine(Number(values['reply-code'] ?? 0), String(values['reply-text'] ?? ''));
}

const DELIVERY_MODES: Readonly<Record<string, string>> = { 1: 'transient', 2: 'persistent' };

function contentLine({ classId, bodySize, properties }: ContentHeader): string {
  const parts = Object.entries(properties).map(([name, value]) => {
    if (name === 'delivery-mode') return DELIVERY_MODES[String(value)] ?? `delivery-mode ${value}`;
    if (name === 'content-type') return visible(String(value));
    const text = valueText(name, value) ?? (isTable(value) ? undefined : '""');
    return text === undefined ? undefined : `${name} ${text}`;
  });
  return [classById(classId)?.name ?? `class ${classId}`, byteCount(Number(bodySize)), ...parts]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** Characters. */
const previewLength = 48;

function preview(payload: Uint8Array): string {
  if (payload.length === 0) return '';
  if (!isUtf8(payload)) return `, ${formatHexStart(payload)}`;
  // No character has more than four octets.
  const characters = Array.from(decodeUtf8(payload.subarray(0, 4 * previewLength + 4)));
  const more = characters.length > previewLength ? ' …' : '';
  return `, ${quoted(characters.slice(0, previewLength).join(''))}${more}`;
}

function words(value: AmqpArgument | undefined): string {
  if (value instanceof Uint8Array) return quoted(decodeUtf8(value));
  return quoted(String(value ?? ''));
}
