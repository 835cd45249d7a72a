import type { Duplex } from 'node:stream';
import type { DefectSet } from '../defect.js';
import type { BrokerHalf } from '../half.js';
import type { AmqpSettings } from './settings.js';

/** The AMQP 0-9-1 half of the reference broker. */
export function createAmqpHalf(_settings: AmqpSettings, _defects: DefectSet): BrokerHalf {
  const streams = new Set<Duplex>();
  const drop = (): void => {
    for (const stream of streams) stream.destroy();
    streams.clear();
  };
  return { accept: (stream) => void stream.destroy(), close: drop, restart: drop };
}
