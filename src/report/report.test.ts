import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import type { RunEvent, RunResult, ScenarioResult } from '../result/run.js';
import { failureBlock, headlines } from './failure.js';
import { printable } from './printable.js';
import { REPORTERS } from './reporters.js';
import { summaryLines } from './summary.js';
import { plainPaint, type View } from './view.js';

const view: View = {
  paint: plainPaint,
  unicode: true,
  width: Number.POSITIVE_INFINITY,
  verbosity: 0,
  quiet: false,
  strict: false,
  live: true,
  fullKeys: false,
  again: 'conform run -t localhost:1883',
};

const subscribe = Buffer.from('8219000a000013247368617265 2f6465736b2f6d657465722f2b05'.replace(' ', ''), 'hex');
const file = 'features/mqtt5/3-control-packets/3.08-subscribe.feature';

const failure: ScenarioResult = {
  id: `${file}:41`,
  name: 'A shared subscription with No Local',
  protocol: 'mqtt',
  version: '5.0',
  rule: 'No Local on a shared subscription is a Protocol Error',
  statements: ['mqtt5/MQTT-3.8.3-4'],
  level: 'must',
  verdict: 'fail',
  expected: ["the broker closes Alice's connection", 'DISCONNECT 0x82, then the end of the connection'],
  actual: 'SUBACK for packet 10 granting QoS 1',
  reason: null,
  durationMs: 504.4,
  tags: ['@mqtt5', '@MQTT-3.8.3-4'],
  steps: [
    { keyword: 'Given', text: 'Alice is connected', status: 'passed' },
    { keyword: 'Then', text: "the broker closes Alice's connection", status: 'failed' },
    { keyword: 'And', text: 'nothing more arrives for Alice', status: 'skipped' },
  ],
  evidence: { entry: 2, span: { offset: 5, length: 1 }, note: 'Reason Code 0x01' },
  transcript: [
    { at: 0.2, actor: 'Alice', direction: 'sent', bytes: Buffer.from('1000', 'hex'), title: 'CONNECT', text: '' },
    { at: 3, actor: 'Alice', direction: 'sent', bytes: subscribe, title: 'SUBSCRIBE', text: 'packet 10' },
    {
      at: 4.1,
      actor: 'Alice',
      direction: 'received',
      bytes: Buffer.from('9004000a0001', 'hex'),
      title: 'SUBACK',
      text: 'packet 10',
    },
  ],
};

const pass: ScenarioResult = {
  ...failure,
  id: `${file}:12`,
  name: 'One filter',
  statements: ['mqtt5/MQTT-3.8.3-1'],
  verdict: 'pass',
  expected: [],
  actual: null,
  evidence: {},
  transcript: [],
};

const notApplicable: ScenarioResult = {
  ...pass,
  id: `${file}:70`,
  verdict: 'notApplicable',
  reason: 'tls: no listener',
};

const scenarios = [pass, failure, notApplicable];

const result: RunResult = {
  role: 'broker',
  targets: [{ url: 'mqtt://localhost:1883', protocol: 'mqtt', capabilities: { qos2: true, retain: 'CONNACK says 0' } }],
  started: '2026-11-22T10:00:00.000Z',
  durationMs: 3120.4,
  counts: { scenarios: 3, pass: 1, fail: 1, advisory: 0, notApplicable: 1, known: 0, blocked: 0 },
  scenarios,
  statements: [
    { key: 'mqtt5/MQTT-3.8.3-1', level: 'must', verdict: 'notApplicable' },
    { key: 'mqtt5/MQTT-3.8.3-4', level: 'must', verdict: 'fail' },
  ],
  staleKnown: [],
  bugs: [],
};

const events: readonly RunEvent[] = [
  { type: 'run-started', targets: result.targets, planned: scenarios, total: 604 },
  // Not in the order of the file: they ran at once.
  { type: 'scenario-finished', result: notApplicable },
  { type: 'scenario-finished', result: failure },
  { type: 'scenario-finished', result: pass },
  { type: 'run-finished', result },
];

function report(name: string, how: Partial<View> = {}): string {
  let written = '';
  const reporter = REPORTERS[name]?.({ write: (text) => (written += text), view: { ...view, ...how } });
  for (const event of events) reporter?.onEvent?.(event);
  return written;
}

describe('a failure', () => {
  it('shows statement, outcomes, octets with the mark, place and repetition', () => {
    expect(failureBlock(failure, view).split('\n')).toEqual([
      '  ✗ MQTT-3.8.3-4 MUST   No Local on a shared subscription is a Protocol Error › A shared subscription with No Local',
      '    No Local on a Shared Subscription is refused',
      '',
      "    expected  the broker closes Alice's connection",
      '          or  DISCONNECT 0x82, then the end of the connection',
      '    actual    SUBACK for packet 10 granting QoS 1',
      '',
      '    Alice',
      '        0.000  →  CONNECT',
      '        0.003  →  SUBSCRIBE   packet 10',
      '                0000  82 19 00 0a 00 00 13 24  73 68 61 72 65 2f 64 65 |.......$share/de|',
      '                0010  73 6b 2f 6d 65 74 65 72  2f 2b 05                |sk/meter/+.|',
      '        0.004  ←  SUBACK      packet 10   ✗',
      '                0000  90 04 00 0a 00 01                                |......|',
      '                                     ^^ Reason Code 0x01',
      '',
      `    at         ${file}:41`,
      '    again      conform run -t localhost:1883 mqtt5/MQTT-3.8.3-4 -v',
    ]);
  });

  it('marks the end of the waiting when nothing came', () => {
    const silent = { ...failure, evidence: {}, actual: 'nothing within 500 ms' };
    expect(failureBlock(silent, view)).toContain('\n        0.504  ·  the end     of the waiting   ✗\n');
  });

  it('shows the steps with -v', () => {
    const block = failureBlock(failure, { ...view, verbosity: 1 });
    expect(block).toContain(
      "    ✓ Given Alice is connected\n    ✗ Then the broker closes Alice's connection\n    · And",
    );
  });

  it('explains octets by the words of the feature', () => {
    const meanings = [
      { bytes: Buffer.from('60', 'hex'), meaning: 'PUBREL, flags 0000' },
      { bytes: Buffer.from('02000a', 'hex'), meaning: 'the rest' },
    ];
    const bytes = Buffer.from('6002000a', 'hex');
    const entry = { at: 0, actor: 'Alice', direction: 'sent', bytes, title: 'octets', text: '', meanings } as const;
    const block = failureBlock({ ...failure, evidence: {}, transcript: [entry] }, view);
    expect(block).toContain('0000  60        PUBREL, flags 0000\n');
    expect(block).toContain('0001  02 00 0a  the rest\n');
  });

  it('shows a long packet in part, the marked octet in any case', () => {
    const bytes = new Uint8Array(60_000).fill(0x61);
    const entry = { at: 0, actor: 'Alice', direction: 'received', bytes, title: 'PUBLISH', text: '' } as const;
    const evidence = { entry: 0, span: { offset: 40_000, length: 2 } };
    const block = failureBlock({ ...failure, evidence, transcript: [entry] }, view);
    expect(block.split('\n').length).toBeLessThan(40);
    expect(block).toMatch(/9c40 {2}61 61.*\n +\^{5}\n/);
  });
});

describe('on a screen', () => {
  const long: ScenarioResult = {
    ...failure,
    name: 'Five messages without PUBACK, and a connection that takes only two of them at any one time',
    actual: 'PUBACK packet 10, No matching subscribers; the connection was open and serving (PINGREQ was answered)',
    transcript: failure.transcript.map((entry, index) => ({
      ...entry,
      actor: index === 0 ? 'Bob' : 'Alice',
      text: 'packet 10, QoS 1, "meter/7", 5 bytes, Subscription Identifier 1, Topic Alias 3',
    })),
    steps: [
      {
        keyword: 'And',
        text: 'any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error or 0x8F Topic Filter invalid',
        status: 'passed',
      },
    ],
  };

  it.each([60, 80, 100, 120])(
    'of %i columns no line is broken by the terminal, but for paths and commands',
    (width) => {
      for (const verbosity of [0, 1, 2]) {
        const lines = failureBlock(long, { ...view, width, verbosity }).split('\n');
        const wide = lines.filter((line) => line.length > width && !/^ {4}(at|again) /.test(line));
        expect(wide).toEqual([]);
      }
      const narrow = { ...view, width, verbosity: 2 };
      const passed: ScenarioResult = {
        ...long,
        id: `${file}:99`,
        verdict: 'pass',
        actual: null,
        expected: [],
        evidence: {},
      };
      const events: readonly RunEvent[] = [
        { type: 'run-started', targets: many, planned: [long, passed], total: 1 },
        { type: 'scenario-finished', result: passed },
        { type: 'scenario-started', id: long.id, name: long.name },
        {
          type: 'run-finished',
          result: { ...result, scenarios: [long], counts: { ...result.counts, known: 4, blocked: 3 } },
        },
      ];
      let written = '';
      const reporter = REPORTERS.terminal?.({ write: (text) => (written += text), view: narrow });
      for (const event of events) reporter?.onEvent?.(event);
      expect(
        stripVTControlCharacters(written)
          .replaceAll('\r', '')
          .split('\n')
          .filter((line) => line.length > width),
      ).toEqual([]);
    },
  );

  const many = result.targets.map((target) => ({
    ...target,
    capabilities: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`capabilityNumber${index}`, true])),
  }));

  it('keeps sixteen octets in a row at 80 columns, eight at 60', () => {
    expect(failureBlock(long, { ...view, width: 80 })).toContain('      0000  82 19 00 0a 00 00 13 24  73 68 61');
    expect(failureBlock(long, { ...view, width: 60 })).toMatch(/ {2}0000 {2}82 19 00 0a {2}00 00 13 24 \|/);
    expect(failureBlock(long, { ...view, width: 60 })).toMatch(/\n +\^\^ Reason Code 0x01/);
  });

  it('shows every packet as a tree with -vv', () => {
    const block = failureBlock(failure, { ...view, verbosity: 2 });
    expect(block).toMatch(/├─ Packet Identifier +10 +2–3\n/);
    expect(block).toMatch(/├─ Fixed Header +0–1\n/);
  });
});

describe('text from the wire', () => {
  it.each([
    ['an escape sequence', '\x1b[2J', '\\x1b[2J'],
    ['a line break', 'a\r\nb', 'a\\x0d\\x0ab'],
    ['a C1 control', '\x9b31m', '\\x9b31m'],
    ['a direction override', 'a\u202eb', 'a\\u{202e}b'],
    ['a lone surrogate', '\ud800', '\\u{d800}'],
  ])('cannot bring %s to the terminal', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('keeps every script', () => {
    expect(printable('계량기/7 ünïcode 😀')).toBe('계량기/7 ünïcode 😀');
  });
});

describe('lines', () => {
  it('tells files in their order, failures with their outcomes, then the totals', () => {
    const lines = report('lines').split('\n');
    expect(lines.slice(0, 9)).toEqual([
      'target    mqtt://localhost:1883, MQTT 5.0',
      'probe     qos2; not offered: retain',
      'selected  3 of 604 scenarios',
      '',
      `FAIL  ${file}  1 passed, 1 failed, 1 not applicable`,
      '      MQTT-3.8.3-4 No Local on a shared subscription is a Protocol Error › A shared subscription with No Local (line 41)',
      "        expected: the broker closes Alice's connection",
      '        or:       DISCONNECT 0x82, then the end of the connection',
      '        actual:   SUBACK for packet 10 granting QoS 1',
    ]);
    expect(lines.slice(-8)).toEqual([
      '3 scenarios in 3.1 s',
      '  1 ✓ passed   1 ✗ failed   1 – not applicable',
      '',
      'MUST      1 of 1 tested statements violated',
      '  ✗ MQTT-3.8.3-4  No Local on a shared subscription is a Protocol Error › A shared subscription with No Local',
      '',
      'not applicable     1  tls: no listener',
      '',
    ]);
  });

  it('names a scenario that stands under no rule by its title alone', () => {
    expect(headlines({ ...failure, rule: null }, view, 0)).toEqual([
      '✗ MQTT-3.8.3-4 MUST   A shared subscription with No Local',
    ]);
  });

  it('uses words where only ASCII can be shown', () => {
    const text = report('lines', { unicode: false });
    expect(text).toContain('1 ok passed   1 FAIL failed   1 n/a not applicable');
    expect([...text].every((character) => character.charCodeAt(0) < 0x80)).toBe(true);
  });
});

describe('the totals', () => {
  const shouldOnMust: ScenarioResult = { ...failure, verdict: 'advisory' };
  const totals = (scenarios: readonly ScenarioResult[], statements: RunResult['statements']) =>
    summaryLines({ ...result, scenarios, statements }, view).find((line) => line.startsWith('MUST'));

  it('count no advisory as a MUST that is violated', () => {
    expect(
      totals(
        [pass, shouldOnMust],
        [
          { key: 'mqtt5/MQTT-3.8.3-1', level: 'must', verdict: 'pass' },
          { key: 'mqtt5/MQTT-3.8.3-4', level: 'must', verdict: 'advisory' },
        ],
      ),
    ).toBe('MUST      0 of 2 tested statements violated        SHOULD   1 of 1 not followed');
  });

  it('say where to name what only an operator can give', () => {
    const lines = (reason: string) =>
      summaryLines({ ...result, scenarios: [{ ...notApplicable, reason }] }, view).slice(-2);
    expect(lines('no listener with maximum-qos=1 is configured')).toEqual([
      'not applicable     1  no listener with maximum-qos=1 is configured',
      '                      conform.toml can name what is missing:  conform run --help',
    ]);
    expect(lines('qos-2 is not offered').at(-1)).toBe('not applicable     1  qos-2 is not offered');
  });

  it('name the standard where two of them share their ids', () => {
    const lines = summaryLines(result, { ...view, fullKeys: true });
    expect(lines).toContain(
      '  ✗ mqtt5/MQTT-3.8.3-4  No Local on a shared subscription is a Protocol Error › A shared subscription with No Local',
    );
    expect(failureBlock(failure, { ...view, fullKeys: true })).toContain('✗ mqtt5/MQTT-3.8.3-4 MUST');
  });
});

describe('lines in colour', () => {
  it('are as coloured as the paper allows', () => {
    expect(report('lines', { paint: new Chalk({ level: 1 }) })).toContain('\x1b[31mFAIL\x1b[39m  features/');
    expect(report('lines')).not.toContain('\x1b');
  });
});

describe('terminal', () => {
  it('moves no cursor where it may not', () => {
    const text = report('terminal', { live: false });
    expect(text).not.toContain('\x1b');
    expect(text).toContain('3 scenarios in 3.1 s\n');
  });

  it('leaves one empty line between failures', () => {
    expect(report('terminal', { live: false })).not.toContain('\n\n\n');
  });

  it('tells a chapter when its last scenario is in, and leaves the cursor visible', () => {
    const text = report('terminal');
    expect(text).toMatch(/ {2}3\.8 +SUBSCRIBE – Subscribe request +1 ✓ {4}1 ✗ {4}1 –\n/);
    expect(text.lastIndexOf('\x1b[?25h')).toBeGreaterThan(text.lastIndexOf('\x1b[?25l'));
    expect(text.endsWith('not applicable     1  tls: no listener\n')).toBe(true);
  });
});

describe('json', () => {
  it('is one document of the agreed shape', () => {
    const document = JSON.parse(report('json'));
    expect(document).toMatchObject({
      schema: 'conform.run/1',
      tool: { name: 'conform' },
      durationMs: 3120,
      counts: { scenarios: 3, fail: 1 },
      statements: [{ key: 'mqtt5/MQTT-3.8.3-1' }, { key: 'mqtt5/MQTT-3.8.3-4', verdict: 'fail' }],
    });
    expect(Object.keys(document.scenarios[1])).toEqual([
      'id',
      'name',
      'protocol',
      'version',
      'rule',
      'statements',
      'level',
      'verdict',
      'expected',
      'actual',
      'reason',
      'durationMs',
    ]);
  });

  it('carries the conversation of a failure with -v', () => {
    const document = JSON.parse(report('json', { verbosity: 1 }));
    expect(document.scenarios[1].transcript[2]).toMatchObject({ title: 'SUBACK', hex: '9004000a0001' });
  });
});

describe('junit', () => {
  it('has a suite for each file and counts what CI servers count', () => {
    const xml = report('junit');
    expect(xml).toContain(`<testsuite name="${file}" tests="3" failures="1" errors="0" skipped="1"`);
    expect(xml).toContain('<property name="statement" value="mqtt5/MQTT-3.8.3-4"/>');
    expect(xml).toContain('<skipped message="tls: no listener"/>');
    expect(xml).toContain('<failure message="SUBACK for packet 10 granting QoS 1" type="fail">');
  });
});

describe('github', () => {
  it('annotates the line of the scenario, escaped, and sums up', () => {
    const [error, notice] = report('github').split('\n');
    expect(error).toContain(
      `::error file=${file},line=41,title=MQTT-3.8.3-4::No Local on a shared subscription is a Protocol Error › A shared subscription with No Local: `,
    );
    expect(notice).toBe('::notice title=conform::3 scenarios in 3.1 s: 1 passed, 1 failed, 1 not applicable');
  });
});

describe('html', () => {
  it('is one page that loads nothing, with a place for each statement', () => {
    const page = report('html');
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:,)/);
    expect(page).toContain(`default-src 'none'`);
    expect(page).toContain('<details class="statement" id="MQTT-3.8.3-4" data-level="must" open>');
    expect(page).toContain('<dt>actual</dt><dd>SUBACK for packet 10 granting QoS 1</dd>');
    expect(page).toContain('<code>conform run -t localhost:1883 mqtt5/MQTT-3.8.3-4</code>');
  });

  it('marks the octet that gives the broker away, and says why', () => {
    const page = report('html');
    expect(page).toContain('<s>0000</s>  90 04 00 0a 00 <i class="bad">01</i>');
    expect(page).toContain('<p class="note">✗ Reason Code 0x01</p>');
  });

  it('puts the fields beside the octets, each with its place', () => {
    expect(report('html')).toMatch(/<li class="d2" data-o="2" data-n="2">Packet Identifier <b>10<\/b><\/li>/);
  });

  it('says what did not pass before everything else', () => {
    const page = report('html');
    const [, place] =
      /<a href="#(s\d+)">No Local on a shared subscription is a Protocol Error › A shared subscription with No Local<\/a>/.exec(
        page,
      ) ?? [];
    expect(page).toContain(`<article id="${place}" class="scenario" data-verdict="fail">`);
    expect(page.indexOf('What did not pass')).toBeLessThan(page.indexOf('<section class="chapter"'));
  });

  it('shows a scenario of two statements under both, its evidence once', () => {
    const both = { ...failure, statements: ['mqtt5/MQTT-3.3.4-9', 'mqtt5/MQTT-4.9.0-2'] };
    const page = pageOf({ ...result, scenarios: [both] });
    expect(page.match(/<article id="s1"/g)).toHaveLength(1);
    expect(page).toMatch(/id="MQTT-4.9.0-2"[\s\S]*data-again>.*<a href="#s1">/);
  });

  it('stays light, whatever the broker breaks', () => {
    const packets = Array.from({ length: 60 }, () => failure.transcript).flat();
    const broken = Array.from({ length: 150 }, (_, index) => ({
      ...failure,
      id: `${file}:${index}`,
      transcript: packets.slice(0, 60),
    }));
    const passed = Array.from({ length: 750 }, (_, index) => ({ ...pass, id: `${file}:${1000 + index}` }));
    expect(pageOf({ ...result, scenarios: [...broken, ...passed] }).length).toBeLessThan(6_000_000);
    expect(pageOf({ ...result, scenarios: passed }).length).toBeLessThan(400_000);
  });

  it('shows markup from the wire as text', () => {
    const hostile = { ...failure, actual: '<script>alert(1)</script>\x1b', name: '"><img src=x>\u202e' };
    const page = pageOf({ ...result, scenarios: [hostile] });
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\\x1b');
    expect(page).not.toContain('<img');
    expect(page).not.toContain('\u202e');
  });

  it('uses signs whatever the terminal can show', () => {
    expect(report('html', { unicode: false })).toContain('<span aria-hidden="true">✗</span> failed');
  });

  const browser = ['chromium', 'chromium-browser', 'google-chrome'].find(
    (name) => spawnSync(name, ['--version']).status === 0,
  );
  if (browser === undefined) console.warn('skipped: no Chromium is installed, the page is not opened in a browser');

  it.skipIf(browser === undefined)(
    'opens in a browser without a complaint, at the statement that the address names',
    () => {
      const file = join(mkdtempSync(join(tmpdir(), 'conform-html-')), 'report.html');
      writeFileSync(file, report('html').replaceAll(' open>', '>'));
      const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--enable-logging=stderr', '--dump-dom'];
      const opened = spawnSync(browser ?? '', [...flags, `file://${file}#MQTT-3.8.3-4`], { encoding: 'utf8' });
      rmSync(dirname(file), { recursive: true });
      expect(opened.stderr.split('\n').filter((line) => line.includes(':CONSOLE'))).toEqual([]);
      // What only the script writes: it ran to its end.
      expect(opened.stdout).toContain('<output>3 scenarios</output>');
      expect(opened.stdout).toMatch(/<details class="statement" id="MQTT-3.8.3-4" data-level="must" open="">/);
      expect(opened.stdout).toMatch(/<details class="statement" id="MQTT-3.8.3-1" data-level="must">/);
    },
    60_000,
  );
});

function pageOf(run: RunResult): string {
  let page = '';
  const reporter = REPORTERS.html?.({ write: (text) => (page += text), view });
  reporter?.onEvent?.({ type: 'run-finished', result: run });
  return page;
}
