// @ts-check
import { join } from 'node:path';

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {(path: string, protocol: 'mqtt' | 'amqp') => readonly string[]} command
 * @property {boolean} [ours]
 * @property {boolean} [slow] run once
 * @property {number} [goal] how many times as fast as the first
 */

const FIELDS = {
  mqtt: ['frame.number', 'tcp.stream', 'mqtt.msgtype', 'mqtt.msgid', 'mqtt.qos', 'mqtt.topic'],
  amqp: ['frame.number', 'tcp.stream', 'amqp.type', 'amqp.channel', 'amqp.method.class', 'amqp.method.method'],
};

/**
 * The first is what the others are measured by.
 *
 * @param {string} root
 * @returns {Tool[]}
 */
export function tools(root) {
  const conform = join(root, 'bin/conform.js');
  const script = (/** @type {string} */ name) => join(root, 'scripts/bench', name);
  return [
    {
      name: 'tshark -Y … -T fields',
      slow: true,
      command: (path, protocol) => [
        ...['tshark', '-n', '-r', path, '-Y', protocol, '-T', 'fields'],
        ...FIELDS[protocol].flatMap((field) => ['-e', field]),
      ],
    },
    { name: 'pcap-parser (no decoding)', command: (path) => ['node', script('pcap-parser.mjs'), path] },
    { name: 'ndpiReader (labels of flows)', command: (path) => ['ndpiReader', '-q', '-i', path] },
    { name: 'capture layer alone', ours: true, command: (path) => ['node', script('capture-layer.mjs'), path] },
    {
      name: 'conform decode --stats',
      ours: true,
      goal: 50,
      command: (path) => ['node', conform, 'decode', path, '--stats'],
    },
    {
      name: 'conform decode --ndjson',
      ours: true,
      goal: 15,
      command: (path) => ['node', conform, 'decode', path, '--ndjson'],
    },
  ];
}
