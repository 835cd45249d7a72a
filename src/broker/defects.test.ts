import { describe, expect, it } from 'vitest';
import { DEFECTS } from './defects.js';

describe('the defects of both halves', () => {
  it('have names of their own: --defect takes one name for either', () => {
    const ids = DEFECTS.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('are called in small words with hyphens', () => {
    expect(DEFECTS.map(({ id }) => id).filter((id) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });
});
