import { DEFINITIONS } from '../definitions.js';
import { CODES, methodCode } from '../scan.js';

/** By the code of an answer those of the methods that it may answer; nothing for methods that answer none. */
export const QUESTIONS_OF: readonly (readonly number[] | undefined)[] = Array.from({ length: CODES }, (_, code) => {
  const name = DEFINITIONS.methods[code - methodCode('connection.start')]?.name;
  const asking = DEFINITIONS.methods.filter(({ replies }) => name !== undefined && replies.includes(name));
  return asking.length === 0 ? undefined : asking.map((method) => methodCode(method.name));
});

/** The name of the request that a method answers. */
export const requestOf = (answer: string): string | undefined =>
  DEFINITIONS.methods.find(({ replies }) => replies.includes(answer))?.name;
