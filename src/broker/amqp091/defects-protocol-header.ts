import type { AmqpDefect } from './defect.js';

/** The protocol header. */
export const protocolHeaderDefects = [
  {
    id: 'starts-on-channel-one',
    probe: 'proto.header-091',
    breaks: ['amqp091/AMQP-proto.header'],
    about: 'sends connection.start on channel 1',
  },
  {
    id: 'closes-silently-on-foreign-protocols',
    probe: 'proto.header-http',
    breaks: ['amqp091/AMQP-proto.header-reject', 'amqp091/AMQP-connection.start.protocol-name'],
    about: 'closes without a protocol header when the first octets are not AMQP',
  },
  {
    id: 'takes-lowercase-amqp',
    probe: 'proto.header-lowercase',
    breaks: ['amqp091/AMQP-proto.header-reject'],
    about: 'compares the letters of the protocol header without regard to case',
  },
  {
    id: 'accepts-any-amqp-version',
    probe: 'proto.header-future',
    breaks: ['amqp091/AMQP-proto.header-reject', 'amqp091/AMQP-connection.start.server-support'],
    about: 'takes every header that begins with AMQP 0 for its own version',
  },
  {
    id: 'speaks-0-10-to-older-versions',
    probe: 'proto.header-090',
    breaks: ['amqp091/AMQP-proto.header-reject'],
    about: 'answers the headers of older versions with a connection.start of version 0-10',
  },
  {
    id: 'sends-start-to-amqp-1',
    probe: 'proto.header-amqp10',
    breaks: ['amqp091/AMQP-proto.header-reject'],
    about: 'answers a header of AMQP 1.0 with connection.start',
  },
  {
    id: 'needs-header-in-one-read',
    probe: 'proto.header-partial',
    breaks: ['amqp091/AMQP-proto.header'],
    about: 'refuses a protocol header that comes in pieces',
  },
  {
    id: 'discards-octets-behind-header',
    probe: 'proto.header-then-pipeline',
    breaks: ['amqp091/AMQP-proto.header'],
    about: 'throws away what comes in one read with the protocol header',
  },
  {
    id: 'dies-of-tls',
    probe: 'proto.header-http',
    breaks: [
      'amqp091/AMQP-proto.other-protocols',
      'amqp091/AMQP-proto.header-reject',
      'amqp091/AMQP-connection.start.protocol-name',
    ],
    about: 'dies of TLS on its port',
  },
] as const satisfies readonly AmqpDefect[];
