/** Composite types of AMQP 1.0 as data: descriptor code, name, fields in list order. `!` mandatory, `*` one or an array. */

export interface CompositeField {
  readonly name: string;
  /** A primitive type's name, or `any`. */
  readonly type: string;
  readonly mandatory: boolean;
  readonly multiple: boolean;
}

export interface Composite {
  readonly code: number;
  readonly name: string;
  /** The symbol that may stand for the code. */
  readonly symbol: string;
  readonly kind: 'performative' | 'sasl' | 'section' | 'type';
  /** Empty where the value is not a list. */
  readonly fields: readonly CompositeField[];
  /** Type of a section whose value is not a list of fields. */
  readonly content: 'list' | 'map' | 'binary' | 'sequence' | 'any';
}

const fieldsOf = (text: string): CompositeField[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [name = '', type = 'any'] = part.split(' ');
      return {
        name,
        type: type.replace(/[!*]/g, ''),
        mandatory: type.includes('!'),
        multiple: type.includes('*'),
      };
    });

const composite = (
  code: number,
  name: string,
  kind: Composite['kind'],
  fields = '',
  content: Composite['content'] = 'list',
): Composite => ({
  code,
  name,
  kind,
  content,
  symbol: `amqp:${name}:${content === 'any' ? '*' : content}`,
  fields: fieldsOf(fields),
});

const CAPABILITIES = 'offered-capabilities symbol*, desired-capabilities symbol*, properties map';

export const COMPOSITES: readonly Composite[] = [
  composite(
    0x10,
    'open',
    'performative',
    `container-id string!, hostname string, max-frame-size uint, channel-max ushort, idle-time-out uint, outgoing-locales symbol*, incoming-locales symbol*, ${CAPABILITIES}`,
  ),
  composite(
    0x11,
    'begin',
    'performative',
    `remote-channel ushort, next-outgoing-id uint!, incoming-window uint!, outgoing-window uint!, handle-max uint, ${CAPABILITIES}`,
  ),
  composite(
    0x12,
    'attach',
    'performative',
    `name string!, handle uint!, role boolean!, snd-settle-mode ubyte, rcv-settle-mode ubyte, source any, target any, unsettled map, incomplete-unsettled boolean, initial-delivery-count uint, max-message-size ulong, ${CAPABILITIES}`,
  ),
  composite(
    0x13,
    'flow',
    'performative',
    'next-incoming-id uint, incoming-window uint!, next-outgoing-id uint!, outgoing-window uint!, handle uint, delivery-count uint, link-credit uint, available uint, drain boolean, echo boolean, properties map',
  ),
  composite(
    0x14,
    'transfer',
    'performative',
    'handle uint!, delivery-id uint, delivery-tag binary, message-format uint, settled boolean, more boolean, rcv-settle-mode ubyte, state any, resume boolean, aborted boolean, batchable boolean',
  ),
  composite(
    0x15,
    'disposition',
    'performative',
    'role boolean!, first uint!, last uint, settled boolean, state any, batchable boolean',
  ),
  composite(0x16, 'detach', 'performative', 'handle uint!, closed boolean, error any'),
  composite(0x17, 'end', 'performative', 'error any'),
  composite(0x18, 'close', 'performative', 'error any'),
  composite(0x1d, 'error', 'type', 'condition symbol!, description string, info map'),
  composite(0x23, 'received', 'type', 'section-number uint!, section-offset ulong!'),
  composite(0x24, 'accepted', 'type'),
  composite(0x25, 'rejected', 'type', 'error any'),
  composite(0x26, 'released', 'type'),
  composite(0x27, 'modified', 'type', 'delivery-failed boolean, undeliverable-here boolean, message-annotations map'),
  composite(
    0x28,
    'source',
    'type',
    'address any, durable uint, expiry-policy symbol, timeout uint, dynamic boolean, dynamic-node-properties map, distribution-mode symbol, filter map, default-outcome any, outcomes symbol*, capabilities symbol*',
  ),
  composite(
    0x29,
    'target',
    'type',
    'address any, durable uint, expiry-policy symbol, timeout uint, dynamic boolean, dynamic-node-properties map, capabilities symbol*',
  ),
  composite(0x2b, 'delete-on-close', 'type'),
  composite(0x2c, 'delete-on-no-links', 'type'),
  composite(0x2d, 'delete-on-no-messages', 'type'),
  composite(0x2e, 'delete-on-no-links-or-messages', 'type'),
  composite(0x30, 'coordinator', 'type', 'capabilities symbol*'),
  composite(0x31, 'declare', 'type', 'global-id any'),
  composite(0x32, 'discharge', 'type', 'txn-id binary!, fail boolean'),
  composite(0x33, 'declared', 'type', 'txn-id binary!'),
  composite(0x34, 'transactional-state', 'type', 'txn-id binary!, outcome any'),
  composite(0x40, 'sasl-mechanisms', 'sasl', 'sasl-server-mechanisms symbol!*'),
  composite(0x41, 'sasl-init', 'sasl', 'mechanism symbol!, initial-response binary, hostname string'),
  composite(0x42, 'sasl-challenge', 'sasl', 'challenge binary!'),
  composite(0x43, 'sasl-response', 'sasl', 'response binary!'),
  composite(0x44, 'sasl-outcome', 'sasl', 'code ubyte!, additional-data binary'),
  composite(
    0x70,
    'header',
    'section',
    'durable boolean, priority ubyte, ttl uint, first-acquirer boolean, delivery-count uint',
  ),
  composite(0x71, 'delivery-annotations', 'section', '', 'map'),
  composite(0x72, 'message-annotations', 'section', '', 'map'),
  composite(
    0x73,
    'properties',
    'section',
    'message-id any, user-id binary, to any, subject string, reply-to any, correlation-id any, content-type symbol, content-encoding symbol, absolute-expiry-time timestamp, creation-time timestamp, group-id string, group-sequence uint, reply-to-group-id string',
  ),
  composite(0x74, 'application-properties', 'section', '', 'map'),
  composite(0x75, 'data', 'section', '', 'binary'),
  composite(0x76, 'amqp-sequence', 'section', '', 'sequence'),
  composite(0x77, 'amqp-value', 'section', '', 'any'),
  composite(0x78, 'footer', 'section', '', 'map'),
];

const BY_CODE = new Map(COMPOSITES.map((entry) => [entry.code, entry]));
const BY_SYMBOL = new Map(COMPOSITES.map((entry) => [entry.symbol, entry]));

export const compositeByCode = (code: number): Composite | undefined => BY_CODE.get(code);
export const compositeBySymbol = (symbol: string): Composite | undefined => BY_SYMBOL.get(symbol);

/** Codes of sasl-outcome. */
export const SASL_OUTCOMES: readonly string[] = ['ok', 'auth', 'sys', 'sys-perm', 'sys-temp'];
