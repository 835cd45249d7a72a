import { heartbeatFrame } from '../../codec/amqp/encode.js';

/** Sends a heartbeat when nothing else was sent for half the interval; gives a peer up after two silent intervals. */
export class Heartbeats {
  private timer: NodeJS.Timeout | undefined;
  private lastHeard = Date.now();
  private lastSent = Date.now();

  constructor(
    private readonly write: (octets: Uint8Array) => void,
    private readonly giveUp: () => void,
  ) {}

  /** `interval` in seconds; 0 means none. */
  start(interval: number): void {
    this.stop();
    if (interval === 0) return;
    const milliseconds = interval * 1000;
    this.timer = setInterval(() => {
      const now = Date.now();
      if (now - this.lastHeard > 2 * milliseconds) this.giveUp();
      else if (now - this.lastSent >= milliseconds / 2) this.write(heartbeatFrame);
    }, milliseconds / 4).unref();
  }

  heard(): void {
    this.lastHeard = Date.now();
  }

  sent(): void {
    this.lastSent = Date.now();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
