import { setTimeout as wait } from 'node:timers/promises';
import { startStopwatch } from '../../../net/deadline.js';
import type { MqttPacketType } from '../../../protocol/mqtt/packet.js';
import { ExpectationFailed } from '../../../result/expectation.js';
import { mustHaveSpoken } from '../../run/busy-machine.js';
import { type StepDefinition, step } from '../../step.js';
import type { WrittenName } from '../../words/wire-name.js';
import type { World } from '../../world.js';
import type { MqttClient } from '../client.js';
import { publication } from '../messages.js';
import { mqttClient } from './client.js';

/** Where the standard itself speaks of time: Keep Alive. */
export const MQTT_CLOCK_STEPS: readonly StepDefinition[] = [
  step(
    '{int} clients with Keep Alive {int} fall silent, {int} ms apart',
    async (world: World, count: number, keepAlive: number, apartMs: number) => {
      const clients = Array.from({ length: count }, (_, index) => mqttClient(world, `Client ${index + 1}`));
      world.state(silent).push(...clients);
      await Promise.all(
        clients.map(async (client, index) => {
          await wait(index * apartMs);
          await client.connect([['Keep Alive', String(keepAlive)]]);
        }),
      );
    },
    'connected, one after the other, and then nothing',
  ),
  step(
    'the broker closes each silent connection after 1.5 times its Keep Alive',
    async (world: World) => {
      const waits = await Promise.all(world.state(silent).map(silenceOf));
      judge(world, waits);
    },
    'each of the clients that fell silent; late is an advisory',
  ),
  step(
    '{client} publishes to {topic} every second as long as {client} is connected',
    async (world: World, name: string, topic: WrittenName, listener: string) => {
      const publisher = mqttClient(world, name);
      const { link, keepAlive } = mqttClient(world, listener);
      const until = link.lastSentAt + patienceMs(keepAlive);
      while (!link.isClosed && performance.now() < until) {
        publisher.link.send(publication(publisher, 'tick', topic, 0));
        await wait(1000);
      }
    },
    'so that the other one has something to hear while it says nothing',
  ),
  step(
    "the broker has closed {client}'s connection after 1.5 times its Keep Alive",
    async (world: World, name: string) => {
      // How late a single connection is closed depends on where the broker's clock stands at that moment.
      mustBeClosed([await silenceOf(mqttClient(world, name))]);
    },
    'however late it was',
  ),
  step(
    '{client} sends {packet type} every {float} seconds for {int} seconds',
    async (world: World, name: string, type: MqttPacketType, interval: number, seconds: number) => {
      const client = mqttClient(world, name);
      for (let sent = 0; sent * interval < seconds && !client.link.isClosed; sent++) {
        await wait(interval * 1000);
        const { keepAlive, link } = client;
        if (keepAlive > 0) mustHaveSpoken(name, performance.now() - link.lastSentAt, keepAlive * 1500);
        if (type === 'PUBLISH') client.link.send(publication(client, 'tick', { text: 'clock', exact: false }, 0));
        else client.link.send({ type: 'PINGREQ' });
      }
    },
    'PINGREQ, or PUBLISH at QoS 0',
  ),
];

const silent = (): MqttClient[] => [];

/** Some brokers look at their clocks every few seconds only: to be ten seconds late is worth a word, no more. */
const graceMs = 1000;
const latenessMs = 10_000;

const patienceMs = (keepAlive: number): number => keepAlive * 1500 + latenessMs;

interface Silence {
  readonly client: MqttClient;
  readonly keepAlive: number;
  /** From the last octet sent to the close; absent where the connection stayed open. */
  readonly closedAfterMs?: number;
}

async function silenceOf(client: MqttClient): Promise<Silence> {
  const { link, keepAlive } = client;
  const began = performance.now();
  const watch = startStopwatch();
  const closed = await link.closed(Math.max(0, link.lastSentAt + patienceMs(keepAlive) - began));
  const listened = watch.elapsed();
  watch.stop();
  if (closed === undefined) return { client, keepAlive };
  // A close that lay unread while this process did not get to run is not late for that.
  const closedAfterMs = Math.min(closed.at, began) - link.lastSentAt + (closed.at > began ? listened : 0);
  return { client, keepAlive, closedAfterMs };
}

/** Several connections at different moments: the worst counts. */
function judge(world: World, silences: readonly Silence[]): void {
  const worst = mustBeClosed(silences);
  if (worst === undefined || worst.closedAfterMs <= worst.keepAlive * 1500 + graceMs) return;
  world.advise({
    expected: expectedOf(worst),
    actual: `closed after ${(worst.closedAfterMs / 1000).toFixed(1)} seconds`,
  });
}

/** The one that was closed last; none may have stayed open. */
function mustBeClosed(silences: readonly Silence[]): (Silence & { readonly closedAfterMs: number }) | undefined {
  const [worst] = [...silences].sort((a, b) => (b.closedAfterMs ?? Infinity) - (a.closedAfterMs ?? Infinity));
  if (worst === undefined) return undefined;
  const { closedAfterMs, keepAlive } = worst;
  if (closedAfterMs !== undefined) return { ...worst, closedAfterMs };
  throw new ExpectationFailed(expectedOf(worst), `open and unclosed ${patienceMs(keepAlive) / 1000} seconds after it`);
}

function expectedOf({ keepAlive }: Silence): readonly string[] {
  return [`the connection is closed ${keepAlive * 1.5} seconds after the client's last packet`];
}
