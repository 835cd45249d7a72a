import { describe, expect, it } from 'vitest';
import { reactions } from '../mqtt/reaction.js';
import { byteRows } from './byte-table.js';
import { CELL_LANGUAGE } from './cell-language.js';
import { Namespace } from './namespace.js';

/** The examples between backquotes of the forms that stand in a chapter. */
function examples(chapter: string, wanted: (means: string) => boolean = () => true): readonly string[] {
  const forms = CELL_LANGUAGE.find((one) => one.chapter === chapter)?.forms ?? [];
  return forms
    .filter(({ means }) => wanted(means))
    .flatMap(({ form }) => [...form.matchAll(/`([^`]+)`/g)].map(([, text]) => text ?? ''));
}

describe('the language of cells, as it is told', () => {
  it('names tokens that byte tables read', () => {
    const context = { namespace: new Namespace('cf'), target: { user: 'conform', password: 'secret' } };
    const tokens = examples('Byte tables');
    for (const token of tokens)
      expect(
        byteRows(
          [
            [token, 'octets'],
            ['00', 'one more'],
            ['CE', 'frame end'],
          ],
          context,
        )[0]?.bytes,
        token,
      ).toBeDefined();
    expect(tokens.length).toBeGreaterThan(10);
    expect(() => byteRows([['strong:desk', 'no token']], context)).toThrow('neither hex nor a token');
  });

  it('names reactions that a broker of MQTT may show', () => {
    const cells = examples('"One of"', (means) => !means.startsWith('AMQP'));
    expect(reactions(cells.map((cell) => [cell])).filter(({ closes }) => closes)).toHaveLength(3);
    expect(cells).toHaveLength(5);
  });
});
