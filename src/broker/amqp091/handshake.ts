import type { MethodFrame } from '../../protocol/amqp091/frame.js';
import { frameMinSize } from '../../protocol/amqp091/framing.js';
import { plain } from '../../protocol/amqp091/plain-table.js';
import type { Connection } from './connection.js';
import { authenticate, type LoginFailure, mechanisms } from './sasl.js';
import { serverProperties } from './server-properties.js';
import { tuneRefusals } from './tune-refusals.js';
import { guest, users } from './users.js';
import { numberOf, octetsOf, tableOf, textOf } from './values.js';

/** header → start → start-ok → tune → tune-ok → open → open-ok → running. */
export function sendStart(connection: Connection, minorVersion: number): void {
  connection.send(0, 'connection.start', {
    'version-major': 0,
    'version-minor': minorVersion,
    'server-properties': serverProperties(connection.server.settings),
    mechanisms: mechanisms.join(' '),
    locales,
  });
}

/** A method of class connection. */
export function handleConnectionMethod(connection: Connection, frame: MethodFrame) {
  if (frame.method === 'connection.close') return close(connection, frame);
  const step = stepOf(connection, frame.method);
  if (step) step(connection, frame);
  else connection.raise('command-invalid', `${frame.method} was not expected`, frame);
}

/** A broken broker takes whatever comes in place of start-ok for an open connection. */
export function skipHandshake(connection: Connection): boolean {
  if (connection.state !== 'start-ok' || !connection.server.has('opens-without-login')) return false;
  connection.user = guest;
  connection.channelMax = 65535;
  connection.virtualHost = connection.server.virtualHosts.get('/');
  connection.state = 'running';
  return true;
}

const locales = 'en_US';

type Step = (connection: Connection, frame: MethodFrame) => void;
type Steps = Readonly<Record<string, Step>>;

/** What each state awaits. */
const handshake: Readonly<Record<string, Steps>> = {
  'start-ok': { 'connection.start-ok': startOk },
  'tune-ok': { 'connection.tune-ok': tuneOk },
  open: { 'connection.open': open },
  running: { 'connection.update-secret': (connection) => connection.send(0, 'connection.update-secret-ok') },
};

function stepOf(connection: Connection, method: string): Step | undefined {
  const broken = brokenSteps.find(
    (row) => row.state === connection.state && row.method === method && connection.server.has(row.defect),
  );
  return broken?.step ?? handshake[connection.state]?.[method];
}

const brokenSteps = [
  { defect: 'opens-without-login', state: 'start-ok', method: 'connection.open', step: openForGuest },
  { defect: 'opens-without-login', state: 'start-ok', method: 'connection.tune-ok', step: () => {} },
  { defect: 'opens-before-tune-ok', state: 'tune-ok', method: 'connection.open', step: open },
  { defect: 'opens-twice', state: 'running', method: 'connection.open', step: open },
  { defect: 'tunes-again-late', state: 'running', method: 'connection.start-ok', step: sendTune },
  { defect: 'tunes-again-late', state: 'running', method: 'connection.tune-ok', step: () => {} },
  { defect: 'accepts-blocked-from-client', state: 'running', method: 'connection.blocked', step: () => {} },
] as const;

function startOk(connection: Connection, { arguments: values }: MethodFrame): void {
  const { server } = connection;
  const capabilities = plain(tableOf(values, 'client-properties')).capabilities;
  connection.capabilities = new Set(
    Object.entries(capabilities ?? {}).flatMap(([name, value]) => (value === true ? [name] : [])),
  );
  const login = authenticate(textOf(values, 'mechanism'), octetsOf(values, 'response'), server);
  if (typeof login === 'object' && !(login.reason !== 'mechanism' && server.has('tunes-before-checking-password'))) {
    refuseLogin(connection, login);
  } else if (textOf(values, 'locale') !== locales) connection.drop();
  else {
    connection.user = typeof login === 'string' ? login : '';
    connection.state = 'tune-ok';
    sendTune(connection);
  }
}

function sendTune(connection: Connection): void {
  const { channelMax, frameMax, heartbeat } = connection.server.settings;
  connection.send(0, 'connection.tune', { 'channel-max': channelMax, 'frame-max': frameMax, heartbeat });
}

/** The socket just ends, after a pause; a client that can take a connection.close gets one when it was the login. */
function refuseLogin(connection: Connection, { reason, name }: LoginFailure): void {
  const { server, capabilities } = connection;
  const takesClose =
    capabilities.has('authentication_failure_close') && !server.has('ignores-failure-close-capability');
  if (reason !== 'mechanism' && takesClose) {
    const tells = reason === 'user' && server.has('tells-unknown-users-apart');
    connection.raise('access-refused', tells ? `there is no user '${name}'` : 'login was refused');
    return;
  }
  const { loginPause } = server.settings;
  if (loginPause === 0) connection.drop();
  else setTimeout(() => connection.drop(), loginPause).unref();
}

function tuneOk(connection: Connection, { arguments: values }: MethodFrame) {
  const { server } = connection;
  const offered = server.settings;
  const given = { channelMax: numberOf(values, 'channel-max'), frameMax: numberOf(values, 'frame-max') };
  const refused = tuneRefusals.some(
    ({ defect, onlyWith, when }) =>
      !(defect && server.has(defect)) && (!onlyWith || server.has(onlyWith)) && when(given, offered),
  );
  if (hangs.some(({ defect, limit }) => server.has(defect) && given[limit] === 0)) {
    connection.isDeaf = true;
    return;
  }
  if (refused) return connection.drop();
  connection.channelMax = given.channelMax || 65535;
  connection.frameMax = server.has('accepts-frame-max-below-minimum')
    ? Math.max(given.frameMax, frameMinSize)
    : given.frameMax;
  connection.heartbeats.start(numberOf(values, 'heartbeat'), offered.heartbeat);
  connection.state = 'open';
}

const hangs = [
  { defect: 'hangs-on-frame-max-zero', limit: 'frameMax' },
  { defect: 'hangs-on-channel-max-zero', limit: 'channelMax' },
] as const;

function openForGuest(connection: Connection, frame: MethodFrame): void {
  connection.user = guest;
  connection.channelMax = 65535;
  open(connection, frame);
}

function open(connection: Connection, frame: MethodFrame) {
  const { server } = connection;
  const name = textOf(frame.arguments, 'virtual-host');
  const other = server.has('opens-unknown-virtual-hosts') ? server.virtualHosts.get('/') : undefined;
  const virtualHost = server.virtualHosts.get(name) ?? other;
  if (virtualHost === undefined) return connection.raise('invalid-path', `no virtual host '${name}'`, frame);
  const user = users.find((entry) => entry.name === connection.user);
  const may = user?.virtualHosts.includes(virtualHost.name);
  if (!may && !server.has('ignores-virtual-host-permissions')) {
    return connection.raise('access-refused', `access to '${name}' refused for user '${connection.user}'`, frame);
  }
  connection.virtualHost = server.has('shares-virtual-hosts') ? server.virtualHosts.get('/') : virtualHost;
  connection.state = 'running';
  connection.send(0, 'connection.open-ok');
}

/** Everything is given back before the client reads close-ok. */
function close(connection: Connection, frame: MethodFrame) {
  const { server } = connection;
  if (server.has('answers-no-close-ok')) return connection.end();
  const answer = () => {
    connection.releaseAll();
    connection.send(frame.channel, 'connection.close-ok');
    connection.end();
  };
  if (server.has('executes-methods-after-close')) setTimeout(answer, 20).unref();
  else answer();
}
