import type { Defect } from '../defect.js';

/** A row of the tables of defects; statements as bare ids, blank-separated, of 3.1.1 and of 5.0. */
export function mqttDefect<const Id extends string>(
  id: Id,
  mqtt3: string,
  mqtt5: string,
  about: string,
): Defect & { readonly id: Id } {
  return { id, breaks: [...keys('mqtt3', mqtt3), ...keys('mqtt5', mqtt5)], about };
}

const keys = (spec: string, ids: string): string[] =>
  ids.split(' ').flatMap((id) => (id === '' ? [] : [`${spec}/${id}`]));
