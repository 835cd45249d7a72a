import type { Target } from '../../net/target.js';
import { ExpectationFailed } from '../../result/expectation.js';
import type { Visit } from '../suite-protocol.js';
import { wireTopic } from '../words/wire-name.js';
import { World } from '../world.js';
import { MqttClient } from './client.js';
import { subscribe } from './messages.js';

/** What any client does: connects, subscribes, and hears that it is served. Nothing is published. */
export async function visitMqtt(target: Target, { capabilities, namespace, timeoutMs }: Visit): Promise<void> {
  const makeActor = (name: string, stage: World) => new MqttClient(name, stage);
  const spec = capabilities.mqtt3 === true ? 'mqtt3' : 'mqtt5';
  const world = new World({ spec, target, timeoutMs, namespace, makeActor, capabilities: {} });
  const client = new MqttClient('visitor', world);
  try {
    await client.connect();
    await subscribe(client, { subscriptions: [{ topicFilter: wireTopic('visit', namespace), qos: 0 }] });
    if ((await client.link.fence()).kind !== 'frame') throw new ExpectationFailed(['PINGRESP'], 'none');
  } finally {
    void world.dispose();
  }
}
