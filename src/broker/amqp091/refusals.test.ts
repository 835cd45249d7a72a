import { describe, expect, it } from 'vitest';
import { statementOf } from '../../catalogue/statements.js';
import { basicRefusals } from './basic-refusals.js';
import { exchangeRefusals } from './exchange-refusals.js';
import { frameRefusals } from './frame-refusals.js';
import { queueRefusals } from './queue-refusals.js';
import { tuneRefusals } from './tune-refusals.js';

const tables = { ...exchangeRefusals, ...queueRefusals, ...basicRefusals };
const rows = [...Object.values(tables).flat(), ...frameRefusals, ...tuneRefusals];

describe('the refusals of the AMQP half', () => {
  it('each name a statement of the catalogue', () => {
    const unknown = rows
      .map(({ statement }) => statement)
      .filter((key) => key === undefined || statementOf(key)?.key !== key);
    expect([...new Set(unknown)]).toEqual([]);
  });
});
