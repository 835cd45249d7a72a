import type { Session } from './session.js';

/** The first Ctrl-C starts no more scenarios, the second ends at once; both leave the cursor visible. */
export function listenForInterrupt(session: Session): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) {
      if (session.isTerminal) session.out('\x1b[?25h');
      process.exit(130);
    }
    session.err('\ninterrupted: waiting for the scenarios in flight; again to end at once\n');
    controller.abort();
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
