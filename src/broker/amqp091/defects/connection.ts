import { distortedMethod } from './distorting.js';
import { type AmqpRows, todo } from './row.js';

/** Class connection: start, login, tuning, opening, closing. */
export const connectionDefects: AmqpRows = [
  distortedMethod(
    'offers-version-0-10',
    'amqp091/AMQP-connection.start.server-support',
    'says version 0-10 in connection.start',
  ),
  distortedMethod(
    'omits-product',
    'amqp091/AMQP-connection.start.server-properties.required-fields',
    'leaves product out of its server-properties',
  ),
  distortedMethod(
    'omits-host',
    'amqp091/AMQP-connection.start.server-properties.required-fields',
    'leaves host, copyright and information out of its server-properties',
  ),
  distortedMethod(
    'separates-mechanisms-by-commas',
    'amqp091/AMQP-connection.start-ok.mechanism.validity',
    'writes commas between the mechanisms',
  ),
  distortedMethod('offers-no-locale', 'amqp091/AMQP-connection.start.locales.required-support', 'offers no locale'),
  todo('dies-of-unknown-locale', 'amqp091/AMQP-connection.start-ok.locale', 'dies of a locale that it did not offer'),
  todo(
    'reads-plain-fields-shifted',
    'amqp091/AMQP-connection.start-ok.mechanism.validity',
    'takes the first field of a PLAIN response for the user',
  ),
  todo(
    'tunes-before-checking-password',
    'amqp091/AMQP-connection.start-ok.response',
    'goes on to tune whatever the password',
  ),
  todo(
    'ignores-failure-close-capability',
    'rabbitmq/RMQ-x-auth-failure-close',
    'cuts every refused login off without a connection.close',
  ),
  todo('tells-unknown-users-apart', 'amqp091/AMQP-connection.start-ok.response', 'says so when a user does not exist'),
  todo(
    'accepts-malformed-plain',
    'amqp091/AMQP-connection.start-ok.response',
    "takes a malformed PLAIN response for guest's",
  ),
  todo(
    'takes-authzid-for-user',
    'amqp091/AMQP-connection.start-ok.response',
    'logs in under the authorization identity',
  ),
  todo('dies-of-authzid', 'amqp091/AMQP-connection.start-ok.response', 'dies of an authorization identity'),
  todo('demands-amqplain-length', 'rabbitmq/RMQ-x-sasl-amqplain', 'wants the length in front of an AMQPLAIN table'),
  todo('dies-of-amqplain-junk', 'rabbitmq/RMQ-x-sasl-amqplain', 'dies of an AMQPLAIN response that is no login'),
  todo('lets-external-in', 'rabbitmq/RMQ-x-sasl-external', 'lets EXTERNAL in without a certificate'),
  todo(
    'falls-back-to-default-mechanism',
    'amqp091/AMQP-connection.start-ok.mechanism.validity',
    'takes an unknown mechanism for its default and lets guest in',
  ),
  todo(
    'dies-of-mechanism-case',
    'amqp091/AMQP-connection.start-ok.mechanism.validity',
    'dies of a mechanism in lower case',
  ),
  todo('opens-without-login', 'amqp091/AMQP-connection.sequence', 'executes what comes before start-ok'),
  todo('opens-before-tune-ok', 'amqp091/AMQP-connection.sequence', 'answers connection.open before tune-ok'),
  todo('opens-twice', 'amqp091/AMQP-connection.sequence', 'answers a second connection.open'),
  todo('tunes-again-late', 'amqp091/AMQP-connection.sequence', 'takes start-ok and tune-ok on an open connection'),
  todo('accepts-tune-from-client', 'amqp091/AMQP-connection.sequence', 'ignores a tune that a client sends'),
  distortedMethod(
    'proposes-tiny-frame-max',
    'amqp091/AMQP-connection.tune.frame-max.minimum',
    'proposes a frame-max of 1024',
  ),
  todo(
    'accepts-higher-frame-max',
    'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    'accepts a frame-max above its offer',
  ),
  todo(
    'takes-frame-max-zero-for-unlimited',
    'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    'takes frame-max 0 for no limit though it offered one',
  ),
  todo(
    'hangs-on-frame-max-zero',
    'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    'falls silent at frame-max 0',
  ),
  todo(
    'accepts-frame-max-below-minimum',
    'amqp091/AMQP-connection.tune-ok.frame-max.minimum',
    'accepts a frame-max below 4096',
  ),
  todo('refuses-minimal-frame-max', 'amqp091/AMQP-connection.tune-ok.frame-max.minimum', 'refuses a frame-max of 4096'),
  todo(
    'accepts-higher-channel-max',
    'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    'accepts a channel-max above its offer',
  ),
  todo(
    'takes-channel-max-zero-for-unlimited',
    'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    'takes channel-max 0 for no limit though it offered one',
  ),
  todo(
    'hangs-on-channel-max-zero',
    'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    'falls silent at channel-max 0',
  ),
  todo(
    'takes-channel-max-for-a-count',
    'amqp091/AMQP-channel.max',
    'opens channels above channel-max while they are few',
  ),
  todo('ignores-channel-max', 'amqp091/AMQP-channel.max', 'opens any number of channels'),
  todo('uses-own-heartbeat', 'amqp091/AMQP-heartbeat.rate', 'sends heartbeats at its own pace'),
  distortedMethod(
    'omits-reserved-field-of-open-ok',
    'amqp091/AMQP-connection.open.virtual-host.separation',
    'leaves the reserved field out of connection.open-ok',
  ),
  todo(
    'opens-unknown-virtual-hosts',
    'amqp091/AMQP-connection.open.virtual-host.security',
    'takes an unknown virtual host for the default one',
  ),
  todo(
    'dies-of-empty-virtual-host',
    'amqp091/AMQP-connection.open.virtual-host.security',
    'dies of an empty virtual host',
  ),
  todo(
    'ignores-virtual-host-permissions',
    'amqp091/AMQP-connection.open.virtual-host.security',
    'lets every user into every virtual host',
  ),
  todo(
    'shares-virtual-hosts',
    'amqp091/AMQP-connection.open.virtual-host.separation',
    'keeps the queues and exchanges of all virtual hosts together',
  ),
  todo(
    'answers-no-close-ok',
    'amqp091/AMQP-connection.close.stability',
    'ends the socket at connection.close without close-ok',
  ),
  todo(
    'executes-methods-after-close',
    'amqp091/AMQP-connection.close.stability',
    'executes what comes behind connection.close',
  ),
  todo(
    'keeps-exclusive-queues',
    'amqp091/AMQP-channel.closure',
    'keeps exclusive queues when their connection is closed',
  ),
  todo(
    'keeps-messages-of-lost-connections',
    'amqp091/AMQP-channel.closure',
    'keeps the unacknowledged messages of a lost connection back',
  ),
  todo(
    'never-unblocks',
    'rabbitmq/RMQ-x-connection-blocked',
    'sends connection.blocked and never connection.unblocked',
  ),
  todo(
    'blocks-clients-that-did-not-ask',
    'rabbitmq/RMQ-x-connection-blocked',
    'sends connection.blocked to every publisher',
  ),
  todo(
    'accepts-blocked-from-client',
    'rabbitmq/RMQ-x-connection-blocked',
    'stops delivering when a client says connection.blocked',
  ),
  todo('dies-of-update-secret', 'rabbitmq/RMQ-x-update-secret', 'dies of connection.update-secret'),
];
