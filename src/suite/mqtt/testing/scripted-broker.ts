import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { Namespace } from '../../words/namespace.js';
import { World } from '../../world.js';
import { MqttClient } from '../client.js';

/** What a broker makes of a segment: its octets as hex, how to answer, and who sent it. */
export type Script = (hex: string, say: (hex: string) => void, socket: net.Socket, name: string) => void;

export interface ScriptOptions {
  readonly spec?: 'mqtt3' | 'mqtt5';
  /** As hex; one that accepts unless told. */
  readonly connack?: string;
}

const closing: (() => void)[] = [];

/** For `afterEach`: ends the brokers and the clients of a test. */
export function closeScripted(): void {
  for (const close of closing.splice(0)) close();
}

/** A broker that says what it is told to: CONNACK to everybody, then whatever `script` makes of each segment. */
export async function scriptedClients(
  names: readonly string[],
  script: Script,
  { spec = 'mqtt3', connack }: ScriptOptions = {},
): Promise<MqttClient[]> {
  const welcome = connack ?? (spec === 'mqtt5' ? '20 03 00 00 00' : '20 02 00 00');
  const server = net.createServer((socket) => {
    const say = (hex: string) => void socket.write(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
    let name = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      if (chunk[0] !== 0x10) script(chunk.toString('hex'), say, socket, name);
      else {
        name = names.find((one) => chunk.includes(one)) ?? '';
        say(welcome);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const world: World = new World({
    spec,
    target: { protocol: 'mqtt', host: '127.0.0.1', port: (server.address() as AddressInfo).port, url: '' },
    timeoutMs: 200,
    namespace: new Namespace('cf12345678'),
    makeActor: (name, stage) => new MqttClient(name, stage),
    capabilities: {},
  });
  closing.push(() => void world.dispose());
  return Promise.all(
    names.map(async (name) => {
      const client = world.actor(name) as MqttClient;
      await client.connect();
      return client;
    }),
  );
}

/** One client of such a broker. */
export async function scriptedClient(name: string, script: Script, options?: ScriptOptions): Promise<MqttClient> {
  const [client] = await scriptedClients([name], script, options);
  return client as MqttClient;
}

/** The topic `a` of such a client, with its length. */
export const topicOctets = '00 0c 63663132333435363738 2f61';
