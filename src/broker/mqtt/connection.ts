import type { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import { connectVersion, type Decoded, decodePacket, guessVersion } from '../../protocol/mqtt/decode.js';
import { encodePacket } from '../../protocol/mqtt/encode.js';
import type { MqttPacket, MqttVersion, Publish } from '../../protocol/mqtt/packet.js';
import { packetType } from '../../protocol/mqtt/tables.js';
import { writeTo } from '../unread.js';
import { TopicAliases } from './aliases.js';
import type { Authentication } from './authentication.js';
import { refuseMalformedConnect } from './connecting.js';
import type { About } from './delivery.js';
import { handle } from './handlers.js';
import type { Hub } from './hub.js';
import { InboundBuffer } from './inbound.js';
import { KeepAlive } from './keep-alive.js';
import { refusalOf } from './refusals.js';
import type { Session } from './session.js';

/** What goes out. */
export const sending = { octetsOf };

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
  aliases: TopicAliases;
  /** The client's limits, from its CONNECT. */
  receiveMaximum = 65_535;
  maximumPacketSize = Number.POSITIVE_INFINITY;
  topicAliasMaximum = 0;
  requestsProblems = true;
  requestsResponse = false;
  authentication: Authentication | undefined;
  readonly keepAlive: KeepAlive;
  private readonly stream: Duplex;
  private readonly inbound: InboundBuffer;
  private state: 'new' | 'open' | 'mute' | 'closed' = 'new';
  /** The octets behind the packet that is being served, of the same arrival. */
  private upcoming: Buffer | undefined;
  private blocked = false;

  constructor(stream: Duplex, hub: Hub) {
    this.stream = stream;
    this.hub = hub;
    this.aliases = new TopicAliases(hub);
    this.inbound = new InboundBuffer(hub.defects);
    this.keepAlive = new KeepAlive(() => this.fallSilent());
    hub.connections.add(this);
    stream.on('data', (chunk: Buffer) => this.receive(chunk));
    stream.on('end', () => this.end('network'));
    stream.on('close', () => this.end('network'));
    stream.on('error', () => this.end('network'));
  }

  get isOpen(): boolean {
    return this.state === 'new' || this.state === 'open';
  }

  /** CONNECT was accepted: from now on the session's client is here. */
  open(session: Session): void {
    this.session = session;
    session.connection = this;
    this.state = 'open';
    if (this.version === 5) this.inbound.limitTo(this.hub.settings.maximumPacketSize);
  }

  /** Whether the client has sent a PINGREQ behind the packet that is being served. */
  get hasPingWaiting(): boolean {
    return this.upcoming?.includes('c000', 0, 'hex') ?? false;
  }

  /** Sends a packet; a PUBLISH goes through `sendPublish`. */
  send(packet: MqttPacket, about: About = {}): void {
    if (this.state === 'closed' || this.state === 'mute') return;
    if (this.hub.defects.has('quota-full-blocks-control-packets') && this.session?.outbound.isFull === true) return;
    for (const octets of this.hub.conduct.octetsOf(this, packet, about)) this.write(octets);
  }

  /** Sends a PUBLISH; `false` where it is too large for the client, and so must be dropped. */
  sendPublish(packet: Publish, about: About): boolean {
    const { defects } = this.hub;
    if (this.state === 'closed' || this.blocked) return true;
    const all = this.hub.conduct.octetsOf(this, packet, about);
    const fits = all.every((octets) => octets.length <= this.maximumPacketSize);
    if (!fits && !defects.has('ignores-client-max-packet-size')) {
      if (defects.has('oversize-message-blocks-queue')) this.blocked = true;
      if (defects.has('oversize-message-closes-connection')) this.fail(0x95);
      return false;
    }
    for (const octets of all) this.write(octets);
    return true;
  }

  /** The client broke the protocol: 5.0 is told why, then the connection ends. */
  fail(reasonCode: number, cause: EndCause = 'protocol-error'): void {
    const { defects } = this.hub;
    if (defects.has('error-closes-other-clients')) {
      for (const other of this.hub.connections) if (other !== this) other.end('shutdown');
    }
    if (this.version === 5 && this.state === 'open') {
      this.send({ type: 'DISCONNECT', reasonCode });
      if (defects.has('stays-open-after-error-disconnect')) return;
      if (defects.has('packets-after-disconnect')) this.send({ type: 'PINGRESP' });
      if (defects.has('disconnect-without-close')) {
        this.state = 'mute';
        return;
      }
    }
    this.end(cause);
  }

  /** The same Client Identifier has connected anew. */
  takeOver(): void {
    const tells = this.version === 5 && !this.hub.defects.has('no-session-taken-over-reason');
    if (tells) this.send({ type: 'DISCONNECT', reasonCode: 0x8e });
    this.end('takeover');
  }

  /** Ends the connection, once: detaches the session, decides over the Will, closes. */
  end(cause: EndCause): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.keepAlive.stop();
    this.hub.connections.delete(this);
    this.close();
    const { session, hub } = this;
    if (session === undefined || session.connection !== this) return;
    session.connection = undefined;
    hub.router.connectionLost(session);
    hub.wills.connectionEnded(session, cause, cause === 'disconnect');
    const lost =
      (cause === 'disconnect' && hub.defects.has('discards-session-on-disconnect')) ||
      (cause !== 'disconnect' && hub.defects.has('session-not-stored'));
    if (lost) hub.sessions.discard(session);
    else hub.sessions.abandon(session);
  }

  /** Refused, but for a defect left open: hears nothing any more. */
  mute(): void {
    this.state = 'mute';
    this.keepAlive.stop();
  }

  /** Ends the connection after the packets that have come with the present one were served. */
  endSoon(cause: EndCause): void {
    setImmediate(() => this.end(cause));
  }

  /** Octets from the client, cut anywhere. */
  receive(chunk: Buffer): void {
    if (!this.isOpen) return;
    this.upcoming = chunk;
    for (const packet of this.inbound.push(chunk)) {
      if (packet === 'malformed') this.malformed();
      else if (packet === 'too-large') this.fail(0x95);
      else if (packet === 'misaligned') this.end('network');
      else {
        this.keepAlive.heard();
        this.serve(packet);
      }
      if (!this.isOpen) return;
    }
  }

  private serve(bytes: Uint8Array): void {
    const first = bytes[0] ?? 0;
    const isConnect = first >>> 4 === 1;
    if (this.state === 'new' && !isConnect && this.authentication === undefined) {
      this.serveBeforeConnect(bytes);
      return;
    }
    if (isConnect && this.state === 'new') this.version = this.connectVersion(bytes);
    const decoded = this.decode(bytes);
    const { type } = packetType(first, decoded.version);
    const unknownVersion = decoded.problems.some(({ code }) => code === 'MQTT_PROTOCOL_VERSION');
    if (this.isAuthenticating && type !== 'AUTH' && type !== 'DISCONNECT') {
      this.end('protocol-error');
      return;
    }
    const refusal = unknownVersion ? undefined : refusalOf(bytes, type, decoded, this.hub.defects);
    if (refusal !== undefined) {
      if (isConnect && this.state === 'new') refuseMalformedConnect(this, refusal.code);
      else this.fail(refusal.code);
    } else if (decoded.packet !== undefined) handle(this, decoded.packet);
    else if (isConnect) this.end('protocol-error');
  }

  /** Between a CONNECT that named a method and its CONNACK. */
  private get isAuthenticating(): boolean {
    return this.state === 'new' && this.authentication !== undefined;
  }

  private decode(bytes: Uint8Array): Decoded {
    const { defects } = this.hub;
    const decoded = decodePacket(bytes, { version: this.version, from: 'client' });
    const older = decoded.problems.some(({ code }) => code === 'MQTT_PROPERTIES_LEFT_OUT');
    if (older && defects.has('accepts-v4-layout-on-v5')) return decodePacket(bytes, { version: 4, from: 'client' });
    return decoded;
  }

  private connectVersion(bytes: Uint8Array): MqttVersion {
    return connectVersion(bytes) ?? (this.hub.defects.has('accepts-unknown-protocol-version') ? 5 : 4);
  }

  /** The first packet must be CONNECT: nothing is said, the connection is closed. */
  private serveBeforeConnect(bytes: Uint8Array): void {
    const { defects, sessions } = this.hub;
    this.version = guessVersion(bytes, 'client');
    const { packet } = decodePacket(bytes, { version: this.version, from: 'client' });
    const served =
      (packet?.type === 'PINGREQ' && defects.has('accepts-ping-before-connect')) ||
      (packet?.type === 'PUBLISH' && defects.has('accepts-publish-before-connect')) ||
      (packet?.type === 'SUBSCRIBE' && defects.has('accepts-subscribe-before-connect'));
    if (packet === undefined || !served) {
      this.end('protocol-error');
      return;
    }
    this.session ??= sessions.create(this.hub.assignClientId(), this.version);
    this.session.connection = this;
    handle(this, packet);
  }

  private malformed(): void {
    if (this.state === 'new') this.end('protocol-error');
    else this.fail(0x81);
  }

  private fallSilent(): void {
    this.fail(0x8d, 'keep-alive');
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

/** The octets to send for a packet: the only way out. */
function octetsOf({ version }: Connection, packet: MqttPacket, _about: About): readonly Buffer[] {
  return [encodePacket(packet, version)];
}
