import net from 'node:net';
import type { Target } from './target.js';

type Place = Pick<Target, 'host' | 'port'>;

/** Does anybody accept a TCP connection there? Nothing is sent. */
export function answers(place: Place, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: place.host, port: place.port });
    const done = (yes: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(yes);
    };
    const timer = setTimeout(() => done(false), timeoutMs);
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

/** Asks again and again, up to `forMs`. */
export async function answersWithin(place: Place, forMs: number): Promise<boolean> {
  const deadline = performance.now() + forMs;
  for (;;) {
    const left = deadline - performance.now();
    if (left <= 0) return false;
    if (await answers(place, Math.min(left, 1000))) return true;
    await new Promise((resolve) => setTimeout(resolve, Math.min(100, left)));
  }
}
