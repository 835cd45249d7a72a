import { distortedMethod } from './distorting.js';
import { type AmqpRows, todo } from './row.js';

/** The protocol header. */
export const protocolHeaderDefects: AmqpRows = [
  distortedMethod('starts-on-channel-one', 'amqp091/AMQP-proto.header', 'sends connection.start on channel 1'),
  todo(
    'closes-silently-on-foreign-protocols',
    ['amqp091/AMQP-proto.header-reject', 'amqp091/AMQP-connection.start.protocol-name'],
    'closes without a protocol header when the first octets are not AMQP',
  ),
  todo(
    'takes-lowercase-amqp',
    'amqp091/AMQP-proto.header-reject',
    'compares the letters of the protocol header without regard to case',
  ),
  todo(
    'accepts-any-amqp-version',
    ['amqp091/AMQP-proto.header-reject', 'amqp091/AMQP-connection.start.server-support'],
    'takes every header that begins with AMQP 0 for its own version',
  ),
  todo(
    'speaks-0-10-to-older-versions',
    'amqp091/AMQP-proto.header-reject',
    'answers the headers of older versions with a connection.start of version 0-10',
  ),
  todo(
    'sends-start-to-amqp-1',
    'amqp091/AMQP-proto.header-reject',
    'answers a header of AMQP 1.0 with connection.start',
  ),
  todo('needs-header-in-one-read', 'amqp091/AMQP-proto.header', 'refuses a protocol header that comes in pieces'),
  todo(
    'discards-octets-behind-header',
    'amqp091/AMQP-proto.header',
    'throws away what comes in one read with the protocol header',
  ),
  todo(
    'dies-of-tls',
    [
      'amqp091/AMQP-proto.other-protocols',
      'amqp091/AMQP-proto.header-reject',
      'amqp091/AMQP-connection.start.protocol-name',
    ],
    'dies of TLS on its port',
  ),
];
