import { type Command, Option } from 'commander';
import type { ExplainFlags } from '../flags.js';
import { increase } from '../options.js';
import type { Session } from '../session.js';

export function registerExplain(program: Command, session: Session): void {
  program
    .command('explain')
    .summary('explain a statement: text, scenarios, defects that prove it')
    .description(
      'Explain a statement of a standard: what it asks for, which scenarios test it, which defects prove those.',
    )
    .argument('<statement>', 'MQTT-3.8.3-4, mqtt3/MQTT-3.8.3-4, AMQP-queue.bind.unique')
    .option('--json', 'one JSON document')
    .option('-q, --quiet', 'one line a statement')
    .option('-v, --verbose', 'the scenarios word by word', increase, 0)
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']))
    .option('--no-color', 'the same as --color never')
    .action(async (statement: string, flags: ExplainFlags) => {
      const { explain } = await import('../explain-action.js');
      await explain(statement, flags, session);
    });
}
