import type { Duplex } from 'node:stream';
import { socketUrl } from '../net/transport/place.js';
import type { Listener } from '../net/transport/transport.js';
import { listen } from '../net/transport/transports.js';
import { createAmqpHalf } from './amqp091/half.js';
import { checkDefects } from './defects.js';
import { listenTls, listenWebSocket, type TlsMaterial } from './listener.js';
import { createMqttHalf } from './mqtt/half.js';
import { type Settings, settingsWith } from './settings.js';

/** Ports are TCP ports; 0 takes a free one, null does not listen. */
export interface BrokerOptions {
  /** Address to listen on; 127.0.0.1. */
  readonly host?: string;
  /** A free one unless told. */
  readonly mqttPort?: number | null;
  readonly amqpPort?: number | null;
  /** MQTT over WebSocket (path and query do not matter); not listened on unless given. */
  readonly wsPort?: number | null;
  /** MQTT over TLS; not listened on unless given, needs `tls`. */
  readonly tlsPort?: number | null;
  /** AMQP over TLS; not listened on unless given, needs `tls`. */
  readonly amqpTlsPort?: number | null;
  /** Certificate and key, PEM. */
  readonly tls?: TlsMaterial;
  /** What it shall do wrong: ids as `conform broker --list-defects` tells them. */
  readonly defects?: readonly string[];
  /** What an operator may set, in camelCase: `{ maximumQos: 1 }`. */
  readonly settings?: Partial<Settings>;
}

/** A running reference broker: MQTT 3.1.1 and 5.0, AMQP 0-9-1, all in memory. Ports that it does not listen on are undefined. */
export interface Broker {
  readonly mqttPort: number | undefined;
  readonly amqpPort: number | undefined;
  readonly wsPort: number | undefined;
  readonly tlsPort: number | undefined;
  readonly amqpTlsPort: number | undefined;
  /** Drops every connection, forgets everything, and resolves when its ports are free. */
  close(): Promise<void>;
  /** Stops and starts again on the same ports; what is durable is kept. */
  restart(): Promise<void>;
}

/** Starts the reference broker. Rejects with an Error where a defect or setting is unknown or a port cannot be had. */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  checkDefects(options.defects ?? []);
  const ids = new Set(options.defects);
  const settings = settingsWith(options.settings);
  const mqtt = createMqttHalf(settings, ids);
  const amqp = createAmqpHalf(settings, ids);
  const doors = new Doors(options.host ?? '127.0.0.1');
  const wanted: Wanted[] = [
    ['mqttPort', orFree(options.mqttPort), (host, port) => listen(socketUrl({ host, port }), accept(mqtt))],
    ['amqpPort', orFree(options.amqpPort), (host, port) => listen(socketUrl({ host, port }), accept(amqp))],
    ['wsPort', options.wsPort, (host, port) => listenWebSocket(host, port, mqtt.webSocket)],
    ['tlsPort', options.tlsPort, (host, port) => listenTls(host, port, material(options), accept(mqtt))],
    ['amqpTlsPort', options.amqpTlsPort, (host, port) => listenTls(host, port, material(options), accept(amqp))],
  ];
  await doors.open(wanted);
  const port = (name: DoorName) => doors.port(name);
  return {
    mqttPort: port('mqttPort'),
    amqpPort: port('amqpPort'),
    wsPort: port('wsPort'),
    tlsPort: port('tlsPort'),
    amqpTlsPort: port('amqpTlsPort'),
    async close() {
      mqtt.close();
      amqp.close();
      await doors.close();
    },
    async restart() {
      mqtt.restart();
      amqp.restart();
      await doors.close();
      await doors.open(wanted);
    },
  };
}

type DoorName = 'mqttPort' | 'amqpPort' | 'wsPort' | 'tlsPort' | 'amqpTlsPort';
type Wanted = readonly [
  name: DoorName,
  port: number | null | undefined,
  open: (host: string, port: number) => Promise<Listener>,
];

const accept =
  (half: { accept(stream: Duplex): void }) =>
  (stream: Duplex): void =>
    half.accept(stream);

const orFree = (port: number | null = 0): number | null => port;

function material(options: BrokerOptions): TlsMaterial {
  if (options.tls === undefined) throw new Error('a TLS port needs a certificate and its key');
  return options.tls;
}

/** The listeners; a second opening takes the ports of the first. */
class Doors {
  private readonly host: string;
  private readonly ports = new Map<DoorName, number>();
  private listeners: Listener[] = [];

  constructor(host: string) {
    this.host = host;
  }

  port(name: DoorName): number | undefined {
    return this.ports.get(name);
  }

  async open(wanted: readonly Wanted[]): Promise<void> {
    try {
      for (const [name, port, open] of wanted) {
        if (port === null || port === undefined) continue;
        const listener = await open(this.host, this.ports.get(name) ?? port);
        this.listeners.push(listener);
        this.ports.set(name, listener.port);
      }
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const listeners = this.listeners;
    this.listeners = [];
    await Promise.all(listeners.map((listener) => listener.close()));
  }
}
