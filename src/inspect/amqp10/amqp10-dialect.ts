import type { Dialect } from '../dialect.js';
import { NOT_A_PACKET } from '../dialect.js';
import type { PacketView } from '../packet-view.js';

export class Amqp10Dialect implements Dialect {
  readonly protocol = 'amqp10';
  readonly version = '1.0';
  constructor(_begun: boolean) {}
  claim(): number {
    return NOT_A_PACKET;
  }
  weigh(): number {
    return -1;
  }
  see(_packet: PacketView): void {}
  nameAt(): string {
    return '';
  }
  lose(): void {}
}
