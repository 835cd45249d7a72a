import { UsageError } from '../../result/expectation.js';

/** `"42 kWh"`, `a message` or `100 numbered messages`: what is published, delivered or fetched. */
export interface WrittenMessages {
  /** The payload or body as the feature writes it; absent where it is `a message`, or several. */
  readonly text?: string;
  /** Their number, where they are known by their numbers alone. */
  readonly numbered?: number;
}

export function writtenMessages(words: string): WrittenMessages {
  if (words === 'a message') return {};
  const numbered = /^(?:the )?(\d+) numbered messages$/.exec(words)?.[1];
  return numbered === undefined
    ? { text: words.slice(1, -1).replace(/\\(["'])/g, '$1') }
    : { numbered: Number(numbered) };
}

/** For what can be done with one message only, whose payload is known. */
export function onlyMessage({ text }: WrittenMessages, what: string): string {
  if (text !== undefined) return text;
  throw new UsageError(`${what} takes one message, by its payload`);
}
