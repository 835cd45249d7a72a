import { describe, expect, it } from 'vitest';
import { planSuite } from '../../plan/plan-suite.js';
import { readTags } from '../../plan/tags.js';
import { RABBITMQ } from './rabbitmq.js';

describe("RabbitMQ's documented deviations", () => {
  it('each belong to a scenario of their statement', async () => {
    const { scenarios } = await planSuite({});
    for (const { statement, name } of RABBITMQ) {
      const ofStatement = scenarios.filter(({ tags }) => readTags(tags).statements.includes(statement));
      const named = ofStatement.filter((scenario) => name === undefined || scenario.name === name);
      expect(named, `${statement} ${name ?? ''}`).not.toEqual([]);
    }
  });

  it('each say where that is written', () => {
    for (const { reason } of RABBITMQ) expect(reason).toMatch(/: (rabbitmq\.com\/|release notes of RabbitMQ )/);
  });
});
