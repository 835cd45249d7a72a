// @ts-check
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, run, runToEnd } from '../../process.mjs';
import { answers, freePort } from '../port.mjs';

/** @type {import('../brokers.mjs').Starter} */
export const ejabberd = {
  name: 'ejabberd',
  packages: ['ejabberd'],
  selectors: ['mqtt3', 'mqtt5'],
  installed: () => folders().length > 0 && existsSync('/usr/bin/erl'),
  async start() {
    const data = dataFolder();
    const [mqtt, webSocket, epmd] = await Promise.all([freePort(), freePort(), freePort()]);
    const at = (/** @type {string} */ name) => join(data.path, name);
    writeFileSync(at('ejabberd.yml'), configuration(mqtt, webSocket));
    const env = { ...process.env, HOME: data.path, ERL_EPMD_PORT: String(epmd), ERL_EPMD_ADDRESS: '127.0.0.1' };
    const args = ['-noinput', '-sname', `conform-${mqtt}@localhost`, '-mnesia', 'dir', `"${at('mnesia')}"`];
    args.push('-ejabberd', 'config', `"${at('ejabberd.yml')}"`, 'log_path', `"${at('ejabberd.log')}"`);
    const running = run('erl', [...args, '-pa', ...folders(), '-s', 'ejabberd'], { env, cwd: data.path });
    await Promise.all([answers('mqtt', mqtt, running), answers('webSocket', webSocket, running)]);
    return {
      version: /ejabberd-([\d.]+)/.exec(folders()[0] ?? '')?.[1] ?? 'unknown',
      urls: { mqtt: `mqtt://127.0.0.1:${mqtt}` },
      webSocket: `ws://127.0.0.1:${webSocket}/mqtt`,
      user: 'conform',
      password: 'conform',
      output: running.output,
      async stop() {
        await running.stop();
        await runToEnd('epmd', ['-port', String(epmd), '-kill']);
        data.remove();
      },
    };
  },
};

/** Where Debian keeps the compiled modules. */
function folders() {
  return ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name, 'ebin')))
    .filter((folder) => /\/ejabberd-[^/]+\/ebin$/.test(folder) && existsSync(folder));
}

/** Anybody may log in under any name, publish and subscribe. @param {number} port @param {number} webSocket */
function configuration(port, webSocket) {
  return `hosts: [localhost]
loglevel: warning
auth_method: [anonymous]
anonymous_protocol: login_anon
allow_multiple_connections: true
listen:
  - port: ${port}
    ip: "127.0.0.1"
    module: mod_mqtt
    backlog: 1000
  - port: ${webSocket}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers: {/mqtt: mod_mqtt}
acl: {}
access_rules:
  all_ok: [allow: all]
shaper: {}
modules:
  mod_mqtt:
    access_publish: {"#": [{allow: all}]}
    access_subscribe: {"#": [{allow: all}]}
`;
}
