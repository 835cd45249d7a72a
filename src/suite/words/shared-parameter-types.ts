import type { ParameterKind } from '../../engine/vocabulary.js';
import type { SendingBytes } from '../actor.js';
import { writtenMessages } from './written-messages.js';

const client = '(?:Alice|Bob|Carol|Dave)';
const quoted = '"(?:[^"\\\\]|\\\\.)*"';

const MANNERS: Readonly<Record<string, SendingBytes>> = {
  '': 'at once',
  ' one at a time': 'one at a time',
  ', then closes the connection': 'then close',
  ', each row in a frame of its own': 'row by row',
  ' in a text frame': 'as text',
};

/** The words between braces that the features of all protocols use. Those that begin with a space or a comma may be left out. */
export const SHARED_PARAMETER_TYPES: readonly ParameterKind[] = [
  {
    name: 'client',
    regexp: /Alice|Bob|Carol|Dave/,
    transform: (name) => name,
    about: '`Alice`, `Bob`, `Carol` or `Dave`',
  },
  {
    name: 'clients',
    regexp: new RegExp(`${client}(?:, ${client})*(?:,? and ${client})?`),
    transform: (names) => (names ?? '').split(/, and |, | and /),
    about: 'one client, or several: `Alice, Bob and Carol`',
  },
  {
    name: 'messages',
    regexp: new RegExp(`${quoted}|(?:the )?\\d+ numbered messages|a message`),
    transform: (words = '') => writtenMessages(words),
    about: '`"42 kWh"`, `100 numbered messages`, or `a message` of which a table says more',
  },
  {
    name: 'times',
    regexp: /(?: \d+ times)?/,
    transform: (words = '') => (words === '' ? 1 : Number.parseInt(words, 10)),
    about: 'nothing, or ` 10 times`',
  },
  {
    name: 'soon',
    regexp: /(?: soon)?/,
    transform: (words = '') => words !== '',
    about: 'nothing, or ` soon`: what is not so yet is asked for again, as long as the broker may take for it',
  },
  {
    name: 'within',
    regexp: /(?: within \d+ seconds)?/,
    transform: (words = '') => (words === '' ? undefined : Number(/\d+/.exec(words)?.[0]) * 1000),
    about: 'nothing, or ` within 5 seconds`',
  },
  {
    name: 'manner',
    regexp: /(?: one at a time|, then closes the connection|, each row in a frame of its own| in a text frame)?/,
    transform: (words = '') => MANNERS[words],
    about:
      'nothing: in one segment; or one of ` one at a time`, `, then closes the connection`; over WebSocket `, each row in a frame of its own`, ` in a text frame`',
  },
];
