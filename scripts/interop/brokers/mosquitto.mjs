// @ts-check
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers, freePort } from '../port.mjs';
import { dataFolder, run, runToEnd } from '../process.mjs';

/** @type {import('../brokers.mjs').Starter} */
export const mosquitto = {
  name: 'mosquitto',
  packages: ['mosquitto'],
  selectors: ['mqtt3', 'mqtt5'],
  installed: () => existsSync('/usr/sbin/mosquitto'),
  async start() {
    const data = dataFolder();
    const port = await freePort();
    const config = join(data.path, 'mosquitto.conf');
    // Run by root, it would otherwise become the user "mosquitto", who may not read the folder.
    writeFileSync(config, `user root\nlistener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
    const running = run('/usr/sbin/mosquitto', ['-c', config]);
    await answers('mqtt', port, running);
    const { output } = await runToEnd('/usr/sbin/mosquitto', ['-h']);
    return {
      version: /mosquitto version (\S+)/.exec(output)?.[1] ?? 'unknown',
      urls: { mqtt: `mqtt://127.0.0.1:${port}` },
      output: running.output,
      async stop() {
        await running.stop();
        data.remove();
      },
    };
  },
};
