// @ts-check

import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { connect as connectTo } from 'node:net';
import { join } from 'node:path';
import { dataFolder, run } from '../../process.mjs';
import { answers, freePort } from '../port.mjs';

const jars = '/usr/share/java';

// Debian's own class path lacks the MQTT codec and its dispatcher: the broker then accepts connections and is silent.
const wanted = [
  /^activemq-(broker|client|console|jaas|kahadb-store|jdbc-store|mqtt|openwire-legacy|protobuf|spring)\.jar$/,
  /^(hawtbuf|hawtdispatch|hawtdispatch-transport|mqtt-client|activeio-core)\.jar$/,
  /^slf4j-(api|log4j12)\.jar$/,
  /^log4j-1\.2\.jar$/,
  /^geronimo-(annotation-1\.3|j2ee-management-1\.1|jms_1\.1|jta-1\.2|j2ee-connector-1\.5)[-_]spec.*\.jar$/,
  /^commons-(logging|net|pool2|lang3|io|codec)\.jar$/,
];

/** @type {import('../brokers.mjs').Starter} */
export const activemq = {
  name: 'activemq',
  packages: ['activemq', 'libmqtt-client-java', 'libhawtdispatch-java'],
  selectors: ['mqtt3'],
  // In memory: on disk, a topic of 65,535 octets cannot be read again and makes the broker restart itself, and every
  // message waits for the disk.
  fresh: true,
  installed: () =>
    existsSync('/usr/bin/java') &&
    ['activemq-mqtt.jar', 'mqtt-client.jar', 'hawtdispatch.jar'].every((jar) => existsSync(join(jars, jar))),
  async start() {
    const data = dataFolder();
    const port = await freePort();
    const classPath = readdirSync(jars).filter((jar) => wanted.some((pattern) => pattern.test(jar)));
    const logging = join(data.path, 'log4j.properties');
    writeFileSync(
      logging,
      [
        'log4j.rootLogger=WARN, console',
        'log4j.appender.console=org.apache.log4j.ConsoleAppender',
        'log4j.appender.console.layout=org.apache.log4j.PatternLayout',
        'log4j.appender.console.layout.ConversionPattern=%d %p %c{1}: %m%n',
        '',
      ].join('\n'),
    );
    const broker = `broker:(mqtt://127.0.0.1:${port})?useJmx=false&persistent=false&dataDirectory=${data.path}/data`;
    const running = run('java', [
      '-Xmx1g',
      `-Dactivemq.home=${data.path}`,
      `-Dactivemq.base=${data.path}`,
      `-Dlog4j.configuration=file:${logging}`,
      '-cp',
      classPath.map((jar) => join(jars, jar)).join(':'),
      'org.apache.activemq.console.Main',
      'start',
      broker,
    ]);
    await answers('mqtt', port, running);
    await warmUp(port);
    const versioned = readdirSync(jars).find((jar) => /^activemq-broker-\d/.test(jar)) ?? '';
    return {
      version: /activemq-broker-(.*)\.jar/.exec(versioned)?.[1] ?? 'unknown',
      urls: { mqtt: `mqtt://127.0.0.1:${port}` },
      output: running.output,
      async stop() {
        await running.stop();
        data.remove();
      },
    };
  },
};

/**
 * A Java broker answers its first clients seconds late, while it compiles itself: that is no matter of the standard.
 * @param {number} port
 */
async function warmUp(port) {
  for (let round = 0; round < 40; round++) {
    await Promise.all(Array.from({ length: 20 }, (_, place) => visit(port, `warm${round}x${place}`)));
  }
}

/**
 * Connects with a session, subscribes at QoS 2, publishes at QoS 1 with RETAIN, and goes.
 * @param {number} port @param {string} name
 */
function visit(port, name) {
  const id = string(name);
  const connect = packet(0x10, Buffer.from('00044d51545404020000', 'hex'), id);
  const subscribe = packet(0x82, Buffer.of(0, 1), id, Buffer.of(2));
  const publish = packet(0x33, id, Buffer.of(0, 2), Buffer.from('hot'));
  const clear = packet(0x31, id);
  const socket = connectTo({ port, host: '127.0.0.1' });
  socket.write(Buffer.concat([connect, subscribe, publish, clear, Buffer.of(0xc0, 0)]));
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), 5000);
    // The answer to PINGREQ comes last.
    socket.on('data', (chunk) => chunk.includes(Buffer.of(0xd0, 0)) && socket.end(Buffer.of(0xe0, 0)));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}

/** @param {string} text */
const string = (text) => Buffer.concat([Buffer.of(0, text.length), Buffer.from(text)]);

/** @param {number} first @param {readonly Buffer[]} parts */
const packet = (first, ...parts) => Buffer.concat([Buffer.of(first, Buffer.concat(parts).length), ...parts]);
