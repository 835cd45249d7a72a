import { FILTER_FIELDS } from './filter-fields.js';

export type Literal = string | number | boolean | null;
export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'startswith';

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly inner: Expression }
  | { readonly kind: 'present'; readonly field: string }
  | { readonly kind: 'compare'; readonly field: string; readonly operator: Operator; readonly value: Literal };

/** Why a filter cannot be understood, and where in its text. */
export interface FilterProblem {
  readonly message: string;
  /** Of the first character that does not fit. */
  readonly position: number;
  /** A name that is no field, for a suggestion among `FILTER_FIELDS`. */
  readonly unknownField?: string;
}

export function parseFilter(text: string): Expression | FilterProblem {
  const tokens = tokenise(text);
  if ('message' in tokens) return tokens;
  const parser = new Parser(tokens, text.length);
  const expression = parser.either();
  if (parser.problem !== undefined) return parser.problem;
  const rest = parser.peek();
  if (rest !== undefined)
    return { message: `"${rest.text}" does not belong here; combine with and, or`, position: rest.position };
  return expression ?? { message: 'the filter is empty', position: 0 };
}

interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'operator' | 'open' | 'close';
  readonly text: string;
  readonly position: number;
}

const TOKEN =
  /\s*(?:(==|!=|<=|>=|<|>|=|&&|\|\||!)|(\()|(\))|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?)(?![\w./-])|([A-Za-z_$][\w.$/#+:-]*|[\w./$#+:-]+))/y;

function tokenise(text: string): Token[] | FilterProblem {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    if (/^\s*$/.test(text.slice(from))) break;
    const match = TOKEN.exec(text);
    if (match === null) {
      const position = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
      const character = text[position] ?? '';
      const message = character === '"' || character === "'" ? 'the string has no end' : `unexpected "${character}"`;
      return { message, position };
    }
    const position = from + (/^\s*/.exec(match[0])?.[0].length ?? 0);
    const [, operator, open, close, double, single, number, word] = match;
    if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, position });
    else if (open !== undefined) tokens.push({ kind: 'open', text: open, position });
    else if (close !== undefined) tokens.push({ kind: 'close', text: close, position });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, position });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, position });
    else tokens.push({ kind: 'string', text: (double ?? single ?? '').replace(/\\(.)/g, '$1'), position });
  }
  return tokens;
}

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['==', '=='],
  ['=', '=='],
  ['!=', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['contains', 'contains'],
  ['startswith', 'startswith'],
]);

/** Nothing that people write is nested so deeply. */
const MAXIMUM_DEPTH = 100;

class Parser {
  problem: FilterProblem | undefined;
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly end: number,
  ) {}

  peek(): Token | undefined {
    return this.tokens[this.at];
  }

  either(): Expression | undefined {
    let left = this.both();
    while (left !== undefined && this.take('or', '||')) {
      const right = this.both();
      if (right === undefined) return undefined;
      left = { kind: 'or', left, right };
    }
    return left;
  }

  private both(): Expression | undefined {
    let left = this.single();
    while (left !== undefined && this.take('and', '&&')) {
      const right = this.single();
      if (right === undefined) return undefined;
      left = { kind: 'and', left, right };
    }
    return left;
  }

  private single(): Expression | undefined {
    if (++this.depth > MAXIMUM_DEPTH) return this.fail('the filter is nested too deeply', this.peek());
    const expression = this.negated() ?? this.grouped() ?? this.comparison();
    this.depth--;
    return expression;
  }

  private negated(): Expression | undefined {
    if (this.problem !== undefined || !this.take('not', '!')) return undefined;
    const inner = this.single();
    return inner === undefined ? undefined : { kind: 'not', inner };
  }

  private grouped(): Expression | undefined {
    if (this.problem !== undefined || this.peek()?.kind !== 'open') return undefined;
    const opening = this.peek();
    this.at++;
    const inner = this.either();
    if (inner === undefined) return undefined;
    if (this.peek()?.kind !== 'close') return this.fail('this parenthesis is not closed', opening);
    this.at++;
    return inner;
  }

  private comparison(): Expression | undefined {
    if (this.problem !== undefined) return undefined;
    const token = this.peek();
    if (token === undefined) return this.fail('a field is missing', undefined);
    if (token.kind !== 'word') return this.fail(`"${token.text}" is no field`, token);
    if (!FILTER_FIELDS.has(token.text)) {
      this.problem = {
        message: `there is no field "${token.text}"`,
        position: token.position,
        unknownField: token.text,
      };
      return undefined;
    }
    this.at++;
    const next = this.peek();
    const operator = next === undefined || next.kind === 'string' ? undefined : OPERATORS.get(next.text.toLowerCase());
    if (operator === undefined) return { kind: 'present', field: token.text };
    this.at++;
    const value = this.peek();
    if (value === undefined || value.kind === 'open' || value.kind === 'close' || value.kind === 'operator') {
      return this.fail(`a value is missing behind ${token.text} ${next?.text}`, value);
    }
    this.at++;
    return { kind: 'compare', field: token.text, operator, value: literal(value) };
  }

  private take(...texts: readonly string[]): boolean {
    const token = this.peek();
    if (token === undefined || token.kind === 'string' || !texts.includes(token.text.toLowerCase())) return false;
    this.at++;
    return true;
  }

  private fail(message: string, token: Token | undefined): undefined {
    this.problem ??= { message, position: token?.position ?? this.end };
    return undefined;
  }
}

function literal(token: Token): Literal {
  if (token.kind === 'number') return Number(token.text);
  if (token.kind === 'string') return token.text;
  if (token.text === 'true') return true;
  if (token.text === 'false') return false;
  return token.text === 'null' ? null : token.text;
}
