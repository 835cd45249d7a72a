import { byteCount, visible } from '../../bytes/text.js';
import type { DecodedFrame10 } from './decode.js';
import { SASL_OUTCOMES } from './definitions.js';
import type { Section } from './message.js';
import { type Amqp10Value, compositeItems } from './value.js';
import { valueText } from './value-text.js';

/** One line on what the frame says, without its name and channel. Safe for a terminal. */
export function summarise10(frame: DecodedFrame10): string {
  if (frame.name === 'protocol-header') {
    return `${['AMQP', '', 'TLS', 'SASL'][frame.protocolId ?? 1] || `protocol ${frame.protocolId}`} 1.0`;
  }
  const line = LINES[frame.name] ?? listing;
  return line(frame)
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
}

/** `properties (subject "x"), 12 bytes "hello"`: what a message holds. */
export function summariseMessage(sections: readonly Section[]): string {
  return sections.map(sectionText).join(', ');
}

type Line = (frame: DecodedFrame10) => (string | undefined)[];

const LINES: Readonly<Record<string, Line>> = {
  empty: () => ['heartbeat'],
  open: (frame) => [
    `container ${text(frame, 'container-id')}`,
    labelled(frame, 'hostname', 'host'),
    labelled(frame, 'max-frame-size', 'frames of at most'),
    labelled(frame, 'channel-max', 'channel max'),
    milliseconds(frame, 'idle-time-out', 'idle time-out'),
  ],
  begin: (frame) => [
    labelled(frame, 'remote-channel', 'answers channel'),
    labelled(frame, 'incoming-window', 'incoming window'),
    labelled(frame, 'outgoing-window', 'outgoing window'),
  ],
  attach: (frame) => [
    text(frame, 'name'),
    `handle ${text(frame, 'handle')}`,
    frame.fields.get('role')?.value === true ? 'receiver' : 'sender',
    address(frame, 'source', 'from'),
    address(frame, 'target', 'to'),
  ],
  flow: (frame) => [
    labelled(frame, 'handle', 'handle'),
    labelled(frame, 'link-credit', 'credit'),
    labelled(frame, 'delivery-count', 'delivery count'),
    frame.fields.get('drain')?.value === true ? 'drain' : undefined,
    frame.fields.get('echo')?.value === true ? 'echo' : undefined,
    frame.fields.has('handle') ? undefined : labelled(frame, 'incoming-window', 'incoming window'),
  ],
  transfer: (frame) => [
    `handle ${text(frame, 'handle')}`,
    labelled(frame, 'delivery-id', 'delivery'),
    frame.fields.get('settled')?.value === true ? 'settled' : undefined,
    frame.fields.get('more')?.value === true ? 'more follows' : undefined,
    frame.fields.get('aborted')?.value === true ? 'aborted' : undefined,
    frame.sections.length === 0 && frame.payload !== undefined
      ? byteCount(frame.payload.end - frame.payload.start)
      : undefined,
    summariseMessage(frame.sections),
  ],
  disposition: (frame) => [
    frame.fields.get('role')?.value === true ? 'receiver' : 'sender',
    frame.fields.has('last') && text(frame, 'last') !== text(frame, 'first')
      ? `deliveries ${text(frame, 'first')}–${text(frame, 'last')}`
      : `delivery ${text(frame, 'first')}`,
    frame.fields.get('settled')?.value === true ? 'settled' : undefined,
    frame.fields.has('state') ? text(frame, 'state') : undefined,
  ],
  detach: (frame) => [
    `handle ${text(frame, 'handle')}`,
    frame.fields.get('closed')?.value === true ? 'closed' : undefined,
    error(frame),
  ],
  end: (frame) => [error(frame)],
  close: (frame) => [error(frame)],
  'sasl-mechanisms': (frame) => [text(frame, 'sasl-server-mechanisms')],
  // The initial response may hold a password: only its length is shown.
  'sasl-init': (frame) => [
    text(frame, 'mechanism'),
    secret(frame, 'initial-response'),
    labelled(frame, 'hostname', 'host'),
  ],
  'sasl-challenge': (frame) => [secret(frame, 'challenge')],
  'sasl-response': (frame) => [secret(frame, 'response')],
  'sasl-outcome': (frame) => {
    const code = Number(frame.fields.get('code')?.value ?? -1);
    return [`${code} ${SASL_OUTCOMES[code] ?? 'unknown'}`];
  },
};

const listing: Line = (frame) => [...frame.fields].map(([name, value]) => `${name} ${valueText(value)}`);

function text(frame: DecodedFrame10, name: string): string {
  const value = frame.fields.get(name);
  return value === undefined ? '?' : valueText(value);
}

function labelled(frame: DecodedFrame10, name: string, label: string): string | undefined {
  return frame.fields.has(name) ? `${label} ${text(frame, name)}` : undefined;
}

function milliseconds(frame: DecodedFrame10, name: string, label: string): string | undefined {
  return frame.fields.has(name) ? `${label} ${text(frame, name)} ms` : undefined;
}

function secret(frame: DecodedFrame10, name: string): string | undefined {
  const value = frame.fields.get(name)?.value;
  return value instanceof Uint8Array ? `${name} of ${byteCount(value.length)}` : undefined;
}

/** A terminus by its address. */
function address(frame: DecodedFrame10, name: string, label: string): string | undefined {
  const terminus = frame.fields.get(name);
  if (terminus === undefined) return undefined;
  const [first] = compositeItems(terminus);
  if (first !== undefined && first.type !== 'null') return `${label} ${valueText(first)}`;
  return terminus.composite?.name === 'coordinator' ? `${label} the coordinator` : `${label} a node without address`;
}

function error(frame: DecodedFrame10): string | undefined {
  const [condition, description] = compositeItems(frame.fields.get('error'));
  if (condition === undefined) return undefined;
  const about = typeof description?.value === 'string' ? ` - ${visible(description.value)}` : '';
  return `${valueText(condition)}${about}`;
}

function sectionText(section: Section): string {
  const { value } = section;
  if (value.value instanceof Uint8Array) return `${section.name} ${byteCount(value.value.length)}${preview(value)}`;
  if (section.name === 'amqp-value' || section.name === 'amqp-sequence')
    return `${section.name} ${clip(valueText(value))}`;
  return section.name;
}

function preview(value: Amqp10Value): string {
  const shown = valueText(value);
  return shown.startsWith('"') ? ` ${clip(shown)}` : '';
}

/** At most 64 characters, none of them cut in two. */
function clip(words: string): string {
  const characters = Array.from(words.slice(0, 2 * 64 + 2));
  return characters.length > 64 ? `${characters.slice(0, 63).join('')}…` : words;
}
