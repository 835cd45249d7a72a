/** How long silence is borne: section 3.1.2.10. */
export const keepingAlive = { patience };

/** The clock of one connection: ends it when nothing has come for too long. */
export class KeepAlive {
  private timer: NodeJS.Timeout | undefined;
  private readonly silent: () => void;

  constructor(silent: () => void) {
    this.silent = silent;
  }

  /** `milliseconds` without a packet; `undefined`: no clock. */
  start(milliseconds: number | undefined): void {
    if (milliseconds === undefined) return;
    this.timer = setTimeout(this.silent, milliseconds);
    this.timer.unref();
  }

  /** A packet came. */
  heard(): void {
    this.timer?.refresh();
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

/** Milliseconds: one and a half times the Keep Alive, which is in seconds; 0 bears any silence. */
function patience(seconds: number): number | undefined {
  return seconds === 0 ? undefined : seconds * 1500;
}
