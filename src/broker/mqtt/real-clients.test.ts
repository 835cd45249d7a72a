import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Broker, startBroker } from '../broker.js';

/** MQTT.js, which this project did not write, against the reference broker. */
describe.each([4, 5] as const)('MQTT.js at protocol version %i', (protocolVersion) => {
  let broker: Broker;
  const clients: MqttClient[] = [];
  beforeAll(async () => {
    broker = await startBroker({ amqpPort: null, wsPort: 0 });
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.endAsync(true)));
    await broker.close();
  });

  const connect = async (options: IClientOptions = {}, url = `mqtt://127.0.0.1:${broker.mqttPort}`) => {
    const client = await mqtt.connectAsync(url, { protocolVersion, reconnectPeriod: 0, ...options });
    clients.push(client);
    return client;
  };
  const inbox = (client: MqttClient) => {
    const packets: IPublishPacket[] = [];
    const waiting: (() => void)[] = [];
    client.on('message', (_topic, _payload, packet) => {
      packets.push(packet);
      for (const wake of waiting.splice(0)) wake();
    });
    return async (): Promise<IPublishPacket> => {
      while (packets.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      return packets.shift() as IPublishPacket;
    };
  };

  it.each([0, 1, 2] as const)('carries Korean text at QoS %i', async (qos) => {
    const alice = await connect();
    const bob = await connect();
    const next = inbox(bob);
    await bob.subscribeAsync(`계량기/${qos}/#`, { qos });
    await alice.publishAsync(`계량기/${qos}/온도`, '섭씨 이십 도 🌡', { qos });
    const packet = await next();
    expect([packet.topic, String(packet.payload), packet.qos]).toEqual([`계량기/${qos}/온도`, '섭씨 이십 도 🌡', qos]);
  });

  it('keeps retained messages and clears them', async () => {
    const alice = await connect();
    await alice.publishAsync('retained/a', 'first', { qos: 1, retain: true });
    const bob = await connect();
    const next = inbox(bob);
    await bob.subscribeAsync('retained/+', { qos: 1 });
    const packet = await next();
    expect([String(packet.payload), packet.retain]).toEqual(['first', true]);
    await alice.publishAsync('retained/a', '', { qos: 1, retain: true });
    expect((await next()).payload.length).toBe(0);
    const carol = await connect();
    const carolNext = inbox(carol);
    await carol.subscribeAsync('retained/+', { qos: 1 });
    await alice.publishAsync('retained/b', 'end', { qos: 1 });
    expect(String((await carolNext()).payload)).toBe('end');
  });

  it('queues for a session that is away, in order', async () => {
    const session = {
      clientId: 'stored',
      clean: false,
      ...(protocolVersion === 5 ? { properties: { sessionExpiryInterval: 60 } } : {}),
    };
    const first = await connect(session);
    await first.subscribeAsync('queue/1', { qos: 2 });
    await first.endAsync();
    const alice = await connect();
    for (const text of ['one', 'two', 'three']) await alice.publishAsync('queue/1', text, { qos: 2 });
    const again = mqtt.connect(`mqtt://127.0.0.1:${broker.mqttPort}`, { protocolVersion, ...session });
    clients.push(again);
    const next = inbox(again);
    const connack = await new Promise<{ sessionPresent: boolean }>((resolve) => again.once('connect', resolve));
    expect(connack.sessionPresent).toBe(true);
    expect([String((await next()).payload), String((await next()).payload), String((await next()).payload)]).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  it('publishes the Will of a client that is lost', async () => {
    const bob = await connect();
    const next = inbox(bob);
    await bob.subscribeAsync('wills/#', { qos: 1 });
    const alice = await connect({
      will: { topic: 'wills/alice', payload: Buffer.from('gone'), qos: 1, retain: false },
    });
    alice.stream.destroy();
    expect(String((await next()).payload)).toBe('gone');
  });

  it('keeps what is durable over a restart', async () => {
    const other = await startBroker({ amqpPort: null });
    const url = `mqtt://127.0.0.1:${other.mqttPort}`;
    const alice = await connect({}, url);
    await alice.publishAsync('durable', 'kept', { qos: 1, retain: true });
    await other.restart();
    const bob = await connect({}, url);
    const next = inbox(bob);
    await bob.subscribeAsync('durable', { qos: 1 });
    expect(String((await next()).payload)).toBe('kept');
    await bob.endAsync(true);
    await other.close();
  });

  it('is served over a WebSocket', async () => {
    const alice = await connect({}, `ws://127.0.0.1:${broker.wsPort}`);
    const next = inbox(alice);
    await alice.subscribeAsync('web', { qos: 1 });
    await alice.publishAsync('web', 'x'.repeat(100_000), { qos: 1 });
    expect((await next()).payload.length).toBe(100_000);
  });

  it.runIf(protocolVersion === 5)('forwards properties, options and shared subscriptions', async () => {
    const [alice, bob, carol] = await Promise.all([connect(), connect(), connect()]);
    const bobNext = inbox(bob);
    const carolNext = inbox(carol);
    await bob.subscribeAsync('$share/desk/props', { qos: 1, properties: { subscriptionIdentifier: 300 } });
    await carol.subscribeAsync('$share/desk/props', { qos: 1 });
    const properties = {
      contentType: 'text/plain',
      responseTopic: 'reply',
      correlationData: Buffer.from([0, 1]),
      messageExpiryInterval: 100,
      userProperties: { a: ['1', '2'], b: '3' },
    };
    await alice.publishAsync('props', 'one', { qos: 1, properties });
    await alice.publishAsync('props', 'two', { qos: 1, properties });
    const first = await bobNext();
    expect(first.properties).toMatchObject({
      contentType: 'text/plain',
      responseTopic: 'reply',
      subscriptionIdentifier: 300,
    });
    expect(first.properties?.userProperties).toEqual({ a: ['1', '2'], b: '3' });
    expect(String((await carolNext()).payload)).toBe('two');
  });
});
