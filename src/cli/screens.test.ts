import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from './main.js';

/**
 * Every screen as a person sees it on 80 columns, plain and coloured, kept in fixtures/golden. A change that is meant
 * is taken over with `npx vitest run src/cli/screens.test.ts -u`; its diff is the picture of the change.
 */
const root = join(import.meta.dirname, '../..');
const capture = 'fixtures/session.pcap';

const screens: Readonly<Record<string, string>> = {
  'run-failure': 'run --defect accepts-pubrel-flags-0 features/mqtt3/3-control-packets/3.06-pubrel.feature:18',
  'run-verbose': 'run -v --defect accepts-pubrel-flags-0 features/mqtt3/3-control-packets/3.06-pubrel.feature:18',
  list: 'list mqtt3/3.6',
  explain: 'explain mqtt3/MQTT-3.12.4-1',
  'decode-list': `decode ${capture}`,
  'decode-tree': `decode ${capture} --packet 5`,
  'decode-hex': `decode ${capture} --packet 3 --hex`,
  'decode-problems': `decode ${capture} --problems`,
  'decode-diagram': `decode ${capture} --diagram`,
  'decode-stats': `decode ${capture} --stats`,
  'help-run': 'run --help',
  'help-decode': 'decode --help',
};

describe('the screen of', () => {
  for (const [name, line] of Object.entries(screens)) {
    it(`conform ${line}`, async () => {
      for (const colour of name.startsWith('help') ? ['never'] : ['never', 'always']) {
        const words = line.replace(capture, join(root, capture)).split(' ');
        const screen = await shown(name.startsWith('help') ? words : [...words, '--color', colour]);
        const file = `${name}${colour === 'never' ? '' : '.coloured'}.txt`;
        await expect(screen).toMatchFileSnapshot(join(root, 'fixtures/golden', file));
      }
    });
  }
});

/** In a pipe, so that nothing is drawn over; 80 columns are asked for. */
async function shown(words: readonly string[]): Promise<string> {
  let out = '';
  await main(words, {
    out: (text) => {
      out += text;
    },
    err: () => undefined,
    env: { CONFORM_CONFIG: '', COLUMNS: '80', LANG: 'C.UTF-8' },
    isTerminal: false,
    columns: undefined,
    exitCode: 0,
  });
  return settled(out);
}

const esc = String.fromCharCode(0x1b);

/** Without what two runs have not in common: times, ports, how many scenarios there are, what the broker offers. */
function settled(text: string): string {
  return (
    text
      .replace(new RegExp(`\\d\\.\\d{3}(?=(?:${esc}\\[22m)? {2}[→←·])`, 'g'), '0.000')
      .replace(/127\.0\.0\.1:\d{5}(?=,)/g, '127.0.0.1:PORT')
      // Names on the wire differ from run to run.
      .replace(/ (?:[0-9a-f]{2} ){7}[0-9a-f ]+\|.*\|$/gm, ' (octets)')
      .replace(/probe.*\n( .*\n)*/, 'probe …\n')
      .replace(/ of [\d,]+ scenarios/g, ' of ALL scenarios')
      .replace(/ in \d+\.\d s$/gm, ' in 0.0 s')
  );
}
