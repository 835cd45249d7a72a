import chalk from 'chalk';
import type { View } from '../report/view.js';
import type { Session } from './session.js';

export interface LookOptions {
  /** `--color auto|always|never`, `--no-color` */
  readonly color?: string | false;
  readonly verbose?: number;
  readonly quiet?: boolean;
  readonly strict?: boolean;
  /** Folder for the conversations of failures. */
  readonly output?: string;
}

/** What only a run knows of its reports. */
export type RunLook = Pick<View, 'again' | 'fullKeys'>;

/** Decides once how everything looks: sets chalk's level and answers what the reports need. */
export function makeView(
  session: Session,
  options: LookOptions,
  { again, fullKeys }: RunLook = { again: '', fullKeys: false },
): View {
  chalk.level = colourLevel(session, options.color);
  return {
    paint: chalk,
    unicode: isUnicode(session.env),
    width: widthOf(session),
    verbosity: options.verbose ?? 0,
    quiet: options.quiet === true,
    strict: options.strict === true,
    live: isLive(session, options.color),
    fullKeys,
    again,
    ...(options.output === undefined ? {} : { output: options.output.replace(/(?<=.)\/$/, '') }),
  };
}

/** What goes to a pipe or a file is not broken into lines: it is read by programs, and by editors of any width. */
function widthOf({ env, columns, isTerminal }: Session): number {
  const asked = Number(env.COLUMNS);
  if (asked > 0) return Math.max(60, asked);
  return isTerminal ? Math.max(60, columns ?? 80) : Number.POSITIVE_INFINITY;
}

/** chalk itself ignores NO_COLOR: flag, NO_COLOR, FORCE_COLOR, TERM=dumb, terminal, in this order. */
function colourLevel({ env, isTerminal }: Session, flag: string | false | undefined): 0 | 1 | 2 | 3 {
  const full = env.COLORTERM === 'truecolor' ? 3 : 2;
  if (flag === false || flag === 'never') return 0;
  if (flag === 'always') return full;
  if (present(env.NO_COLOR)) return 0;
  if (present(env.FORCE_COLOR)) return env.FORCE_COLOR === '0' || env.FORCE_COLOR === 'false' ? 0 : full;
  if (env.TERM === 'dumb') return 0;
  return isTerminal ? full : 0;
}

/**
 * May the cursor move? Not in a pipe, not in CI, not on a dumb terminal; and who wants no colours wants no other escape
 * sequences either.
 */
export function isLive({ env, isTerminal }: Session, flag?: string | false): boolean {
  if (!isTerminal || present(env.CI) || env.TERM === 'dumb') return false;
  if (flag === 'always') return true;
  return !(flag === false || flag === 'never' || present(env.NO_COLOR));
}

function isUnicode({ LC_ALL, LC_CTYPE, LANG, TERM }: Session['env']): boolean {
  if (TERM === 'dumb') return false;
  const locale = [LC_ALL, LC_CTYPE, LANG].find(present);
  // Without any locale the output is most likely a file or a CI log, which are read as UTF-8.
  return locale === undefined || /utf-?8/i.test(locale);
}

function present(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
