import type { Packet } from '../../protocol.js';

/** A number for these octets: other octets have most likely another one. Never 0. */
export function hashOf(buffer: Uint8Array, start: number, end: number, seed = SEED): number {
  let hash = seed;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (buffer[at] as number), PRIME);
  return hash || SEED;
}

/**
 * Tells a message from another one: by its topic, its length, and the first and last octets of its payload. 0 where
 * octets of it are missing.
 */
export function markOf(topicHash: number, packet: Packet, payloadStart: number): number {
  const { buffer, end } = packet;
  if (topicHash === 0 || payloadStart < 0 || packet.lost > 0 || end - packet.start !== packet.length) return 0;
  const length = end - payloadStart;
  const seed = Math.imul(topicHash ^ length, PRIME);
  if (length <= 2 * SAMPLE) return hashOf(buffer, payloadStart, end, seed);
  return hashOf(buffer, end - SAMPLE, end, hashOf(buffer, payloadStart, payloadStart + SAMPLE, seed));
}

const SEED = 0x811c9dc5 | 0;
const PRIME = 0x01000193;
const SAMPLE = 64;
