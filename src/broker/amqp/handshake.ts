import type { MethodFrame } from '../../codec/amqp/frame.js';
import { plain, table } from '../../codec/amqp/plain-table.js';
import type { Connection } from './connection.js';
import { authenticate, mechanisms } from './sasl.js';
import { tuneRefusals } from './tune-refusals.js';
import { users } from './users.js';
import { numberOf, octetsOf, tableOf, textOf } from './values.js';

/** header → start → start-ok → tune → tune-ok → open → open-ok → running. */
export function sendStart(connection: Connection): void {
  connection.state = 'start-ok';
  connection.send(0, 'connection.start', {
    'version-major': 0,
    'version-minor': 9,
    'server-properties': serverProperties,
    mechanisms: mechanisms.join(' '),
    locales: 'en_US',
  });
}

/** A method on channel 0. */
export function handleConnectionMethod(connection: Connection, frame: MethodFrame) {
  if (frame.method === 'connection.close') return connection.end(closeOk(connection));
  const steps = connection.state === 'running' ? running : handshake[connection.state];
  const step = steps?.[frame.method];
  if (step) step(connection, frame);
  else connection.raise('command-invalid', `${frame.method} was not expected`, frame);
}

type Step = (connection: Connection, frame: MethodFrame) => void;
type Steps = Readonly<Record<string, Step>>;

/** What each state awaits. */
const handshake: Readonly<Record<string, Steps>> = {
  'start-ok': { 'connection.start-ok': startOk },
  'tune-ok': { 'connection.tune-ok': tuneOk },
  open: { 'connection.open': open },
};

const running: Steps = {
  'connection.update-secret': (connection) => connection.send(0, 'connection.update-secret-ok'),
};

const serverProperties = table({
  capabilities: {
    publisher_confirms: true,
    exchange_exchange_bindings: true,
    'basic.nack': true,
    consumer_cancel_notify: true,
    authentication_failure_close: true,
  },
  host: 'localhost',
  product: 'conform reference broker',
  version: '0.1.0',
  platform: 'Node.js',
  copyright: 'MIT licence',
  information: 'AMQP 0-9-1 in memory, for conformance tests',
});

function startOk(connection: Connection, { arguments: values }: MethodFrame) {
  const capabilities = plain(tableOf(values, 'client-properties')).capabilities;
  connection.capabilities = new Set(
    Object.entries(capabilities ?? {}).flatMap(([name, value]) => (value === true ? [name] : [])),
  );
  const user = authenticate(textOf(values, 'mechanism'), octetsOf(values, 'response'), users);
  if (typeof user === 'string') return refuseLogin(connection, user);
  connection.user = user.name;
  const { channelMax, frameMax, heartbeat } = connection.server.settings;
  connection.state = 'tune-ok';
  connection.send(0, 'connection.tune', { 'channel-max': channelMax, 'frame-max': frameMax, heartbeat });
}

/** The socket just ends, after a pause; a client that can take a connection.close gets one when it was the login. */
function refuseLogin(connection: Connection, reason: 'mechanism' | 'login') {
  if (reason === 'login' && connection.capabilities.has('authentication_failure_close')) {
    connection.raise('access-refused', 'login was refused');
    return;
  }
  const { loginPause } = connection.server.settings;
  if (loginPause === 0) connection.drop();
  else setTimeout(() => connection.drop(), loginPause).unref();
}

function tuneOk(connection: Connection, { arguments: values }: MethodFrame) {
  const { server } = connection;
  const offered = server.settings;
  const given = { channelMax: numberOf(values, 'channel-max'), frameMax: numberOf(values, 'frame-max') };
  if (tuneRefusals.some((row) => !(row.defect && server.has(row.defect)) && row.when(given, offered))) {
    return connection.drop();
  }
  connection.channelMax = given.channelMax || offered.channelMax || 65535;
  connection.frameMax = given.frameMax || offered.frameMax;
  connection.heartbeats.start(numberOf(values, 'heartbeat'));
  connection.state = 'open';
}

function open(connection: Connection, frame: MethodFrame) {
  const { server } = connection;
  const name = textOf(frame.arguments, 'virtual-host');
  const virtualHost = server.virtualHosts.get(name);
  if (virtualHost === undefined) return connection.raise('invalid-path', `no virtual host '${name}'`, frame);
  const user = users.find((entry) => entry.name === connection.user);
  if (!user?.virtualHosts.includes(name)) {
    return connection.raise('access-refused', `access to '${name}' refused for user '${connection.user}'`, frame);
  }
  connection.virtualHost = virtualHost;
  connection.state = 'running';
  connection.send(0, 'connection.open-ok');
}

/** Everything is given back before the client reads close-ok. */
function closeOk(connection: Connection): Uint8Array {
  connection.releaseAll();
  return connection.encoded(0, 'connection.close-ok');
}
