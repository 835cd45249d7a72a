import type { MethodFrame } from '../../protocol/amqp091/frame.js';
import { plain } from '../../protocol/amqp091/plain-table.js';
import type { Connection } from './connection.js';
import { type LoginFailure, MECHANISMS } from './sasl.js';
import type { AmqpServer } from './server.js';
import { serverProperties } from './server-properties.js';
import { USERS } from './users.js';
import { numberOf, octetsOf, tableOf, textOf } from './values.js';
import type { VirtualHost } from './virtual-host.js';

export type HandshakeStep = (connection: Connection, frame: MethodFrame) => void;
export type Handshake = Readonly<Record<string, Readonly<Record<string, HandshakeStep>>>>;

/** header → start → start-ok → tune → tune-ok → open → open-ok → running: what each state awaits. */
const handshake: Handshake = {
  'start-ok': { 'connection.start-ok': startOk },
  'tune-ok': { 'connection.tune-ok': tuneOk },
  open: { 'connection.open': open },
  running: { 'connection.update-secret': (connection) => connection.send(0, 'connection.update-secret-ok') },
};

export const connecting = {
  handshake,
  sendStart,
  isToldOfRefusal,
  loginRefusedText,
  virtualHostNamed,
  mayOpen,
  answerClose,
};

/** A method of class connection. */
export function handleConnectionMethod(connection: Connection, frame: MethodFrame): void {
  const { conduct } = connection.server;
  const step = conduct.handshake[connection.state]?.[frame.method];
  if (frame.method === 'connection.close') conduct.answerClose(connection, frame);
  else if (step) step(connection, frame);
  else connection.raise('command-invalid', `${frame.method} was not expected`, frame);
}

const locales = 'en_US';

/** `header` is the protocol header that the client began with. */
function sendStart(connection: Connection, header: Buffer): void {
  const { conduct, settings } = connection.server;
  connection.send(0, 'connection.start', {
    'version-major': 0,
    'version-minor': conduct.minorVersion(header),
    'server-properties': serverProperties(settings),
    mechanisms: MECHANISMS.join(' '),
    locales,
  });
}

function startOk(connection: Connection, { arguments: values }: MethodFrame): void {
  const { conduct } = connection.server;
  const capabilities = plain(tableOf(values, 'client-properties')).capabilities;
  connection.capabilities = new Set(
    Object.entries(capabilities ?? {}).flatMap(([name, value]) => (value === true ? [name] : [])),
  );
  const login = conduct.authenticate(conduct, textOf(values, 'mechanism'), octetsOf(values, 'response'));
  if (typeof login === 'object') refuseLogin(connection, login);
  else if (textOf(values, 'locale') !== locales) connection.drop();
  else {
    connection.user = login;
    connection.state = 'tune-ok';
    sendTune(connection);
  }
}

export function sendTune(connection: Connection): void {
  const { channelMax, frameMax, heartbeat } = connection.server.settings;
  connection.send(0, 'connection.tune', { 'channel-max': channelMax, 'frame-max': frameMax, heartbeat });
}

/** The socket just ends, after a pause, unless the client can take a connection.close. */
function refuseLogin(connection: Connection, failure: LoginFailure): void {
  const { conduct, settings } = connection.server;
  if (conduct.isToldOfRefusal(connection, failure)) {
    connection.raise('access-refused', conduct.loginRefusedText(failure));
  } else if (settings.loginPause === 0) connection.drop();
  else setTimeout(() => connection.drop(), settings.loginPause).unref();
}

const REFUSED_LOGIN = 'authentication_failure_close';

/** RabbitMQ's capability, for when it was the login and not the mechanism. */
function isToldOfRefusal({ capabilities }: Connection, { reason }: LoginFailure): boolean {
  return reason !== 'mechanism' && capabilities.has(REFUSED_LOGIN);
}

/** Who guesses names learns nothing. */
function loginRefusedText(_failure: LoginFailure): string {
  return 'login was refused';
}

function tuneOk(connection: Connection, { arguments: values }: MethodFrame): void {
  const { conduct, settings: offered } = connection.server;
  const given = { channelMax: numberOf(values, 'channel-max'), frameMax: numberOf(values, 'frame-max') };
  if (conduct.tuneRefusals.some(({ when }) => when(given, offered))) {
    connection.drop();
    return;
  }
  connection.channelMax = given.channelMax || 65535;
  connection.frameMax = given.frameMax;
  connection.heartbeats.start(numberOf(values, 'heartbeat'), offered.heartbeat);
  connection.state = 'open';
}

function open(connection: Connection, frame: MethodFrame): void {
  const { server } = connection;
  const name = textOf(frame.arguments, 'virtual-host');
  const virtualHost = server.conduct.virtualHostNamed(server, name);
  if (virtualHost === undefined) connection.raise('invalid-path', `no virtual host '${name}'`, frame);
  else if (!server.conduct.mayOpen(connection.user, virtualHost)) {
    connection.raise('access-refused', `access to '${name}' refused for user '${connection.user}'`, frame);
  } else {
    connection.virtualHost = virtualHost;
    connection.state = 'running';
    connection.send(0, 'connection.open-ok');
  }
}

function virtualHostNamed({ virtualHosts }: AmqpServer, name: string): VirtualHost | undefined {
  return virtualHosts.get(name);
}

function mayOpen(userName: string, virtualHost: VirtualHost): boolean {
  const user = USERS.find(({ name }) => name === userName);
  return user?.virtualHosts.includes(virtualHost.name) ?? false;
}

/** Everything is given back before the client reads close-ok. */
function answerClose(connection: Connection, frame: MethodFrame): void {
  connection.releaseAll();
  connection.send(frame.channel, 'connection.close-ok');
  connection.end();
}
