import { type Place, socketUrl } from './transport/place.js';
import { dial } from './transport/transports.js';

/** Does anybody accept a TCP connection there? Nothing is sent. */
export function answers({ host, port }: Place, timeoutMs: number): Promise<boolean> {
  return dial(socketUrl({ host, port }), { timeoutMs }).then(
    (stream) => {
      stream.on('error', () => undefined);
      stream.destroy();
      return true;
    },
    () => false,
  );
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
