import { heartbeatFrame } from '../../protocol/amqp091/encode.js';
import type { Faults } from './defects.js';

export interface HeartbeatPeer {
  write(octets: Uint8Array): void;
  drop(): void;
}

/** Sends a heartbeat when nothing else was sent for half the interval; gives a peer up after two silent intervals. */
export class Heartbeats {
  private timer: NodeJS.Timeout | undefined;
  private lastHeard = Date.now();
  private lastSent = Date.now();

  constructor(
    private readonly peer: HeartbeatPeer,
    private readonly faults: Faults,
  ) {}

  get areOn(): boolean {
    return this.timer !== undefined;
  }

  /** `interval` in seconds, as the client chose; 0 means none. */
  start(interval: number, own: number): void {
    this.stop();
    const seconds = this.faults.has('uses-own-heartbeat') ? own : interval;
    if (seconds > 0)
      this.run(seconds * 1000, this.faults.has('keeps-silent-clients') ? Number.POSITIVE_INFINITY : 2 * seconds * 1000);
    else if (this.faults.has('ignores-heartbeat-zero')) this.run(1000, Number.POSITIVE_INFINITY);
  }

  heard(isHeartbeat: boolean): void {
    if (isHeartbeat || !this.faults.has('counts-heartbeat-frames-only')) this.lastHeard = Date.now();
  }

  sent(): void {
    this.lastSent = Date.now();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private run(interval: number, patience: number): void {
    this.lastHeard = Date.now();
    this.timer = setInterval(() => {
      const now = Date.now();
      if (now - this.lastHeard > patience) this.peer.drop();
      else if (now - this.lastSent >= interval / 2 && !this.faults.has('never-sends-heartbeats')) {
        this.peer.write(heartbeatFrame);
      }
    }, interval / 4).unref();
  }
}
