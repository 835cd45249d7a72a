import type { Dialect } from '../dialect.js';
import { NOT_A_PACKET } from '../dialect.js';
import type { PacketView } from '../packet-view.js';

export class MqttSnDialect implements Dialect {
  readonly protocol = 'mqttsn';
  readonly version = '1.2';
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

export function recogniseDatagram(_buffer: Uint8Array, _start: number, _end: number): boolean {
  return false;
}
