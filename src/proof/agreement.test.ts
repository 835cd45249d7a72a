import { describe, expect, it } from 'vitest';
import { DEFECTS } from '../broker/defects.js';
import { WireCapture } from '../cli/wire-capture.js';
import { schedule } from '../engine/schedule.js';
import { decodePackets } from '../inspect/packets.js';
import { planSuite } from '../suite/plan/plan-suite.js';
import type { Judged } from '../suite/run/verdict.js';
import { type Pair, pairUp } from './pairs.js';
import { StageHand } from './stage-hand.js';

/**
 * The same octets get the same answer from judge and inspector: what a client of a scenario hears is judged on the spot,
 * and once more from a recording of it.
 */
describe('judge and inspector', () => {
  it('blame a broken broker for the same statements, whatever its defect', async () => {
    const { scenarios } = await planSuite({ exclude: ['clock'] });
    const hand = new StageHand(2000);
    const silent: string[] = [];
    const unheard: string[] = [];
    let agreed = 0;
    await schedule(firstPairs(pairUp(DEFECTS, scenarios)), {
      jobs: 64,
      laneOf: () => 'quick',
      run: async (pair) => {
        const judged = await hand.play(pair.scenario, [pair.defect.id]);
        const heard = new Set(judged.breaches.filter(isOfPackets).flatMap(({ statements }) => statements));
        const read = await readAgain(judged);
        for (const key of read.clean)
          if (!heard.has(key) && !FOREIGN.has(key)) unheard.push(`${pair.defect.id} in ${pair.scenario.id}: ${key}`);
        for (const key of heard) {
          if (read.all.has(key)) agreed++;
          else silent.push(`${pair.defect.id} in ${pair.scenario.id}: ${key}, read again: ${[...read.all].join(', ')}`);
        }
      },
    });
    expect(silent).toEqual([]);
    expect(unheard).toEqual([]);
    expect(agreed).toBeGreaterThan(40);
  }, 120_000);
});

/** The first scenario that may see each defect. */
function firstPairs(pairs: readonly Pair[]): readonly Pair[] {
  const seen = new Map<string, number>();
  return pairs.filter(({ defect }) => {
    const times = seen.get(defect.id) ?? 0;
    seen.set(defect.id, times + 1);
    return times < 1;
  });
}

/** A row of the rules for every packet, not of another statement that a step tells. */
const isOfPackets = ({ expected }: Judged['result']): boolean =>
  expected[0] === 'every packet from the broker is well-formed and permitted';

/** A message by a name of nobody's may be another scenario's: the judge leaves it to the step that looks at it. */
const FOREIGN: ReadonlySet<string> = new Set(['mqtt3/MQTT-3.3.2-3', 'mqtt5/MQTT-3.3.2-3']);

interface Read {
  /** Statements that the server broke. */
  readonly all: ReadonlySet<string>;
  /** Those before the client broke the protocol: what a broker says to that is for the scenario to judge. */
  readonly clean: ReadonlySet<string>;
}

/** What the inspector says of a recording of the scenario. */
async function readAgain({ result }: Judged): Promise<Read> {
  const chunks: Uint8Array[] = [];
  const capture = new WireCapture((bytes) => chunks.push(bytes.slice()));
  capture.add(result, [], 1_700_000_000_000_000_000n);
  const [all, clean] = [new Set<string>(), new Set<string>()];
  let isClean = true;
  for await (const { problems } of decodePackets(streamOf(chunks))) {
    for (const { key, blames } of problems) {
      if (blames === 'client') isClean = false;
      if (key === null || blames !== 'server') continue;
      all.add(key);
      if (isClean) clean.add(key);
    }
  }
  return { all, clean };
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
