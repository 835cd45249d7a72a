import type { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import type { MqttPacket, MqttVersion, Publish } from '../../protocol/mqtt/packet.js';
import { writeTo } from '../unread.js';
import type { Authentication } from './authentication.js';
import type { About } from './delivery.js';
import type { Hub } from './hub.js';
import { InboundBuffer } from './inbound.js';
import { KeepAlive } from './keep-alive.js';
import { serve } from './serving.js';
import type { Session } from './session.js';

/** Why a connection ends: it decides over the Will. */
export type EndCause =
  | 'network'
  | 'disconnect'
  | 'disconnect-04'
  | 'disconnect-error'
  | 'protocol-error'
  | 'keep-alive'
  | 'takeover'
  | 'refused'
  | 'shutdown';

/** One client's network connection: packets in, packets out, and how it ends. */
export class Connection {
  readonly hub: Hub;
  version: MqttVersion = 4;
  /** `undefined` until CONNECT was accepted. */
  session: Session | undefined;
  /** Topic Names by the aliases that the client gave them. */
  aliases = new Map<number, string>();
  /** The client's limits, from its CONNECT. */
  receiveMaximum = 65_535;
  maximumPacketSize = Number.POSITIVE_INFINITY;
  topicAliasMaximum = 0;
  requestsProblems = true;
  requestsResponse = false;
  authentication: Authentication | undefined;
  readonly keepAlive: KeepAlive;
  readonly inbound: InboundBuffer;
  private readonly stream: Duplex;
  private state: 'new' | 'open' | 'mute' | 'closed' = 'new';

  constructor(stream: Duplex, hub: Hub) {
    this.stream = stream;
    this.hub = hub;
    this.inbound = new InboundBuffer(hub.conduct.lengthOf);
    this.keepAlive = new KeepAlive(() => this.fail(0x8d, 'keep-alive'));
    hub.connections.add(this);
    stream.on('data', (chunk: Buffer) => this.receive(chunk));
    stream.on('end', () => this.end('network'));
    stream.on('close', () => this.end('network'));
    stream.on('error', () => this.end('network'));
  }

  /** Before its CONNECT was accepted. */
  get isNew(): boolean {
    return this.state === 'new';
  }

  /** Whether it hears and speaks. */
  get isOpen(): boolean {
    return this.state === 'new' || this.state === 'open';
  }

  /** CONNECT was accepted: from now on the session's client is here. */
  open(session: Session): void {
    this.session = session;
    session.connection = this;
    this.state = 'open';
    if (this.version === 5) this.inbound.limitTo(this.hub.conduct.maximumPacketSize(this.hub.settings));
  }

  /** Octets from the client, cut anywhere. */
  receive(chunk: Buffer): void {
    if (!this.isOpen) return;
    for (const packet of this.hub.conduct.packetsOf(this, chunk)) {
      if (packet === 'malformed') this.refuseHeader();
      else if (packet === 'too-large') this.fail(0x95);
      else {
        this.keepAlive.heard();
        serve(this, packet);
      }
      if (!this.isOpen) return;
    }
  }

  /** Sends a packet; a PUBLISH goes through `sendPublish`. */
  send(packet: MqttPacket, about: About = {}): void {
    if (!this.isOpen) return;
    for (const octets of this.hub.conduct.octetsOf(this, packet, about)) this.write(octets);
  }

  /** Sends a PUBLISH; `false` where it is too large for the client, and so must be dropped. */
  sendPublish(packet: Publish, about: About): boolean {
    if (!this.isOpen) return true;
    const all = this.hub.conduct.octetsOf(this, packet, about);
    if (!all.every((octets) => this.hub.conduct.fits(this, octets))) return false;
    for (const octets of all) this.write(octets);
    return true;
  }

  /** The client broke the protocol: 5.0 is told why, then the connection ends. */
  fail(reasonCode: number, cause: EndCause = 'protocol-error'): void {
    this.hub.conduct.fail(this, reasonCode, cause);
  }

  /** Ends the connection, once: detaches the session, closes. */
  end(cause: EndCause): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.keepAlive.stop();
    this.hub.connections.delete(this);
    this.close();
    const { session, hub } = this;
    if (session === undefined || session.connection !== this) return;
    session.connection = undefined;
    hub.conduct.connectionEnded(session, cause);
  }

  /** Stays, but neither hears nor speaks any more. */
  mute(): void {
    this.state = 'mute';
    this.keepAlive.stop();
  }

  /** What came is no fixed header. */
  private refuseHeader(): void {
    if (this.isNew) this.end('protocol-error');
    else this.fail(0x81);
  }

  private write(octets: Uint8Array): void {
    if (this.stream.writable) writeTo(this.stream, octets);
  }

  /** Says goodbye with FIN: an RST could destroy what the client has not read yet. */
  private close(): void {
    this.stream.resume();
    this.stream.end();
    setTimeout(() => this.stream.destroy(), 1000).unref();
  }
}
