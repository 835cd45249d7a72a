import type { Command } from 'commander';
import { UsageError } from '../../result/expectation.js';
import { collect, collectList, parsePort } from '../options.js';
import type { Session } from '../session.js';
import { systemReason } from '../system-reason.js';

interface BrokerFlags {
  readonly host: string;
  readonly mqttPort: number;
  readonly amqpPort: number;
  readonly wsPort?: number;
  readonly defect?: readonly string[];
  readonly set?: readonly string[];
  readonly listDefects?: true;
  readonly portFile?: string;
  readonly json?: true;
  readonly quiet?: true;
}

export function registerBroker(program: Command, session: Session): void {
  program
    .command('broker')
    .summary('start the bundled reference broker, optionally with defects')
    .description('Start the bundled reference broker: strict MQTT 3.1.1, MQTT 5.0 and AMQP 0-9-1, in memory.')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--mqtt-port <port>', 'port of MQTT; 0 takes a free one', parsePort('--mqtt-port'), 1883)
    .option('--amqp-port <port>', 'port of AMQP; 0 takes a free one', parsePort('--amqp-port'), 5672)
    .option('--ws-port <port>', 'port of MQTT over WebSocket', parsePort('--ws-port'))
    .option('--defect <id>', 'what the broker does wrong on purpose; repeatable', collectList)
    .option('--set <key=value>', 'a setting such as maximum-qos=1; repeatable', collect)
    .option('--list-defects', 'list the defects and end')
    .option('--port-file <file>', 'write the ports there, as JSON, once the broker listens')
    .option('--json', 'ports, or with --list-defects the defects, as JSON')
    .option('-q, --quiet', 'say nothing but errors')
    .action(async (flags: BrokerFlags) => {
      if (flags.listDefects === true) await listDefects(flags, session);
      else await serve(flags, session);
    });
}

async function listDefects({ json }: BrokerFlags, session: Session): Promise<void> {
  const { DEFECTS } = await import('../../broker/defects.js');
  const { paragraph } = await import('../../report/paragraph.js');
  const { makeView } = await import('../terminal.js');
  if (json === true) {
    const defects = DEFECTS.map(({ id, breaks, about }) => ({ id, statements: breaks, about }));
    session.out(`${JSON.stringify({ schema: 'conform.defects/1', defects }, null, 2)}\n`);
    return;
  }
  const column = Math.max(0, ...DEFECTS.map(({ id }) => id.length));
  const view = makeView(session, {});
  const lines = DEFECTS.flatMap(({ id, breaks, about }) => {
    const words = `${about}  (${breaks.join(', ')})`;
    if (column + 42 <= view.width) return paragraph(`${id.padEnd(column)}  `, column + 2, words, view);
    return [id, ...paragraph('    ', 4, words, view)];
  });
  session.out(lines.map((line) => `${line}\n`).join(''));
}

async function serve(flags: BrokerFlags, session: Session): Promise<void> {
  const { startBroker } = await import('../../broker/broker.js');
  const { DEFECTS } = await import('../../broker/defects.js');
  const { parseSetting } = await import('../../broker/settings.js');
  const { checkDefectNames } = await import('../defect-check.js');
  const defects = flags.defect ?? [];
  await checkDefectNames(defects, '--defect');
  const settings = understood(() => Object.assign({}, ...(flags.set ?? []).map(parseSetting)));
  const broker = await startBroker({
    host: flags.host,
    mqttPort: flags.mqttPort,
    amqpPort: flags.amqpPort,
    ...(flags.wsPort === undefined ? {} : { wsPort: flags.wsPort }),
    defects,
    settings,
  }).catch((error: NodeJS.ErrnoException) => {
    throw cannotListen(error);
  });
  const host = flags.host.includes(':') ? `[${flags.host}]` : flags.host;
  if (flags.json === true)
    session.out(`${JSON.stringify({ schema: 'conform.broker/1', ...portsOf(broker), defects })}\n`);
  else if (flags.quiet !== true)
    tellPorts(
      host,
      broker,
      defects.map((id) => ({ id, breaks: brokenBy(id, DEFECTS) })),
      session,
    );
  if (flags.portFile !== undefined) {
    await writePorts(flags.portFile, broker).catch(async (error: unknown) => {
      await broker.close();
      const hint = 'name another place:  --port-file FILE';
      throw new UsageError(`cannot write ${flags.portFile}`, systemReason(error), hint);
    });
  }
  await interrupted();
  await broker.close();
}

function tellPorts(host: string, broker: Ports, defects: readonly Broken[], session: Session): void {
  const lines = [
    `mqtt://${host}:${broker.mqttPort}   MQTT 3.1.1 and 5.0`,
    ...(broker.wsPort === undefined ? [] : [`ws://${host}:${broker.wsPort}   MQTT over WebSocket`]),
    `amqp://${host}:${broker.amqpPort}   AMQP 0-9-1, guest/guest`,
  ];
  const head = `${defects.length} ${defects.length === 1 ? 'defect' : 'defects'} on: `;
  const broken = defects.map(
    ({ id, breaks }, index) => `${index === 0 ? head : ' '.repeat(head.length)}${id} breaks ${breaks}`,
  );
  session.out([...lines, ...broken].map((line) => `${line}\n`).join(''));
}

interface Broken {
  readonly id: string;
  /** The statements, bare. */
  readonly breaks: string;
}

interface Ports {
  readonly mqttPort?: number | undefined;
  readonly amqpPort?: number | undefined;
  readonly wsPort?: number | undefined;
}

function portsOf({ mqttPort, amqpPort, wsPort }: Ports): Ports {
  return { mqttPort, amqpPort, wsPort };
}

/** Written beside and renamed, so that whoever waits for the file never reads half of it. */
async function writePorts(file: string, ports: Ports): Promise<void> {
  const { rename, writeFile } = await import('node:fs/promises');
  await writeFile(`${file}.part`, `${JSON.stringify({ ...portsOf(ports), pid: process.pid })}\n`);
  await rename(`${file}.part`, file);
}

function brokenBy(id: string, defects: readonly { readonly id: string; readonly breaks: readonly string[] }[]): string {
  const { breaks = [] } = defects.find((defect) => defect.id === id) ?? {};
  // Where MQTT 3.1.1 and 5.0 have the same id it is said once.
  return [...new Set(breaks.map((key) => key.slice(key.indexOf('/') + 1)))].join(', ');
}

function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? error.message : String(error),
      undefined,
      'try:  --set maximum-qos=1',
    );
  }
}

function cannotListen(error: NodeJS.ErrnoException): Error {
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: 'something else listens there',
    EACCES: 'ports below 1024 need a permission',
    EADDRNOTAVAIL: 'this machine has no such address',
  };
  const reason = why[error.code ?? ''];
  if (reason === undefined) return error;
  const place = (error as { port?: number }).port;
  return new UsageError(
    `cannot listen on port ${place ?? ''}`,
    reason,
    'free ports:  conform broker --mqtt-port 0 --amqp-port 0',
  );
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
