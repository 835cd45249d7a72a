import { nearest } from '../bytes/words.js';
import { UsageError } from '../result/expectation.js';

/** A defect that does not exist is the user's slip. */
export async function checkDefectNames(ids: readonly string[], flag: string): Promise<void> {
  if (ids.length === 0) return;
  const { DEFECTS } = await import('../broker/defects.js');
  const known = DEFECTS.map(({ id }) => id);
  const wrong = ids.find((id) => !known.includes(id));
  if (wrong === undefined) return;
  const near = nearest(wrong, known);
  throw new UsageError(
    `there is no defect "${wrong}"`,
    near === undefined ? `the reference broker has ${known.length} others` : `did you mean:  ${flag} ${near}`,
    'see them all:  conform broker --list-defects',
  );
}
