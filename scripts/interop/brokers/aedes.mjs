// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../process.mjs';
import { answers, freePort } from '../port.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const manifest = join(root, 'node_modules/aedes/package.json');

// Its own process: knip does not see that it imports aedes.
const program = `
  import { createServer } from 'node:net';
  import { Aedes } from 'aedes';
  const broker = await Aedes.createBroker();
  createServer(broker.handle).listen(Number(process.argv[1]), '127.0.0.1');
`;

/** @type {import('../brokers.mjs').Starter} */
export const aedes = {
  name: 'aedes',
  packages: [],
  selectors: ['mqtt3'],
  installed: () => existsSync(manifest),
  async start() {
    const port = await freePort();
    const args = ['--input-type=module', '--eval', program, String(port)];
    const running = run(process.execPath, args, { cwd: root });
    await answers('mqtt', port, running);
    return {
      version: JSON.parse(readFileSync(manifest, 'utf8')).version,
      urls: { mqtt: `mqtt://127.0.0.1:${port}` },
      output: running.output,
      stop: () => running.stop(),
    };
  },
};
