import { encodeProtocolHeader } from '../../../protocol/amqp091/encode.js';
import type { AmqpConduct } from '../conduct.js';
import { distortedMethod } from './distorting.js';
import { type AmqpRows, row } from './row.js';

/** The protocol header. */
export const PROTOCOL_HEADER_DEFECTS: AmqpRows = [
  distortedMethod('starts-on-channel-one', 'amqp091/AMQP-proto.header', 'sends connection.start on channel 1'),
  row(
    'closes-silently-on-foreign-protocols',
    ['amqp091/AMQP-proto.header-reject', 'amqp091/AMQP-connection.start.protocol-name'],
    'closes without a protocol header when the first octets are not AMQP',
    { refuseHeader: (strict) => (connection, given) => (isAmqp(given) ? strict(connection, given) : connection.end()) },
  ),
  row(
    'takes-lowercase-amqp',
    'amqp091/AMQP-proto.header-reject',
    'compares the letters of the protocol header without regard to case',
    starting((given) => given.toString('latin1').toUpperCase() === wanted.toString('latin1')),
  ),
  row(
    'accepts-any-amqp-version',
    ['amqp091/AMQP-proto.header-reject', 'amqp091/AMQP-connection.start.server-support'],
    'takes every header that begins with AMQP 0 for its own version',
    starting((given) => isAmqp(given) && given[4] === 0),
  ),
  row(
    'speaks-0-10-to-older-versions',
    'amqp091/AMQP-proto.header-reject',
    'answers the headers of older versions with a connection.start of version 0-10',
    { ...starting(isOlder), minorVersion: (strict) => (given) => (isOlder(given) ? 10 : strict(given)) },
  ),
  row(
    'sends-start-to-amqp-1',
    'amqp091/AMQP-proto.header-reject',
    'answers a header of AMQP 1.0 with connection.start',
    starting((given) => isAmqp(given) && given[5] === 1 && given[6] === 0),
  ),
  row('needs-header-in-one-read', 'amqp091/AMQP-proto.header', 'refuses a protocol header that comes in pieces', {
    judgeHeader: (strict) => (given) => (given.length > 0 && given.length < wanted.length ? 'refuse' : strict(given)),
  }),
  row(
    'discards-octets-behind-header',
    'amqp091/AMQP-proto.header',
    'throws away what comes in one read with the protocol header',
    {
      sendStart: (strict) => (connection, header) => {
        connection.input.clear();
        strict(connection, header);
      },
    },
  ),
  row(
    'dies-of-tls',
    [
      'amqp091/AMQP-proto.other-protocols',
      'amqp091/AMQP-proto.header-reject',
      'amqp091/AMQP-connection.start.protocol-name',
    ],
    'dies of TLS on its port',
    {
      refuseHeader: (strict) => (connection, given) =>
        given[0] === tlsHandshake ? connection.server.die() : strict(connection, given),
    },
  ),
];

const wanted = encodeProtocolHeader();
/** The first octet of a TLS record of type handshake. */
const tlsHandshake = 0x16;

function isAmqp(given: Buffer): boolean {
  return given.toString('latin1', 0, 4) === 'AMQP';
}

/** Of 0-10 as it writes its version, and of 0-9. */
function isOlder(given: Buffer): boolean {
  return isAmqp(given) && (given[4] === 1 || Array.from(given.subarray(4)).join(' ') === '0 0 9 0');
}

/** Takes headers for ours that are not. */
function starting(when: (given: Buffer) => boolean) {
  return {
    judgeHeader:
      (strict: AmqpConduct['judgeHeader']): AmqpConduct['judgeHeader'] =>
      (given) => {
        const verdict = strict(given);
        return verdict === 'refuse' && when(given) ? 'start' : verdict;
      },
  };
}
