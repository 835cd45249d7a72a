import { heartbeatFrame } from '../../protocol/amqp091/encode.js';
import type { AmqpConduct } from './conduct.js';
import type { Connection } from './connection.js';

export const beating = { heartbeatInterval, patience, isHeartbeatDue, showsLife, receiveHeartbeat };

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
    private readonly conduct: AmqpConduct,
  ) {}

  get areOn(): boolean {
    return this.timer !== undefined;
  }

  /** In seconds, as the client chose and as was offered; 0 means none. */
  start(chosen: number, offered: number): void {
    this.stop();
    const interval = this.conduct.heartbeatInterval(chosen, offered);
    if (interval > 0) this.run(interval * 1000, this.conduct.patience(chosen, offered) * 1000);
  }

  heard(isHeartbeat: boolean): void {
    if (this.conduct.showsLife(isHeartbeat)) this.lastHeard = Date.now();
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
      else if (this.conduct.isHeartbeatDue(now - this.lastSent, interval)) this.peer.write(heartbeatFrame);
    }, interval / 4).unref();
  }
}

/** The client has the last word. */
function heartbeatInterval(chosen: number, _offered: number): number {
  return chosen;
}

/** Seconds of silence after which a peer is given up. */
function patience(chosen: number, _offered: number): number {
  return 2 * chosen;
}

function isHeartbeatDue(silentFor: number, interval: number): boolean {
  return silentFor >= interval / 2;
}

/** Any octets stand for a heartbeat. */
function showsLife(_isHeartbeat: boolean): boolean {
  return true;
}

function receiveHeartbeat({ heartbeats }: Connection): void {
  heartbeats.heard(true);
}
