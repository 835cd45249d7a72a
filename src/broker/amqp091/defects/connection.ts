import { frameMinSize } from '../../../protocol/amqp091/framing.js';
import { channelsOf } from '../channel.js';
import type { Connection } from '../connection.js';
import { sendTune } from '../handshake.js';
import { loginOf, MECHANISMS, plainFields } from '../sasl.js';
import { guest } from '../users.js';
import { numberOf, octetsOf, textOf } from '../values.js';
import { distortedMethod } from './distorting.js';
import { dying, ofMethod } from './dying.js';
import { executing, ignoring, isMethod } from './frame-refusing.js';
import { asIn, awaiting } from './handshaking.js';
import { type AmqpRows, row } from './row.js';
import { agreeingTo, disagreeing } from './tuning.js';

/** Class connection: start, login, tuning, opening, closing. */
export const CONNECTION_DEFECTS: AmqpRows = [
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
  row(
    'dies-of-unknown-locale',
    'amqp091/AMQP-connection.start-ok.locale',
    'dies of a locale that it did not offer',
    dying(ofMethod('connection.start-ok', (values) => textOf(values, 'locale') !== 'en_US')),
  ),
  row(
    'reads-plain-fields-shifted',
    'amqp091/AMQP-connection.start-ok.mechanism.validity',
    'takes the first field of a PLAIN response for the user',
    {
      plainLogin: (strict) => (response) => {
        const [user = '', password = '', identity = '', ...more] = plainFields(response);
        return strict(Buffer.from([identity, user, password, ...more].join('\0')));
      },
    },
  ),
  row(
    'tunes-before-checking-password',
    'amqp091/AMQP-connection.start-ok.response',
    'goes on to tune whatever the password',
    {
      authenticate: (strict) => (conduct, mechanism, response) => {
        const login = strict(conduct, mechanism, response);
        return typeof login === 'object' && login.reason !== 'mechanism' ? '' : login;
      },
    },
  ),
  row(
    'ignores-failure-close-capability',
    'rabbitmq/RMQ-x-auth-failure-close',
    'cuts every refused login off without a connection.close',
    { isToldOfRefusal: () => () => false },
  ),
  row('tells-unknown-users-apart', 'amqp091/AMQP-connection.start-ok.response', 'says so when a user does not exist', {
    loginRefusedText: (strict) => (failure) =>
      failure.reason === 'user' ? `there is no user '${failure.name}'` : strict(failure),
  }),
  row(
    'accepts-malformed-plain',
    'amqp091/AMQP-connection.start-ok.response',
    "takes a malformed PLAIN response for guest's",
    { plainLogin: (strict) => (response) => strict(response) ?? guestLogin },
  ),
  row(
    'takes-authzid-for-user',
    'amqp091/AMQP-connection.start-ok.response',
    'logs in under the authorization identity',
    {
      plainLogin: (strict) => (response) => {
        const [identity = '', , password = '', ...more] = plainFields(response);
        return identity === '' || more.length > 0 ? strict(response) : { name: identity, password };
      },
    },
  ),
  row(
    'dies-of-authzid',
    'amqp091/AMQP-connection.start-ok.response',
    'dies of an authorization identity',
    dying(
      ofMethod('connection.start-ok', (values) => {
        const response = octetsOf(values, 'response');
        return textOf(values, 'mechanism') === 'PLAIN' && response.includes(0) && response[0] !== 0;
      }),
    ),
  ),
  row('demands-amqplain-length', 'rabbitmq/RMQ-x-sasl-amqplain', 'wants the length in front of an AMQPLAIN table', {
    amqplainLogin: () => loginOf,
  }),
  row(
    'dies-of-amqplain-junk',
    'rabbitmq/RMQ-x-sasl-amqplain',
    'dies of an AMQPLAIN response that is no login',
    dying(
      ofMethod(
        'connection.start-ok',
        (values) =>
          textOf(values, 'mechanism') === 'AMQPLAIN' && !isAmqplainLogin(Buffer.from(octetsOf(values, 'response'))),
      ),
    ),
  ),
  row('lets-external-in', 'rabbitmq/RMQ-x-sasl-external', 'lets EXTERNAL in without a certificate', {
    authenticate: (strict) => (conduct, mechanism, response) =>
      mechanism === 'EXTERNAL' ? guest : strict(conduct, mechanism, response),
  }),
  row(
    'falls-back-to-default-mechanism',
    'amqp091/AMQP-connection.start-ok.mechanism.validity',
    'takes an unknown mechanism for its default and lets guest in',
    {
      authenticate: (strict) => (conduct, mechanism, response) =>
        MECHANISMS.includes(mechanism) ? strict(conduct, mechanism, response) : guest,
    },
  ),
  row(
    'dies-of-mechanism-case',
    'amqp091/AMQP-connection.start-ok.mechanism.validity',
    'dies of a mechanism in lower case',
    dying(ofMethod('connection.start-ok', (values) => textOf(values, 'mechanism') === 'plain')),
  ),
  row('opens-without-login', 'amqp091/AMQP-connection.sequence', 'executes what comes before start-ok', {
    isOpen: (strict) => (connection) => strict(connection) || skipsHandshake(connection),
    ...awaiting('start-ok', {
      'connection.open': (_strict, handshake) => (connection, frame) => {
        letIn(connection);
        handshake.open?.['connection.open']?.(connection, frame);
      },
      'connection.tune-ok': () => () => {},
    }),
  }),
  row(
    'opens-before-tune-ok',
    'amqp091/AMQP-connection.sequence',
    'answers connection.open before tune-ok',
    awaiting('tune-ok', { 'connection.open': asIn('open', 'connection.open') }),
  ),
  row(
    'opens-twice',
    'amqp091/AMQP-connection.sequence',
    'answers a second connection.open',
    awaiting('running', { 'connection.open': asIn('open', 'connection.open') }),
  ),
  row(
    'tunes-again-late',
    'amqp091/AMQP-connection.sequence',
    'takes start-ok and tune-ok on an open connection',
    awaiting('running', { 'connection.start-ok': () => sendTune, 'connection.tune-ok': () => () => {} }),
  ),
  row(
    'accepts-tune-from-client',
    'amqp091/AMQP-connection.sequence',
    'ignores a tune that a client sends',
    ignoring('AMQP_METHOD_DIRECTION', isMethod('connection.tune')),
  ),
  distortedMethod(
    'proposes-tiny-frame-max',
    'amqp091/AMQP-connection.tune.frame-max.minimum',
    'proposes a frame-max of 1024',
  ),
  row(
    'accepts-higher-frame-max',
    'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    'accepts a frame-max above its offer',
    agreeingTo('frame-max-above-offer'),
  ),
  row(
    'takes-frame-max-zero-for-unlimited',
    'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    'takes frame-max 0 for no limit though it offered one',
    agreeingTo('frame-max-without-limit'),
  ),
  row(
    'hangs-on-frame-max-zero',
    'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    'falls silent at frame-max 0',
    hangingAtZero('frame-max'),
  ),
  row(
    'accepts-frame-max-below-minimum',
    'amqp091/AMQP-connection.tune-ok.frame-max.minimum',
    'accepts a frame-max below 4096',
    {
      ...agreeingTo('frame-max-below-minimum'),
      ...awaiting('tune-ok', {
        'connection.tune-ok': (strict) => (connection, frame) => {
          strict(connection, frame);
          connection.frameMax = Math.max(connection.frameMax, frameMinSize);
        },
      }),
    },
  ),
  row(
    'refuses-minimal-frame-max',
    'amqp091/AMQP-connection.tune-ok.frame-max.minimum',
    'refuses a frame-max of 4096',
    disagreeing({ name: 'minimal-frame-max', when: ({ frameMax }) => frameMax === frameMinSize }),
  ),
  row(
    'accepts-higher-channel-max',
    'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    'accepts a channel-max above its offer',
    agreeingTo('channel-max-above-offer'),
  ),
  row(
    'takes-channel-max-zero-for-unlimited',
    'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    'takes channel-max 0 for no limit though it offered one',
    agreeingTo('channel-max-without-limit'),
  ),
  row(
    'hangs-on-channel-max-zero',
    'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    'falls silent at channel-max 0',
    hangingAtZero('channel-max'),
  ),
  row(
    'takes-channel-max-for-a-count',
    'amqp091/AMQP-channel.max',
    'opens channels above channel-max while they are few',
    {
      mayOpenChannel:
        () =>
        ({ channelMax, channels }) =>
          channels.size < channelMax,
    },
  ),
  row('ignores-channel-max', 'amqp091/AMQP-channel.max', 'opens any number of channels', {
    mayOpenChannel: () => () => true,
  }),
  row('uses-own-heartbeat', 'amqp091/AMQP-heartbeat.rate', 'sends heartbeats at its own pace', {
    heartbeatInterval: (strict) => (_chosen, offered) => strict(offered, offered),
    patience: (strict) => (_chosen, offered) => strict(offered, offered),
  }),
  distortedMethod(
    'omits-reserved-field-of-open-ok',
    'amqp091/AMQP-connection.open.virtual-host.separation',
    'leaves the reserved field out of connection.open-ok',
  ),
  row(
    'opens-unknown-virtual-hosts',
    'amqp091/AMQP-connection.open.virtual-host.security',
    'takes an unknown virtual host for the default one',
    { virtualHostNamed: (strict) => (server, name) => strict(server, name) ?? strict(server, '/') },
  ),
  row(
    'dies-of-empty-virtual-host',
    'amqp091/AMQP-connection.open.virtual-host.security',
    'dies of an empty virtual host',
    dying(ofMethod('connection.open', (values) => textOf(values, 'virtual-host') === '')),
  ),
  row(
    'ignores-virtual-host-permissions',
    'amqp091/AMQP-connection.open.virtual-host.security',
    'lets every user into every virtual host',
    { mayOpen: () => () => true },
  ),
  row(
    'shares-virtual-hosts',
    'amqp091/AMQP-connection.open.virtual-host.separation',
    'keeps the queues and exchanges of all virtual hosts together',
    { virtualHostNamed: (strict) => (server, name) => strict(server, name) && strict(server, '/') },
  ),
  row(
    'answers-no-close-ok',
    'amqp091/AMQP-connection.close.stability',
    'ends the socket at connection.close without close-ok',
    { answerClose: () => (connection) => connection.end() },
  ),
  row(
    'executes-methods-after-close',
    'amqp091/AMQP-connection.close.stability',
    'executes what comes behind connection.close',
    {
      answerClose: (strict) => (connection, frame) => {
        setTimeout(() => strict(connection, frame), 20).unref();
      },
    },
  ),
  row(
    'keeps-exclusive-queues',
    'amqp091/AMQP-channel.closure',
    'keeps exclusive queues when their connection is closed',
    {
      releaseExclusive: () => (_virtualHost, queue) => {
        queue.properties = { ...queue.properties, owner: undefined };
      },
    },
  ),
  row(
    'keeps-messages-of-lost-connections',
    'amqp091/AMQP-channel.closure',
    'keeps the unacknowledged messages of a lost connection back',
    {
      releaseLost: (strict) => (connection) => {
        for (const channel of channelsOf(connection)) channel.state = 'closed';
        connection.channels.clear();
        strict(connection);
      },
    },
  ),
  row(
    'never-unblocks',
    'rabbitmq/RMQ-x-connection-blocked',
    'sends connection.blocked and never connection.unblocked',
    { unblock: () => () => {} },
  ),
  row(
    'blocks-clients-that-did-not-ask',
    'rabbitmq/RMQ-x-connection-blocked',
    'sends connection.blocked to every publisher',
    { hearsOfAlarms: () => () => true },
  ),
  row(
    'accepts-blocked-from-client',
    'rabbitmq/RMQ-x-connection-blocked',
    'stops delivering when a client says connection.blocked',
    {
      ...executing('AMQP_METHOD_DIRECTION', isMethod('connection.blocked')),
      ...awaiting('running', { 'connection.blocked': () => () => {} }),
    },
  ),
  row(
    'dies-of-update-secret',
    'rabbitmq/RMQ-x-update-secret',
    'dies of connection.update-secret',
    dying(ofMethod('connection.update-secret', () => true)),
  ),
];

const guestLogin = { name: guest, password: 'guest' };

/** As if guest had logged in and tuned. */
function letIn(connection: Connection): void {
  connection.user = guest;
  connection.channelMax = 65535;
}

/** Takes whatever comes in place of start-ok for an open connection. */
function skipsHandshake(connection: Connection): boolean {
  if (connection.state !== 'start-ok') return false;
  letIn(connection);
  connection.virtualHost = connection.server.virtualHosts.get('/');
  connection.state = 'running';
  return true;
}

/** Falls silent when a limit in tune-ok is 0. */
function hangingAtZero(limit: string) {
  return awaiting('tune-ok', {
    'connection.tune-ok': (strict) => (connection, frame) => {
      if (numberOf(frame.arguments, limit) === 0) connection.isDeaf = true;
      else strict(connection, frame);
    },
  });
}

/** Both fields are there, with the tag of long strings behind their names. */
function isAmqplainLogin(response: Buffer): boolean {
  return ['LOGINS', 'PASSWORDS'].every((name) => response.includes(name));
}
