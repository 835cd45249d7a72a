import { describe, expect, it } from 'vitest';
import { Inbox, type InboxEvent } from './inbox.js';

const frame = (name: string): InboxEvent<string> => ({
  kind: 'frame',
  frame: name,
  bytes: new Uint8Array(),
  entry: 0,
  at: 0,
});
const closed: InboxEvent<string> = { kind: 'closed', reset: false, entry: 0, at: 0 };
const is = (name: string) => (event: InboxEvent<string>) => event.kind !== 'frame' || event.frame === name;

describe('an inbox', () => {
  it('gives what was asked for and keeps the rest, in order', async () => {
    const inbox = new Inbox<string>();
    for (const name of ['a', 'b', 'c']) inbox.push(frame(name));
    expect(await inbox.take(is('b'), 0)).toMatchObject({ frame: 'b' });
    expect(inbox.pending.map((event) => event.kind === 'frame' && event.frame)).toEqual(['a', 'c']);
  });

  it('gives a frame to the first who waits for it', async () => {
    const inbox = new Inbox<string>();
    const waiting = [inbox.take(is('b'), 1000), inbox.take(is('a'), 1000), inbox.take(is('a'), 1)];
    inbox.push(frame('a'));
    inbox.push(frame('b'));
    expect(await Promise.all(waiting)).toMatchObject([{ frame: 'b' }, { frame: 'a' }, { kind: 'timeout', afterMs: 1 }]);
  });

  it('waits on as long as there is doubt, and takes what comes while that is asked', async () => {
    const inbox = new Inbox<string>();
    const asked: number[] = [];
    const doubt = async (waitedMs: number) => {
      asked.push(waitedMs);
      return waitedMs < 30 ? 10 : 0;
    };
    expect(await inbox.take(is('a'), 10, doubt)).toEqual({ kind: 'timeout', afterMs: 30 });
    expect(asked).toEqual([10, 20, 30]);
    const late = inbox.take(is('a'), 1, async () => {
      inbox.push(frame('a'));
      return 0;
    });
    expect(await late).toMatchObject({ frame: 'a' });
    expect(inbox.pending).toEqual([]);
  });

  it('tells everybody who waits that the connection is closed, and whoever asks later', async () => {
    const inbox = new Inbox<string>();
    const waiting = [inbox.take(is('a'), 1000), inbox.take(is('b'), 1000)];
    inbox.push(closed);
    expect(await Promise.all(waiting)).toEqual([closed, closed]);
    expect(await inbox.next(1000)).toEqual(closed);
    expect(inbox.pending).toEqual([closed]);
  });
});
