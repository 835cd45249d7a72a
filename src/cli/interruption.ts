import type { Session } from './session.js';

/**
 * The first Ctrl-C starts no more scenarios, the second ends at once. `tell` says so where it does not disturb the
 * reports; `leave` puts the terminal in order.
 */
export function listenForInterrupt(
  session: Session,
  { tell, leave }: { readonly tell: (text: string) => void; readonly leave: () => void },
): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) {
      leave();
      session.end?.(130);
      return;
    }
    controller.abort();
    tell('interrupted: waiting for the scenarios in flight; Ctrl-C again ends at once');
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    end: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
