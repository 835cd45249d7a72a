import type { MqttDefects } from './defects.js';

/** The broker's own Packet Identifiers of one session: 1 to 65,535, never one that is in use. */
export class PacketIdentifiers {
  private next: number;
  private readonly defects: MqttDefects;

  constructor(first: number, defects: MqttDefects) {
    this.defects = defects;
    this.next = defects.has('assigns-pid-0') ? 0 : defects.has('pid-wraps-to-zero') ? 65_534 : first;
  }

  /** `undefined` when all are in use. */
  take(inUse: (identifier: number) => boolean): number | undefined {
    if (this.defects.has('reuses-inflight-pid')) return this.advance() % 2 === 0 ? 2 : 1;
    // Defect: what a PUBREC has freed is taken at once.
    if (this.defects.has('reuses-qos2-pid-before-pubcomp')) this.next = 1;
    for (let tries = 0; tries < 65_535; tries++) {
      const identifier = this.advance();
      if (!inUse(identifier)) return identifier;
    }
    return undefined;
  }

  /** Defect: this identifier comes next, in use or not. */
  giveNext(identifier: number): void {
    this.next = identifier;
  }

  private advance(): number {
    const identifier = this.next;
    const first = this.defects.has('pid-wraps-to-zero') ? 0 : 1;
    this.next = identifier >= 65_535 ? first : identifier + 1;
    return identifier;
  }
}
