import { type Command, Option } from 'commander';
import type { DecodeFlags } from '../flags.js';
import { collect, increase } from '../options.js';
import type { Session } from '../session.js';

export function registerDecode(program: Command, session: Session): void {
  program
    .command('decode')
    .summary('annotate captured traffic')
    .description('Show the MQTT and AMQP packets of captures: pcap, pcapng, either gzipped, or hex text.')
    .argument('<file...>', 'captures to read; - is standard input')
    .option('--packet <n|n-m>', 'these packets, as trees of fields')
    .option('--tree', 'every packet as a tree')
    .option('--hex', 'octets with their meaning')
    .option('--problems', 'only packets with a problem')
    .option('--where <filter>', 'only packets that match: topic == "a/b" and qos > 0')
    .option('--stream <n>', 'one connection: its number in --ndjson, or c1 as in the list')
    .option('--protocol <name>', 'mqtt, mqtt3, mqtt5, amqp, amqp091, amqp10 or mqttsn; else found in the first bytes')
    .option('--port <port[:protocol]>', 'the server listens here (repeatable)', collect)
    .option('--stats', 'packets and bytes by type')
    .option('--diagram', 'who says what to whom, drawn')
    .option('--follow', 'wait for more, as tail -f does')
    .option('--strict', 'exit 1 when a packet has a problem')
    .option('--ndjson', 'one line of JSON a packet')
    .option('--json', 'one JSON document, with every field')
    .option('-q, --quiet', 'no progress, no notices')
    .option('-v, --verbose', 'notices of the capture too', increase, 0)
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']))
    .option('--no-color', 'the same as --color never')
    .addHelpText(
      'after',
      `
Examples:
  conform decode session.pcap                            the list of packets
  conform decode session.pcap --packet 5                 one packet, field by field
  conform decode session.pcap --where 'qos > 0 and topic startswith "meter/"'
  conform decode big.pcapng.gz --stats                   what is in it
  tcpdump -U -w - port 1883 | conform decode - --follow  as it happens
  echo '60 02 00 0a' | conform decode - --protocol mqtt5

Filters: == != < <= > >= contains startswith, and or not ( ), on the fields of
--ndjson; "problem" and "payload" too.
Exit status: 0 read, 1 problems found (--strict), 2 could not be read.`,
    )
    .action(async (files: string[], flags: DecodeFlags) => {
      const { decode } = await import('../decode-action.js');
      await decode(files, flags, session);
    });
}
