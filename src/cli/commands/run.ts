import { type Command, Option } from 'commander';
import type { RunFlags } from '../flags.js';
import { collect, collectList, increase, parseCount, parseDuration } from '../options.js';
import type { Session } from '../session.js';

export function registerRun(program: Command, session: Session): void {
  program
    .command('run')
    .summary('run scenarios against a broker')
    .description('Run conformance scenarios against a broker.')
    .usage('[selector…] --target <url>')
    .argument('[selector...]', 'a spec, section, statement or feature path with a line; several are a union')
    .optionsGroup('What to run:')
    .option(
      '-t, --target <url|name>',
      'broker to test: host:port, a URL, or a name from conform.toml; repeatable',
      collect,
    )
    .option('--broker', 'start the bundled reference broker and test that')
    .option('--defect <id>', 'a defect of the bundled broker; repeatable', collectList)
    .option('--require-target', 'a forgotten --target is an error')
    .option('--tags <expression>', "narrow by tags: '@malformed and not @clock'")
    .option('--name <text>', 'narrow by part of the name')
    .option('--exclude <tags>', 'leave out clock, exclusive, malformed …', collectList)
    .option('--include <tags>', 'switch on what is off by default: long', collectList)
    .option('--shard <i/n>', 'the i-th of n parts')
    .option('--dry-run', 'match every step, run nothing, list what would run')
    .option('--probe', 'only find out what the broker offers')
    .optionsGroup('How to judge:')
    .option('--strict', 'a SHOULD counts like a MUST')
    .option('--fail-fast', 'stop at the first violation')
    .option('--profile <name>', "accept a vendor's documented deviations")
    .option('--timeout <time>', 'time that the broker has for an answer (2s)', parseDuration('--timeout'))
    .option('--jobs <n>', 'scenarios at once (64)', parseCount('--jobs'))
    .option('--namespace <text>', 'first part of every name on the wire')
    .optionsGroup('How to log in:')
    .option('--user <name>', 'user name; the password comes from CONFORM_PASSWORD or --password-file')
    .option('--password-file <file>', 'file that holds the password')
    .optionsGroup('What to print:')
    .option('--reporter <name[:file]>', 'terminal, lines, json, junit, html, github, messages; repeatable', collect)
    .option('--output <dir>', 'write the conversation of each failure there, as text and as pcap')
    .option('--record <file>', 'write everything that crosses the wire there, as pcap')
    .option('--json', 'one JSON document on stdout and nothing else')
    .option('-q, --quiet', 'only failures and totals')
    .option('-v, --verbose', 'steps and every octet of failures; -vv every field, and what passed too', increase, 0)
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']))
    .option('--no-color', 'the same as --color never')
    .option('--config <file>', 'instead of conform.toml here or above')
    .addHelpText('after', examples)
    .action(async (selectors: string[], flags: RunFlags) => {
      const { run } = await import('../run-action.js');
      session.exitCode = await run(selectors, flags, session);
    });
}

const examples = `
Examples:
  conform run --target localhost:1883                 everything for MQTT on that port
  conform run --target amqp://localhost:5672 amqp091  the AMQP 0-9-1 scenarios
  conform run -t localhost mqtt5/3.8                  one section
  conform run -t localhost MQTT-3.8.3-4 -v            one statement, with its bytes
  conform run --broker                                try it against the bundled broker

Targets, their logins, restart hooks and further listeners may stand in conform.toml,
here or above (README). What a scenario needs and nobody named is not applicable.

Exit status: 0 conforms, 1 violations found, 2 could not run, 130 interrupted.`;
