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
    // A free port of this machine may be given to the very socket that asks for it, which then talks to itself.
    socket.once('connect', () => done(socket.localPort !== socket.remotePort));
    socket.once('error', () => done(false));
  });
}

/** Asks again and again, up to `forMs`. */
export function answersWithin(place: Place, forMs: number): Promise<boolean> {
  return trueWithin((leftMs) => answers(place, Math.min(leftMs, 1000)), forMs);
}

/** Looks again and again, up to `forMs`. */
export async function trueWithin(look: (leftMs: number) => Promise<boolean>, forMs: number): Promise<boolean> {
  const deadline = performance.now() + forMs;
  for (;;) {
    const left = deadline - performance.now();
    if (left <= 0) return false;
    if (await look(left)) return true;
    await new Promise((resolve) => setTimeout(resolve, Math.min(100, left)));
  }
}
