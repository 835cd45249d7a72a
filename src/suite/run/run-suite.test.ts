import { once } from 'node:events';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Target } from '../../net/target.js';
import { ExpectationFailed, NotApplicable, TargetUnreachable, UsageError } from '../../result/expectation.js';
import type { RunEvent, RunResult } from '../../result/run.js';
import { step } from '../step.js';
import type { World } from '../world.js';
import { type RunOptions, runSuite } from './run-suite.js';

/** A broker of one word: answers "ping" by "pong", and "die" by going down until somebody has seen it, or for good. */
class ToyBroker {
  private readonly sockets = new Set<net.Socket>();
  private server = net.createServer();
  private port = 0;
  comesBack = true;
  deaths = 0;

  async listen(): Promise<Target> {
    this.server = net.createServer((socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('data', (data) => (data.toString() === 'die' ? this.die() : socket.write('pong')));
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as net.AddressInfo).port;
    return { protocol: 'mqtt', host: '127.0.0.1', port: this.port, url: `mqtt://127.0.0.1:${this.port}` };
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  private die(): void {
    this.deaths += 1;
    this.close();
  }

  /** Whether it is there; once it has been seen that it is not, it comes back. */
  async isUp(): Promise<boolean> {
    const { listening } = this.server;
    if (!listening && this.comesBack) await this.listen();
    return listening;
  }
}

/** Says a word and waits for the answer or the end. */
async function say(world: World, word: string): Promise<string> {
  const { host, port } = world.options.target;
  const socket = net.connect(port, host);
  const bytes = Buffer.from(word);
  return new Promise((resolve, reject) => {
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(new TargetUnreachable('cannot reach the toy', 'connection refused'));
    });
    socket.once('connect', () => {
      world.transcript.add({ actor: 'Alice', direction: 'sent', bytes, title: 'word', text: word });
      socket.write(bytes);
    });
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.once('close', () => {
      world.transcript.add({ actor: 'Alice', direction: 'event', title: 'closed', text: 'the connection ended' });
      resolve('closed');
    });
  });
}

const steps = [
  step('the broker answers', async (world) => {
    const answer = await say(world, 'ping');
    if (answer !== 'pong') throw new ExpectationFailed(['pong'], answer);
  }),
  step('{client} says the deadly word', async (world) => {
    await say(world, 'die');
  }),
  step('the broker closes the connection', () => undefined),
  step('the broker sings', () => {
    throw new ExpectationFailed(['a song'], 'silence', { entry: 0 });
  }),
  step('the broker should sing', (world) => world.advise({ expected: ['a song'], actual: 'silence' })),
  step('the broker has no voice', () => {
    throw new NotApplicable('it says that it cannot sing');
  }),
  step('a packet is malformed', (world) => {
    const bytes = Buffer.from('60', 'hex');
    world.breaches.push({ statement: 'MQTT-2.2.2-1', message: 'flags 0000, must be 0010', bytes, actor: 'Alice' });
  }),
  step('the suite makes a mistake', () => {
    throw new TypeError('undefined is not a function');
  }),
];

/** A feature with these scenarios, each on the statement MQTT-3.1.0-<its number>. */
function feature(...scenarios: readonly string[]) {
  const body = scenarios.map((lines, index) => {
    const [tags = '', ...rest] = lines.split('\n');
    return `  @MQTT-3.1.0-${index + 1} ${tags}\n  Scenario: number ${index + 1}\n${rest.map((line) => `    ${line}`).join('\n')}\n`;
  });
  return [{ uri: 'features/mqtt3/toy.feature', text: `@mqtt3\nFeature: toy\n\n${body.join('\n')}` }];
}

let broker: ToyBroker;
let target: Target;

beforeEach(async () => {
  broker = new ToyBroker();
  target = await broker.listen();
});

afterEach(() => broker.close());

function run(features: ReturnType<typeof feature>, options: Partial<RunOptions> = {}): Promise<RunResult> {
  const toy = { probe: async () => ({}), isUp: () => broker.isUp() };
  return runSuite({ targets: [target], features, steps, ...toy, patienceMs: 1000, ...options });
}

const verdictsOf = ({ scenarios }: RunResult) => scenarios.map(({ verdict }) => verdict);

describe('verdicts', () => {
  it('pass, fail and advisory follow from what the steps report', async () => {
    const result = await run(
      feature(
        '\nThen the broker answers',
        '\nThen the broker sings',
        '@soft\nThen the broker sings',
        '\nThen the broker should sing',
      ),
    );
    expect(verdictsOf(result)).toEqual(['pass', 'fail', 'advisory', 'advisory']);
    expect(result.scenarios[1]).toMatchObject({ expected: ['a song'], actual: 'silence', evidence: { entry: 0 } });
    expect(result.counts).toMatchObject({ scenarios: 4, pass: 1, fail: 1, advisory: 2 });
  });

  it('a Given that does not hold blocks, whatever it threw', async () => {
    const result = await run(feature('\nGiven the broker sings\nThen the broker answers'));
    expect(result.scenarios[0]).toMatchObject({ verdict: 'blocked', reason: 'Given the broker sings: silence' });
  });

  it('a broker that says no makes a scenario not applicable', async () => {
    const result = await run(feature('\nGiven the broker has no voice\nThen the broker sings'));
    expect(result.scenarios[0]).toMatchObject({ verdict: 'notApplicable', reason: 'it says that it cannot sing' });
  });

  it('a capability that is missing is told without running', async () => {
    const features = feature('@requires:shared-subscriptions\nThen the broker sings');
    const result = await run(features, { probe: async () => ({ sharedSubscriptions: 'refused by 0x9E' }) });
    expect(result.scenarios[0]).toMatchObject({
      verdict: 'notApplicable',
      reason: 'shared-subscriptions: refused by 0x9E',
    });
  });

  it('a packet that no broker may send is a row of its own, once a statement', async () => {
    const lines = '\nThen a packet is malformed';
    const result = await run(feature(lines, lines));
    expect(verdictsOf(result)).toEqual(['pass', 'pass', 'fail']);
    expect(result.scenarios[2]).toMatchObject({
      id: 'invariant:mqtt3/MQTT-2.2.2-1',
      statements: ['mqtt3/MQTT-2.2.2-1'],
      actual: 'flags 0000, must be 0010',
    });
    expect(result.statements.find(({ key }) => key === 'mqtt3/MQTT-2.2.2-1')?.verdict).toBe('fail');
  });

  it('such a row shows the first scenario as planned, whichever ended first', async () => {
    const slow = '\nGiven the broker answers\nThen a packet is malformed';
    const quick = '\nThen a packet is malformed';
    const result = await run(feature(slow, quick));
    expect(result.scenarios[2]?.seenIn).toBe(result.scenarios[0]?.id);
  });

  it('a mistake of ours blocks and shows its stack', async () => {
    const result = await run(feature('\nThen the suite makes a mistake'));
    expect(verdictsOf(result)).toEqual(['blocked']);
    expect(result.bugs[0]).toContain('TypeError: undefined is not a function\n');
  });

  it('a known deviation is known, until its day has come', async () => {
    const features = feature('\nThen the broker sings');
    const entry = { statement: 'mqtt3/MQTT-3.1.0-1', reason: 'ticket 812' };
    const known = await run(features, { known: [{ ...entry, until: '2999-01-01' }] });
    expect(known.scenarios[0]).toMatchObject({ verdict: 'known', reason: 'ticket 812 (until 2999-01-01)' });
    expect(verdictsOf(await run(features, { known: [{ ...entry, until: '2001-01-01' }] }))).toEqual(['fail']);
  });

  it('a known deviation that is gone is told, unless a vendor declared it', async () => {
    const features = feature('\nThen the broker answers');
    const entry = { statement: 'mqtt3/MQTT-3.1.0-1', reason: 'ticket 812' };
    expect((await run(features, { known: [entry] })).staleKnown).toEqual([entry]);
    expect((await run(features, { known: [{ ...entry, vendor: true }] })).staleKnown).toEqual([]);
  });
});

describe('before anything runs', () => {
  it('an undefined step is the end', async () => {
    await expect(run(feature('\nThen the broker dances'))).rejects.toThrow(UsageError);
    await expect(run(feature('\nThen the broker dances'))).rejects.toMatchObject({
      message: 'cannot run features/mqtt3/toy.feature:6',
      why: 'no step definition matches "the broker dances"',
    });
  });

  it('a namespace that does not fit into a client identifier is refused', async () => {
    const features = feature('\nThen the broker answers');
    await expect(run(features, { namespace: 'far-too-long-for-that' })).rejects.toThrow(UsageError);
  });
});

describe('a target that dies', () => {
  const innocent = '\nThen the broker answers\nAnd the broker answers\nAnd the broker answers';
  const deadly = '\nWhen Alice says the deadly word\nThen the broker closes the connection';

  it('is waited for; who kills it again alone fails, with the octets, and the others are judged anew', async () => {
    const notices: string[] = [];
    const onEvent = (event: RunEvent) => {
      if (event.type === 'notice') notices.push(event.text);
    };
    const result = await run(feature(innocent, deadly, innocent, innocent), { onEvent });
    expect(verdictsOf(result)).toEqual(['pass', 'fail', 'pass', 'pass']);
    expect(result.scenarios[1]).toMatchObject({
      expected: ['the broker goes on serving'],
      evidence: { entry: 0 },
      transcript: [{ title: 'word', text: 'die' }, { title: 'closed' }],
    });
    expect(broker.deaths).toBe(2);
    expect(notices[0]).toBe(`${target.url} went down; waiting for it to come back`);
    expect(result.stopped).toBeUndefined();
  });

  it('ends the run when it stays away, and what was in flight is blocked', async () => {
    broker.comesBack = false;
    const result = await run(feature(deadly, innocent), { patienceMs: 200, jobs: 1 });
    expect(result.stopped?.reason).toBe('targetGone');
    expect(verdictsOf(result)).toEqual(['blocked']);
  });

  it('is found out among those that wait on a clock too', async () => {
    const clock = (lines: string) => `@clock${lines}`;
    const result = await run(feature(clock(innocent), clock(deadly), clock(innocent)));
    expect(verdictsOf(result)).toEqual(['pass', 'fail', 'pass']);
    expect(broker.deaths).toBe(3);
  });

  it('has a scenario repeated on the listener that was set up for it', async () => {
    const listener = { ...target, url: 'mqtt://set-up' };
    const played: string[] = [];
    const noting = step('the broker sings', (world) => {
      played.push(world.options.target.url);
      throw new ExpectationFailed(['a song'], 'silence');
    });
    const looks = [false, true];
    await run(feature('@setup:maximum-qos=1\nThen the broker sings'), {
      steps: [noting],
      setup: async () => listener,
      isUp: async () => looks.shift() ?? true,
    });
    expect(played).toEqual(['mqtt://set-up', 'mqtt://set-up']);
  });

  it('rejects where a listener throws while what was in flight is repeated', async () => {
    const onEvent = (event: RunEvent) => {
      if (event.type === 'notice' && event.text.includes('is back')) throw new TypeError('a mistake of the listener');
    };
    await expect(run(feature(deadly, innocent), { onEvent })).rejects.toThrow('a mistake of the listener');
  });

  it('tells the attempt that did not count in the messages', async () => {
    const finished: unknown[] = [];
    await run(feature(deadly), {
      onEnvelope: ({ testCaseFinished }) => {
        if (testCaseFinished !== undefined) finished.push(testCaseFinished.willBeRetried);
      },
    });
    expect(finished).toEqual([true, false]);
  });
});

describe('the end before the end', () => {
  it('fail fast starts nothing after the first violation', async () => {
    const result = await run(feature('\nThen the broker sings', '\nThen the broker answers'), {
      jobs: 1,
      failFast: true,
    });
    expect(verdictsOf(result)).toEqual(['fail']);
    expect(result.stopped?.reason).toBe('failFast');
  });

  it('an interruption lets those in flight end', async () => {
    const controller = new AbortController();
    const result = await run(feature('\nThen the broker answers', '\nThen the broker answers'), {
      jobs: 1,
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'scenario-started') controller.abort();
      },
    });
    expect(verdictsOf(result)).toEqual(['pass']);
    expect(result.stopped?.reason).toBe('interrupted');
  });
});
