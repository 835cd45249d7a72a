import { belongsTo } from './sections.js';
import { SPEC_NAMES, type Spec } from './specs.js';
import type { Statement } from './statement.js';
import { find, statements } from './statements.js';

/** What a word of the command line names. Feature paths are understood by the runner, which knows the files. */
export type Selector =
  | { readonly kind: 'spec'; readonly spec: Spec; readonly statements: readonly Statement[] }
  | {
      readonly kind: 'section';
      readonly spec: Spec;
      readonly section: string;
      readonly statements: readonly Statement[];
    }
  | { readonly kind: 'statement'; readonly statements: readonly Statement[] };

/**
 * `mqtt5`, `mqtt5/3.8`, `amqp091/exchange.declare`, `MQTT-3.8.3-4`, `mqtt3/MQTT-3.8.3-4` → the statements it names.
 * Undefined when it names none.
 */
export function parseSelector(text: string): Selector | undefined {
  const [head = '', ...rest] = text.split('/');
  const spec = SPEC_NAMES.find((name) => name === head.toLowerCase());
  if (spec !== undefined && rest.length === 0) return { kind: 'spec', spec, statements: statements(spec) };
  const found = find(text);
  const isId = /^(mqtt|amqp|rmq)-/i.test(rest[0] ?? '');
  if (spec === undefined || isId) return found.length === 0 ? undefined : { kind: 'statement', statements: found };
  const section = rest.join('.').replace(/^§/, '').toLowerCase();
  const inside = statements(spec).filter((statement) => belongsTo(statement, section));
  return inside.length === 0 ? undefined : { kind: 'section', spec, section, statements: inside };
}
