// What stock Cucumber needs to run our features: `npx cucumber-js` reads this file by cucumber.mjs.
// CONFORM_TARGET names a broker (several are separated by blanks); without it the bundled broker is started.
import * as cucumber from '@cucumber/cucumber';
import { startBundledBroker } from '../dist/cli/bundled-broker.js';
import { loadConfig } from '../dist/cli/config.js';
import { resolveTargets } from '../dist/cli/targets.js';
import { registerSuite } from '../dist/suite/cucumber-adapter.js';

const timeoutMs = 2000;
let place;
let broker;

cucumber.setDefaultTimeout(120_000);

cucumber.BeforeAll(async () => {
  const texts = (process.env.CONFORM_TARGET ?? '').split(/\s+/).filter((text) => text !== '');
  if (texts.length === 0) {
    broker = await startBundledBroker();
    place = broker;
    return;
  }
  const config = await loadConfig(undefined, process.env);
  place = await resolveTargets(texts, config, { env: process.env }, timeoutMs);
});

cucumber.AfterAll(async () => broker?.close());

registerSuite(cucumber, () => ({ targets: place.targets, timeoutMs, setup: place.setup, restart: place.restart }));
