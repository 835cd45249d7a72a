// @ts-check
import { activemq } from './brokers/activemq.mjs';
import { aedes } from './brokers/aedes.mjs';
import { ejabberd } from './brokers/ejabberd.mjs';
import { mosquitto } from './brokers/mosquitto.mjs';
import { rabbitmq } from './brokers/rabbitmq.mjs';

/**
 * A broker that runs on free loopback ports with a data folder of its own.
 * @typedef {object} Started
 * @property {string} version
 * @property {{ mqtt?: string, amqp?: string }} urls
 * @property {string} [webSocket] Where it listens for MQTT over WebSocket.
 * @property {string} [user]
 * @property {string} [password]
 * @property {() => string} output The last of what it printed.
 * @property {() => Promise<string[]>} [leftovers] Names of queues, exchanges and connections that are there.
 * @property {() => Promise<void>} stop
 */

/**
 * How to start a broker that is not ours.
 * @typedef {object} Starter
 * @property {string} name
 * @property {readonly string[]} packages Debian's packages that bring it.
 * @property {readonly ('mqtt3' | 'mqtt5' | 'amqp091' | 'rabbitmq')[]} selectors What it speaks.
 * @property {boolean} [fresh] What a run leaves changes the next: started anew for each.
 * @property {() => boolean} installed
 * @property {() => Promise<Started>} start Resolves when its ports answer.
 */

/** @type {readonly Starter[]} */
export const brokers = [mosquitto, rabbitmq, ejabberd, activemq, aedes];
