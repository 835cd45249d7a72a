import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCapture } from '../src/capture/capture-reader.js';
import { generateCapture } from './generate-capture.mjs';

const folder = mkdtempSync(join(tmpdir(), 'conform-generate-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(['mqtt', 'amqp'] as const)('a made capture of %s', (protocol) => {
  const made = (name: string, more: object): string => {
    const path = join(folder, `${protocol}-${name}.pcap`);
    generateCapture({ path, protocol, ...more });
    return path;
  };

  it('holds as many records as asked for, in whole connections without gaps', async () => {
    const path = made('records', { records: 5_000, connections: 20 });
    const gaps: number[] = [];
    const summary = await readCapture(path, { onData: () => undefined, onGap: (...gap) => gaps.push(gap[2]) });
    expect(summary).toMatchObject({ records: 5_000, notices: {}, problem: undefined });
    expect(summary.tcpStreams).toBeGreaterThanOrEqual(20);
    expect(gaps).toEqual([]);
  });

  it('is the same for the same seed, and another for another', () => {
    const [one, same, other] = [1, 1, 2].map((seed, index) =>
      made(`seed-${index}`, { records: 500, connections: 5, seed }),
    );
    expect(readFileSync(one as string).equals(readFileSync(same as string))).toBe(true);
    expect(readFileSync(one as string).equals(readFileSync(other as string))).toBe(false);
  });

  it('may be as long as asked for', () => {
    const path = made('bytes', { bytes: 1_000_000 });
    expect(statSync(path).size).toBeGreaterThanOrEqual(1_000_000);
    expect(statSync(path).size).toBeLessThan(1_002_000);
  });
});
