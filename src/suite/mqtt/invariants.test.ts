import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { MqttVersion } from '../../protocol/mqtt/packet.js';
import { EXAMPLE_ROWS, keyOf, OPEN_3 } from '../../protocol/mqtt/rules/testing/examples.js';
import { stepsOf } from '../../protocol/mqtt/rules/testing/talk.js';
import { Namespace } from '../words/namespace.js';
import { World, type WorldOptions } from '../world.js';
import { readFrame } from './frame.js';
import { Invariants } from './invariants.js';

const worldOf = (version: MqttVersion, prefix: string): World =>
  new World({ spec: version === 5 ? 'mqtt5' : 'mqtt3', namespace: new Namespace(prefix) } as WorldOptions);

/** What is noted on the world when a client of that level hears this conversation. */
function breachesOf(version: MqttVersion, text: string, world = worldOf(version, ''), level = version): string[] {
  const invariants = new Invariants(world, 'Alice', version);
  const connections = new Map<number, object>();
  let current = 1;
  for (const step of stepsOf(text)) {
    if ('goTo' in step) current = step.goTo;
    if (!('from' in step)) continue;
    const connection = connections.get(current) ?? {};
    connections.set(current, connection);
    if (step.from === 'client') {
      invariants.connecting(level, connection);
      invariants.sent(step.octets, connection);
    } else {
      const frame = readFrame(step.octets, version, 'server');
      invariants.received({ kind: 'frame', frame, bytes: step.octets, entry: 0, at: 0 }, connection);
    }
  }
  return world.breaches.map(({ statement }) => statement);
}

describe('the judge of every packet', () => {
  it.each(EXAMPLE_ROWS.filter(({ blames }) => blames === 'server'))('finds $code of $version', (row) => {
    expect(breachesOf(row.version, row.breaks)).toEqual([keyOf(row)]);
  });

  it.each(EXAMPLE_ROWS)('blames no broker where $code of $version comes close', ({ version, keeps }) => {
    expect(breachesOf(version, keeps)).toEqual([]);
  });

  it.each(EXAMPLE_ROWS.filter(({ blames }) => blames === 'client'))('blames no broker for $code', (row) => {
    expect(breachesOf(row.version, row.breaks)).toEqual([]);
  });

  it('stops where the client broke the protocol', () => {
    expect(breachesOf(4, `${OPEN_3}\n< d1 00`)).toEqual(['mqtt3/MQTT-2.2.2-1']);
    expect(breachesOf(4, `${OPEN_3}\n> c1 00\n< d1 00`)).toEqual([]);
    expect(breachesOf(4, `${OPEN_3}\n> e0 00\n> c0 00\n< d1 00`)).toEqual([]);
  });

  it('does not judge a connection that asks for another level', () => {
    expect(breachesOf(4, `${OPEN_3}\n< d1 00`, worldOf(4, ''), 5)).toEqual([]);
  });

  it('leaves the messages of other scenarios to those', () => {
    const message = (topic: string) => `< 38 05 00 01 ${Buffer.from(topic).toString('hex')} 78 79`;
    expect(breachesOf(4, `${OPEN_3}\n${message('a')}`, worldOf(4, 'a'))).toEqual(['mqtt3/MQTT-3.3.1-2']);
    expect(breachesOf(4, `${OPEN_3}\n${message('b')}`, worldOf(4, 'a'))).toEqual([]);
  });

  it('forgives a fault that another client of the scenario sent on purpose', () => {
    const world = worldOf(4, '');
    breachesOf(4, `${OPEN_3}\n> 38 04 00 01 61 78`, world);
    expect(breachesOf(4, `${OPEN_3}\n< 38 04 00 01 61 78`, world)).toEqual([]);
    expect(breachesOf(4, `${OPEN_3}\n< d1 00`, world)).toEqual(['mqtt3/MQTT-2.2.2-1']);
  });
});
