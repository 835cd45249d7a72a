import { describe, expect, it } from 'vitest';
import { find } from '../../../catalogue/statements.js';
import { ACCEPTED_3, CLEAN_3, EXAMPLE_ROWS, keyOf, OPEN_3, RESUMED_3, RESUMING_3 } from './testing/examples.js';
import { problemsIn, talk } from './testing/talk.js';

describe('what only a whole MQTT conversation shows', () => {
  it.each(EXAMPLE_ROWS)('$code by the $blames of $version breaks $statement', (row) => {
    const said = talk(row.version, row.breaks);
    const key = keyOf(row);
    expect(problemsIn(said)).toEqual([`${said.at(-1)?.n} ${row.code} ${key} ${row.blames}`]);
    expect(find(key)).not.toEqual([]);
  });

  it.each(EXAMPLE_ROWS)(
    '$code of $version: what comes close is no breach ($statement, $blames)',
    ({ version, keeps }) => {
      expect(problemsIn(talk(version, keeps))).toEqual([]);
    },
  );

  it('asserts no order where the beginning is missing', () => {
    for (const lone of ['> c0 00', '< d0 00', '< 90 03 00 09 00', '> 82 06 00 0a 00 01 61 00', '< 40 02 00 01'])
      expect(problemsIn(talk(4, lone, { begun: false }))).toEqual([]);
  });

  it('finds a second CONNECT where the beginning is missing', () => {
    const said = talk(4, `${OPEN_3}\n${CLEAN_3}`, { begun: false });
    expect(problemsIn(said)).toEqual(['3 MQTT_SECOND_CONNECT mqtt3/MQTT-3.1.0-2 client']);
  });

  it('asserts nothing that a loss may explain', () => {
    const filter = '> 82 06 00 09 00 01 61 00\n< 90 03 00 09 00';
    for (const rest of ['< 90 03 00 08 00', '< 40 02 00 07', '< 30 04 00 01 62 78', CLEAN_3])
      expect(problemsIn(talk(4, `${OPEN_3}\n${filter}\n..\n${rest}`))).toEqual([]);
    const publish = '< 32 06 00 01 61 00 01 78';
    expect(problemsIn(talk(4, `${OPEN_3}\n${publish}\n..\n${publish}`))).toEqual([]);
    const again = `${RESUMING_3}\n${ACCEPTED_3}\n${publish}\n..\n--\n${RESUMING_3}\n${RESUMED_3}\n${publish}`;
    expect(problemsIn(talk(4, again))).toEqual([]);
  });

  it('asserts nothing of answers while octets of the other side may be missing', () => {
    const publish = '> 32 06 00 01 61 00 01 78';
    for (const rest of ['< 90 03 00 09 00', `${publish}\n${publish}`, '< 40 02 00 01'])
      expect(problemsIn(talk(4, `${OPEN_3}\n${rest}`, { lacks: true }))).toEqual([]);
  });

  it('knows nothing of a session that two connections serve at once', () => {
    const publish = '< 32 06 00 01 61 00 01 78';
    const said = talk(
      4,
      `${RESUMING_3}\n${ACCEPTED_3}\n${publish}\n--\n${RESUMING_3}\n${RESUMED_3}\n-1\n> c0 00\n> 40 02 00 01\n-2\n${publish}`,
    );
    expect(problemsIn(said)).toEqual([]);
  });

  it('takes U+FEFF at the beginning of a topic for a character like any other', () => {
    const filter = '> 82 09 00 0a 00 04 ef bb bf 61 00\n< 90 03 00 0a 00';
    expect(problemsIn(talk(4, `${OPEN_3}\n${filter}\n< 30 07 00 04 ef bb bf 61 78`))).toEqual([]);
    expect(problemsIn(talk(4, `${OPEN_3}\n${filter}\n< 30 04 00 01 61 78`))).toHaveLength(1);
  });

  it('lets answers know their questions', () => {
    const said = talk(
      4,
      `${OPEN_3}
      > 82 06 00 09 00 01 61 00
      < 90 03 00 09 00
      > 34 06 00 01 61 00 05 78
      < 50 02 00 05
      > 62 02 00 05
      < 70 02 00 05
      > 34 06 00 01 61 00 05 78
      > 3c 06 00 01 61 00 05 78
      > c0 00
      < d0 00
      > e0 00`,
    );
    expect(problemsIn(said)).toEqual([]);
    expect(said.map(({ answers }) => answers)).toEqual([0, 1, 0, 3, 0, 5, 6, 7, 0, 0, 0, 11, 0]);
  });
});
