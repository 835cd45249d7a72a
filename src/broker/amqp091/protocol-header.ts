import { encodeProtocolHeader } from '../../protocol/amqp091/encode.js';
import type { Faults } from './defects.js';

/** What the first octets of a connection bring: the handshake in a version, the answer with our own header, or the end. */
export type HeaderVerdict = 'wait' | 'start' | 'start-0-10' | 'refuse' | 'close';

const wanted = encodeProtocolHeader();

/** Up to eight octets (4.2.2). */
export function judgeHeader(given: Buffer, faults: Faults): HeaderVerdict {
  if (given.length > 0 && given.length < wanted.length && faults.has('needs-header-in-one-read')) return 'refuse';
  if (given.equals(wanted.subarray(0, given.length))) return given.length < wanted.length ? 'wait' : 'start';
  const broken = brokenVerdicts.find(({ defect, when }) => faults.has(defect) && when(given));
  return broken?.verdict ?? 'refuse';
}

const isAmqp = (given: Buffer) => given.toString('latin1', 0, 4) === 'AMQP';
const version = (given: Buffer) => Array.from(given.subarray(4)).join(' ');

const brokenVerdicts = [
  {
    defect: 'closes-silently-on-foreign-protocols',
    when: (given: Buffer) => !isAmqp(given),
    verdict: 'close',
  },
  {
    defect: 'takes-lowercase-amqp',
    when: (given: Buffer) => given.toString('latin1').toUpperCase() === wanted.toString('latin1'),
    verdict: 'start',
  },
  {
    defect: 'accepts-any-amqp-version',
    when: (given: Buffer) => isAmqp(given) && given[4] === 0,
    verdict: 'start',
  },
  {
    defect: 'speaks-0-10-to-older-versions',
    when: (given: Buffer) => isAmqp(given) && (given[4] === 1 || version(given) === '0 0 9 0'),
    verdict: 'start-0-10',
  },
  {
    defect: 'sends-start-to-amqp-1',
    when: (given: Buffer) => isAmqp(given) && given[5] === 1 && given[6] === 0,
    verdict: 'start',
  },
] as const;
