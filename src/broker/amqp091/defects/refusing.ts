import type { AmqpConduct } from '../conduct.js';
import type { Refusal } from '../refusal.js';

type When = Refusal['when'];
type Reaction = NonNullable<Refusal['reaction']>;
type Change = (rows: readonly Refusal[]) => readonly Refusal[];

/** Does not look whether these rows of a method's refusals hold. */
export function without(method: string, ...names: readonly string[]) {
  return refusals(method, (rows) => {
    for (const name of names) place(rows, method, name);
    return rows.filter(({ name }) => !names.includes(name ?? ''));
  });
}

/** Refuses for one reason more, looked at before the row of that name; first of all where none is named. */
export function refusing(method: string, row: Refusal, before?: string) {
  return refusals(method, (rows) => rows.toSpliced(before === undefined ? 0 : place(rows, method, before), 0, row));
}

/** Refuses less than a row does. */
export function sparing(method: string, name: string, spared: When) {
  return refusals(method, (rows) => {
    const at = place(rows, method, name);
    return rows.map((row, index) =>
      index === at ? { ...row, when: (values, channel) => row.when(values, channel) && !spared(values, channel) } : row,
    );
  });
}

/** The reply code closes the connection, though it is one for a channel. */
export function closingConnection(reply: string): Reaction {
  return ({ connection }, cause) => connection.raise(reply, '', cause);
}

export const hang: Reaction = ({ connection }) => {
  connection.isDeaf = true;
};

export const drop: Reaction = ({ connection }) => connection.drop();

export const die: Reaction = ({ server }) => server.die();

function refusals(method: string, change: Change) {
  return {
    refusals: (strict: AmqpConduct['refusals']): AmqpConduct['refusals'] => ({
      ...strict,
      [method]: change(strict[method] ?? []),
    }),
  };
}

function place(rows: readonly Refusal[], method: string, name: string): number {
  const at = rows.findIndex((row) => row.name === name);
  if (at < 0) throw new Error(`${method} has no refusal '${name}'`);
  return at;
}
