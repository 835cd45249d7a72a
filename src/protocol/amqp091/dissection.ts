import { type Span, span } from '../../bytes/span.js';
import type { Field, FieldValue } from '../field.js';
import type { Problem, Role } from '../problem.js';
import { type AmqpProblemCode, amqpProblem } from './problems.js';

/**
 * What one walk over a frame gathers: problems always, the field tree only when somebody wants to see it.
 * A problem belongs to the field that is added next, so it is reported before its field.
 */
export class Dissection {
  readonly problems: Problem[] = [];
  private readonly open: Group[];
  private pending: Problem[] = [];

  constructor(
    readonly tree: boolean,
    private readonly from?: Role,
  ) {
    this.open = tree ? [{ name: '', start: 0, children: [] }] : [];
  }

  /** The outermost field, once the walk is over. */
  get root(): Field | undefined {
    return this.open[0]?.children[0];
  }

  problem(code: AmqpProblemCode, start: number, end: number, message: string): void {
    const problem = amqpProblem(code, span(start, end), message, this.from);
    this.problems.push(problem);
    if (this.tree) this.pending.push(problem);
  }

  /** Costs nothing without a tree; build `details` with a text only where `tree` is set. */
  leaf(name: string, start: number, end: number, details?: LeafDetails): void {
    if (!this.tree) return;
    this.add({ name, span: span(start, end), ...details, ...this.takePending() });
  }

  enter(name: string, start: number, spec?: string): void {
    if (!this.tree) return;
    const group: Group = { name, start, children: [] };
    this.open.push(spec === undefined ? group : { ...group, spec });
  }

  leave(end: number, details?: LeafDetails): void {
    if (!this.tree || this.open.length < 2) return;
    const group = this.open.pop();
    if (group === undefined) return;
    const place: Span = span(group.start, end);
    const spec = group.spec === undefined ? {} : { spec: group.spec };
    this.add({ name: group.name, span: place, ...spec, ...details, ...this.takePending(), children: group.children });
  }

  private add(field: Field): void {
    this.open.at(-1)?.children.push(field);
  }

  private takePending(): { readonly problems?: readonly Problem[] } {
    if (this.pending.length === 0) return {};
    const problems = this.pending;
    this.pending = [];
    return { problems };
  }
}

export interface LeafDetails {
  readonly value?: FieldValue;
  readonly text?: string;
  readonly bits?: string;
  readonly spec?: string;
}

interface Group {
  readonly name: string;
  readonly start: number;
  readonly spec?: string;
  readonly children: Field[];
}
