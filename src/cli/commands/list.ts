import { type Command, Option } from 'commander';
import type { ListFlags } from '../flags.js';
import { increase } from '../options.js';
import type { Session } from '../session.js';

export function registerList(program: Command, session: Session): void {
  program
    .command('list')
    .summary('list statements and scenarios')
    .description('List the statements of the standards, the scenarios that test them and the defects that prove those.')
    .argument('[selector...]', 'a spec, section, statement or feature path')
    .option('--unverified', 'only statements without a scenario, each with its reason')
    .addOption(
      new Option('--by <what>', 'how to arrange').choices(['statement', 'scenario', 'defect']).default('statement'),
    )
    .option('--steps', 'the sentences that scenarios may say')
    .option('--tags <expression>', 'narrow the scenarios by tags')
    .option('--json', 'one JSON document')
    .option('-q, --quiet', 'names only, one a line')
    .option('-v, --verbose', 'scenarios and defects below each statement', increase, 0)
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']))
    .option('--no-color', 'the same as --color never')
    .addHelpText(
      'after',
      `
Examples:
  conform list mqtt5/3.8                    the statements of a section, and how many scenarios test each
  conform list --unverified                 what is not tested, and why
  conform list --by scenario --tags @clock  scenarios instead of statements
  conform list amqp091 -v                   with their scenarios and defects
  conform list --steps                      what a scenario may say`,
    )
    .action(async (selectors: string[], flags: ListFlags) => {
      const { list } = await import('../list-action.js');
      await list(selectors, flags, session);
    });
}
