import { type Command, Option } from 'commander';
import type { ProveFlags } from '../flags.js';
import { collectList, increase, parseCount, parseDuration } from '../options.js';
import type { Session } from '../session.js';

export function registerProve(program: Command, session: Session): void {
  program
    .command('prove')
    .summary('prove that each defect of the reference broker is caught by a scenario')
    .description('Set each defect of the reference broker against the scenarios of the statements that it breaks.')
    .argument('[selector...]', 'a spec, section, statement or feature path')
    .option('--only <defect>', 'only this defect; repeatable', collectList)
    .option('--include <tags>', 'switch on what is off by default: long', collectList)
    .option('--exclude <tags>', 'leave out clock, malformed …', collectList)
    .option('--jobs <n>', 'brokers at once (96)', parseCount('--jobs'))
    .option('--timeout <time>', 'time that a broker has for an answer (2s)', parseDuration('--timeout'))
    .option('--json', 'one JSON document')
    .option('-q, --quiet', 'only what does not hold, and the totals')
    .option('-v, --verbose', 'the scenarios that catch each defect', increase, 0)
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']))
    .option('--no-color', 'the same as --color never')
    .addHelpText(
      'after',
      `
Examples:
  conform prove                                every defect
  conform prove mqtt5/3.8 -v                   those of a section, each with the scenarios that catch it
  conform prove --only accepts-pubrel-flags-0  one

Exit status: 0 every defect is caught and every scenario catches one, 1 not so, 2 could not run.`,
    )
    .action(async (selectors: string[], flags: ProveFlags) => {
      const { proveAction } = await import('../prove-action.js');
      session.exitCode = await proveAction(selectors, flags, session);
    });
}
