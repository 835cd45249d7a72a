import { Command, CommanderError } from 'commander';
import { UsageError } from '../result/expectation.js';
import { tool } from '../result/tool.js';
import { usageLines } from './commander-words.js';
import { registerBroker } from './commands/broker.js';
import { registerDecode } from './commands/decode.js';
import { registerExplain } from './commands/explain.js';
import { registerList } from './commands/list.js';
import { registerProve } from './commands/prove.js';
import { registerRun } from './commands/run.js';
import { processSession, type Session } from './session.js';

/** Runs the command line and answers the exit code; nothing here ends the process. */
export async function main(argv: readonly string[], session: Session = processSession()): Promise<number> {
  const program = makeProgram(session, argv);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
      session.err(usageText(error));
      return 2;
    }
    session.err(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 2;
  }
}

function makeProgram(session: Session, argv: readonly string[]): Command {
  const program: Command = new Command('conform')
    .description('Conformance tests and packet inspection for MQTT and AMQP.')
    .version(tool().version, '-V, --version')
    .configureOutput({
      writeOut: session.out,
      writeErr: session.err,
      outputError: (text, write) => write(usageLines(text, nameOf(program, argv))),
    })
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nFirst minute:\n  conform run                  try the suite on the bundled broker\n  conform run -t localhost     test the broker on this machine',
    );
  for (const register of [registerRun, registerList, registerExplain, registerDecode, registerBroker, registerProve]) {
    register(program, session);
  }
  return program;
}

/** The command that was meant to run, where there is one of that name. */
function nameOf(program: Command, argv: readonly string[]): string | undefined {
  return program.commands.find((command) => command.name() === argv[0])?.name();
}

/** Three lines: what happened, why, what to type next. */
export function usageText({ message, why, hint }: UsageError): string {
  return [`error: ${message}`, why, hint]
    .filter((line) => line !== undefined)
    .map((line, index) => (index === 0 ? `${line}\n` : `  ${line}\n`))
    .join('');
}
