// @ts-check
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, run, runToEnd } from '../../process.mjs';
import { answers, freePort } from '../port.mjs';

/** @type {import('../brokers.mjs').Starter} */
export const mosquitto = {
  name: 'mosquitto',
  packages: ['mosquitto'],
  selectors: ['mqtt3', 'mqtt5'],
  installed: () => existsSync('/usr/sbin/mosquitto'),
  async start() {
    const data = dataFolder();
    const [port, webSocket] = await Promise.all([freePort(), freePort()]);
    const config = join(data.path, 'mosquitto.conf');
    // Run by root, it would otherwise become the user "mosquitto", who may not read the folder.
    writeFileSync(
      config,
      [
        'user root',
        'allow_anonymous true',
        'persistence false',
        `listener ${port} 127.0.0.1`,
        `listener ${webSocket} 127.0.0.1`,
        'protocol websockets',
        '',
      ].join('\n'),
    );
    const running = run('/usr/sbin/mosquitto', ['-c', config]);
    await Promise.all([answers('mqtt', port, running), answers('webSocket', webSocket, running)]);
    const { out } = await runToEnd('/usr/sbin/mosquitto', ['-h']);
    return {
      version: /mosquitto version (\S+)/.exec(out)?.[1] ?? 'unknown',
      urls: { mqtt: `mqtt://127.0.0.1:${port}` },
      webSocket: `ws://127.0.0.1:${webSocket}/mqtt`,
      output: running.output,
      async stop() {
        await running.stop();
        data.remove();
      },
    };
  },
};
