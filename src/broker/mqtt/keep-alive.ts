import type { MqttDefects } from './defects.js';

/** The clock of one connection: ends it after one and a half times its Keep Alive without a packet (3.1.2.10). */
export class KeepAlive {
  private timer: NodeJS.Timeout | undefined;
  private readonly defects: MqttDefects;
  private readonly silent: () => void;

  constructor(defects: MqttDefects, silent: () => void) {
    this.defects = defects;
    this.silent = silent;
  }

  /** `seconds` as agreed; 0: no clock. */
  start(seconds: number): void {
    const milliseconds = this.patience(seconds);
    if (milliseconds === undefined) return;
    this.timer = setTimeout(this.silent, milliseconds);
    this.timer.unref();
  }

  /** A packet came. */
  heard(): void {
    this.timer?.refresh();
  }

  /** A packet was sent, which is no sign of life. */
  spoke(): void {
    if (this.defects.has('outbound-traffic-resets-keepalive')) this.timer?.refresh();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private patience(seconds: number): number | undefined {
    if (this.defects.has('ignores-keepalive')) return undefined;
    if (seconds === 0) return this.defects.has('keepalive-0-times-out') ? 1000 : undefined;
    if (this.defects.has('uses-own-keepalive-without-telling')) return 1500;
    return seconds * 1000 * (this.defects.has('closes-too-early') ? 0.5 : 1.5);
  }
}
