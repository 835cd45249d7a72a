import type { Defect } from './defect.js';

/**
 * How a broker behaves is a record of small named functions and tables, its conduct. A defect is a row that puts
 * something else in the place of one or more of them; the strict code knows nothing of it.
 */

/** What a defect puts in the place of the strict behaviour, which it is given. Called once for each broker: state of its own lives in the closure. */
export type Override<Conduct, Name extends keyof Conduct> = (strict: Conduct[Name]) => Conduct[Name];

export type Overrides<Conduct> = { readonly [Name in keyof Conduct]?: Override<Conduct, Name> };

/** A defect, and what it changes. Where two changes share a state, `over` is a function: called once for each broker. */
export interface DefectRow<Conduct> extends Defect {
  readonly over: Overrides<Conduct> | (() => Overrides<Conduct>);
}

type Chosen<Conduct, Name extends keyof Conduct> = { readonly [One in Name]: Override<Conduct, One> };

/** Makes rows of one half's table. One that overrides nothing does not compile. */
export function defectRows<Conduct>() {
  return <Name extends keyof Conduct>(
    id: string,
    breaks: string | readonly string[],
    about: string,
    over: [Name] extends [never]
      ? 'a defect overrides something'
      : Chosen<Conduct, Name> | (() => Chosen<Conduct, Name>),
  ): DefectRow<Conduct> => ({
    id,
    breaks: typeof breaks === 'string' ? [breaks] : breaks,
    about,
    over: over as DefectRow<Conduct>['over'],
  });
}

/** The strict conduct with the defects of these ids in it, in the order of the table. */
export function broken<Conduct extends object>(
  strict: Conduct,
  rows: readonly DefectRow<Conduct>[],
  ids: ReadonlySet<string>,
): Conduct {
  const conduct = { ...strict };
  for (const { id, over } of rows) {
    if (!ids.has(id)) continue;
    const overrides = typeof over === 'function' ? over() : over;
    for (const name of Object.keys(overrides) as (keyof Conduct)[]) replace(conduct, name, overrides[name]);
  }
  return conduct;
}

function replace<Conduct, Name extends keyof Conduct>(
  conduct: Conduct,
  name: Name,
  override: Override<Conduct, Name> | undefined,
): void {
  if (override !== undefined) conduct[name] = override(conduct[name]);
}
