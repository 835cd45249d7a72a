import type { Acknowledgement } from '../../protocol/mqtt/packet.js';
import { identifierOf, isPublish, type MqttFrame } from './frame.js';

/** Answers deliveries on one connection as a correct client does. */
export class Acknowledger {
  private readonly send: (packet: Acknowledgement) => void;
  private readonly unreleased = new Set<number>();
  /** Packets that need no reading: what is answered and brings nothing new. */
  private readonly handled = new WeakSet<MqttFrame>();

  constructor(send: (packet: Acknowledgement) => void) {
    this.send = send;
  }

  isHandled(frame: MqttFrame): boolean {
    return this.handled.has(frame);
  }

  answer(frame: MqttFrame): void {
    const packetIdentifier = identifierOf(frame);
    if (packetIdentifier === undefined) return;
    if (frame.type === 'PUBREL') {
      this.handled.add(frame);
      this.unreleased.delete(packetIdentifier);
      this.send({ type: 'PUBCOMP', packetIdentifier });
    } else if (isPublish(frame) && frame.packet.qos === 1) {
      this.send({ type: 'PUBACK', packetIdentifier });
    } else if (isPublish(frame) && frame.packet.qos === 2) {
      // The same message again, not released yet: answered, but nothing new.
      if (this.unreleased.has(packetIdentifier) && frame.packet.dup) this.handled.add(frame);
      this.unreleased.add(packetIdentifier);
      this.send({ type: 'PUBREC', packetIdentifier });
    }
  }
}
