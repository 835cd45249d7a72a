/**
 * The library: judge a broker (`runSuite`), start the reference broker (`startBroker`), read a capture (`decode`), ask
 * what the standards say (`statements`).
 *
 *     const broker = await startBroker({ amqpPort: null });
 *     const { counts } = await runSuite({
 *       targets: [{ protocol: 'mqtt', host: '127.0.0.1', port: broker.mqttPort ?? 0, url: 'mqtt://127.0.0.1' }],
 *       select: ['mqtt5/3.12'],
 *     });
 *     await broker.close();
 */
export { type Broker, type BrokerOptions, startBroker } from './broker/broker.js';
export type { Level, Spec, Statement } from './catalogue/statement.js';
export { statements } from './catalogue/statements.js';
export { type DecodePacketsOptions as DecodeOptions, decodePackets as decode, type Packet } from './inspect/packets.js';
export { parseTarget, type Target } from './net/target.js';
export { type Evidence, TargetUnreachable, UsageError } from './result/expectation.js';
export type {
  PlannedResult,
  RunEvent,
  RunResult,
  ScenarioResult,
  StatementResult,
  StepResult,
  TargetResult,
} from './result/run.js';
export type { TranscriptEntry } from './result/transcript.js';
export type { Verdict } from './result/verdict.js';
export type { KnownDeviation } from './suite/run/known.js';
export { type RunOptions, runSuite } from './suite/run/run-suite.js';
