import { describe, expect, it } from 'vitest';
import { Namespace } from './words/namespace.js';
import { World } from './world.js';

function aWorld(): World {
  return new World({
    spec: 'mqtt5',
    target: { protocol: 'mqtt', host: '127.0.0.1', port: 1, url: '' },
    timeoutMs: 100,
    namespace: new Namespace(),
    makeActor: () => {
      throw new Error('nobody is needed');
    },
    capabilities: {},
  });
}

describe('what steps keep', () => {
  const names = () => new Set<string>();

  it('is the same all through a scenario, and of no other one', () => {
    const [one, other] = [aWorld(), aWorld()];
    one.state(names).add('desk');
    expect([...one.state(names)]).toEqual(['desk']);
    expect([...other.state(names)]).toEqual([]);
  });

  it('is told apart by what makes it', () => {
    const others = () => new Set<string>();
    const world = aWorld();
    world.state(names).add('desk');
    expect(world.state(others).size).toBe(0);
  });

  it('may be undefined and is made once nevertheless', () => {
    let made = 0;
    const nothing = () => {
      made += 1;
      return undefined;
    };
    const world = aWorld();
    world.state(nothing);
    world.state(nothing);
    expect(made).toBe(1);
  });
});
