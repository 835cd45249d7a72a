import type { Role } from './problem.js';
import { NO_PROBLEMS, type Packet } from './protocol.js';

/**
 * A packet as one of its two ends knows it: whole, and nothing before it is missing. The client speaks in direction 0.
 * `n`: its number, where there is one to tell people.
 */
export function wholePacket(from: Role, bytes: Uint8Array, n = 0): Packet {
  return {
    n,
    direction: from === 'client' ? 0 : 1,
    from,
    clientIsGuess: false,
    buffer: bytes,
    start: 0,
    end: bytes.length,
    length: bytes.length,
    lost: 0,
    bytes: () => bytes,
    lacks: () => false,
    name: '',
    code: -1,
    problems: NO_PROBLEMS,
    answers: 0,
    facts: undefined,
  };
}
