// @ts-check
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, run, runToEnd } from '../../process.mjs';
import { answers, freePort } from '../port.mjs';

// Debian's /usr/sbin/rabbitmq-server changes to the user "rabbitmq" and drops the environment; the script behind it
// runs as anybody, with its cookie in HOME.
const bin = '/usr/lib/rabbitmq/bin';

/** @type {import('../brokers.mjs').Starter} */
export const rabbitmq = {
  name: 'rabbitmq',
  packages: ['rabbitmq-server'],
  selectors: ['mqtt3', 'amqp091', 'rabbitmq'],
  installed: () => existsSync(`${bin}/rabbitmq-server`),
  async start() {
    const data = dataFolder();
    const [amqp, mqtt, distribution, epmd] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
    const at = (/** @type {string} */ name) => join(data.path, name);
    writeFileSync(at('plugins'), '[rabbitmq_mqtt].\n');
    writeFileSync(
      at('rabbitmq.conf'),
      [
        `listeners.tcp.1 = 127.0.0.1:${amqp}`,
        `mqtt.listeners.tcp.1 = 127.0.0.1:${mqtt}`,
        'mqtt.allow_anonymous = true',
        'log.console = true',
        'log.file = false',
        '',
      ].join('\n'),
    );
    writeFileSync(at('empty'), '');
    const env = {
      ...process.env,
      HOME: data.path,
      // Its own port mapper: one that was running before is left alone, and ours can be ended.
      ERL_EPMD_PORT: String(epmd),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      RABBITMQ_NODENAME: `conform-${amqp}@localhost`,
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_MNESIA_BASE: at('mnesia'),
      RABBITMQ_LOG_BASE: at('log'),
      RABBITMQ_ENABLED_PLUGINS_FILE: at('plugins'),
      RABBITMQ_CONFIG_FILE: at('rabbitmq.conf'),
      RABBITMQ_CONF_ENV_FILE: at('empty'),
      RABBITMQ_ADVANCED_CONFIG_FILE: at('none.config'),
      // The script becomes the Erlang machine instead of starting it as a child: one pid to end.
      RUNNING_UNDER_SYSTEMD: 'true',
    };
    const running = run(`${bin}/rabbitmq-server`, [], { env, graceMs: 20_000 });
    await Promise.all([answers('amqp', amqp, running), answers('mqtt', mqtt, running)]);
    const ctl = (/** @type {readonly string[]} */ args) => runToEnd(`${bin}/rabbitmqctl`, args, { env });
    return {
      version: installedVersion(),
      urls: { mqtt: `mqtt://127.0.0.1:${mqtt}`, amqp: `amqp://127.0.0.1:${amqp}` },
      user: 'guest',
      password: 'guest',
      output: running.output,
      async leftovers() {
        const found = [];
        for (const list of ['list_queues', 'list_exchanges', 'list_connections']) {
          const { out } = await ctl(['-q', list, 'name', '--no-table-headers']);
          const names = out.split('\n').filter((line) => line.trim() !== '' && !standard.test(line));
          found.push(...names.map((name) => `${list.slice('list_'.length, -1)} ${name}`));
        }
        return found;
      },
      async stop() {
        await running.stop();
        await runToEnd('epmd', ['-port', String(epmd), '-kill']);
        data.remove();
      },
    };
  },
};

/** The exchanges that every virtual host has, or gets from a plug-in. */
const standard = /^amq\.(direct|fanout|topic|headers|match|rabbitmq\.\S+)$/;

function installedVersion() {
  const folder = readdirSync('/usr/lib/rabbitmq/lib').find((name) => name.startsWith('rabbitmq_server-'));
  return folder?.slice('rabbitmq_server-'.length) ?? 'unknown';
}
