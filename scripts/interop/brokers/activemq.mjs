// @ts-check
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers, freePort } from '../port.mjs';
import { dataFolder, run } from '../process.mjs';

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
  // A topic of 65,535 octets is stored, cannot be read again, and makes the broker restart itself from time to time.
  fresh: true,
  // It writes every message to the disk before it answers.
  timeout: '5s',
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
    const broker = `broker:(mqtt://127.0.0.1:${port})?useJmx=false&persistent=true&dataDirectory=${data.path}/data`;
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
