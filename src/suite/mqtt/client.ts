import { setTimeout as wait } from 'node:timers/promises';
import type { Connack, MqttProperties, MqttVersion, Publish } from '../../protocol/mqtt/packet.js';
import { reasonText } from '../../protocol/mqtt/summary.js';
import { ExpectationFailed } from '../../result/expectation.js';
import type { Actor, ByteRow, SendingBytes } from '../actor.js';
import { joined } from '../words/byte-table.js';
import { Namespace } from '../words/namespace.js';
import type { Table } from '../words/table.js';
import { World } from '../world.js';
import { expectEnd, expectOneOf } from './ending.js';
import { identifierOf, type Received } from './frame.js';
import { Invariants } from './invariants.js';
import { Link } from './link.js';
import { type Correspondent, deliveryOf, settle } from './messages.js';
import { expectOctets, packetsOf } from './octets.js';
import { connectFrom, type PacketTableContext } from './packet-table.js';
import { Sweeper } from './sweeper.js';
import { endEvidence, endInWords } from './unmet.js';
import { packetWanted } from './wanted.js';

/** Alice as an MQTT client: correct unless a step says otherwise, and in sight of every octet. */
export class MqttClient implements Actor, Correspondent {
  readonly name: string;
  readonly world: World;
  readonly version: MqttVersion;
  /** False once a step says that she withholds acknowledgements. */
  acknowledging = true;
  /** She connects over WebSocket, whatever the target's own transport. */
  overWebSocket = false;
  /** The message that "repeats that PUBLISH" speaks of. */
  lastPublish: Publish | undefined;
  private readonly invariants: Invariants;
  private readonly links: Link[] = [];
  private options: Table = [];
  private lastIdentifier = 100;

  constructor(name: string, world: World) {
    this.name = name;
    this.world = world;
    this.version = world.options.spec === 'mqtt5' ? 5 : 4;
    this.invariants = new Invariants(world, name, this.version);
    Sweeper.of(world).watch(this);
  }

  /** The network connection as it is, open or not. */
  get link(): Link {
    const link = this.links.at(-1);
    if (link === undefined) throw new Error(`${this.name} has no network connection yet: the scenario lacks a step`);
    return link;
  }

  get isOnline(): boolean {
    return this.links.at(-1)?.isClosed === false;
  }

  /** Every packet received on any connection of this client, in order. */
  get received(): readonly Received[] {
    return this.links.flatMap((link) => link.received);
  }

  /** What the tables of packets need to know of her. */
  get context(): PacketTableContext {
    const { namespace, target } = this.world.options;
    return { namespace, target, version: this.version, actor: this.name, announced: this.announced };
  }

  /** What the broker said of itself in CONNACK. */
  get announced(): MqttProperties {
    const connack = this.links.at(-1)?.received.find(({ frame }) => frame.type === 'CONNACK');
    return (connack?.frame.packet as Connack | undefined)?.properties ?? {};
  }

  /** A Packet Identifier that no step names. */
  nextIdentifier(): number {
    this.lastIdentifier += 1;
    return this.lastIdentifier;
  }

  async connect(options: Table = []): Promise<void> {
    this.setOptions(options);
    await this.mustBeAccepted();
    await this.link.expect(packetWanted('CONNACK'));
  }

  async reconnect(options: Table = []): Promise<void> {
    const names = new Set(options.map(([name]) => name));
    this.setOptions([...this.options.filter(([name]) => !names.has(name)), ...options]);
    await this.mustBeAccepted();
  }

  async attempt(options: Table = []): Promise<void> {
    this.setOptions(options);
    await this.openNetwork();
    this.link.send(connectFrom([], this.options, this.context));
    await this.link.witness(() => true);
  }

  /** Somebody else on the same broker, whose names nobody here subscribes to, out of the transcript's sight. */
  stranger(): MqttClient {
    const { options } = this.world;
    return new MqttClient(
      'Stranger',
      new World({ ...options, namespace: new Namespace(`${options.namespace.prefix}s`) }),
    );
  }

  async openNetwork(): Promise<void> {
    await settle(this);
    const sweeper = Sweeper.of(this.world);
    this.links.push(
      await Link.open({
        actor: this.name,
        world: this.world,
        version: this.version,
        acknowledging: this.acknowledging,
        invariants: this.invariants,
        onSend: (frame) => sweeper.sent(frame),
        overWebSocket: this.overWebSocket,
      }),
    );
  }

  async sendBytes(rows: readonly ByteRow[], how: SendingBytes = 'at once'): Promise<void> {
    const { link } = this;
    const bytes = joined(rows);
    for (const packet of packetsOf(bytes)) link.learn(packet);
    if (how === 'one at a time') {
      for (let at = 0; at < bytes.length; at++) {
        link.sendOctets(bytes.subarray(at, at + 1), at === 0 ? rows : []);
        await link.flushed();
        await wait(0);
      }
      return;
    }
    if (how === 'row by row') {
      for (const row of rows) link.sendOctets(row.bytes, [row]);
      return;
    }
    if (how === 'as text') link.sendText(bytes, rows);
    else link.sendOctets(bytes, rows);
    if (how === 'then close') link.end();
  }

  expectBytes(rows: readonly ByteRow[]): Promise<void> {
    return expectOctets(this.link, rows);
  }

  async disconnect(): Promise<void> {
    const { link } = this;
    if (link.isClosed) return;
    link.send({ type: 'DISCONNECT' });
    link.end();
    await link.closed();
    link.destroy();
  }

  async drop(): Promise<void> {
    const { link } = this;
    // A reset could destroy what the broker has not read yet.
    if (!link.isClosed && link.accepted) await link.fence();
    link.destroy();
    await link.closed();
  }

  expectClosed(withinMs?: number): Promise<void> {
    return expectEnd(this.link, this.version, withinMs);
  }

  expectReaction(rows: Table): Promise<void> {
    return expectOneOf(this.link, this.version, rows);
  }

  async expectOpen(): Promise<void> {
    const { link } = this;
    const expected = ['the connection is open and PINGREQ is answered'];
    const answer = await link.fence();
    if (answer.kind === 'frame') return;
    const unread = link.unreadInWords();
    const before = unread === undefined ? '' : `${unread}; then `;
    if (answer.kind !== 'timeout') {
      throw new ExpectationFailed(expected, endInWords(answer, unread), endEvidence(answer));
    }
    throw new ExpectationFailed(expected, `${before}no PINGRESP within ${link.timeoutMs} ms: open and silent`);
  }

  async expectNothingMore(): Promise<void> {
    const { link } = this;
    await this.expectOpen();
    const [more] = link.unread();
    if (more !== undefined) throw link.failure([`nothing more for ${this.name}`], link.inWords(more), more);
  }

  deliveryIdentifier(payload: string): number {
    return identifierOf(deliveryOf(this, payload).frame) ?? 0;
  }

  /** Seconds of her last CONNECT, unless the broker's CONNACK names its own. */
  get keepAlive(): number {
    return this.announced.serverKeepAlive ?? connectFrom([], this.options, this.context).keepAlive;
  }

  async dispose(): Promise<void> {
    for (const link of this.links.splice(0)) {
      if (link.isClosed) continue;
      if (link.accepted) link.send({ type: 'DISCONNECT' });
      link.end();
      await link.closed(Math.min(link.timeoutMs, 200));
      link.destroy();
    }
  }

  /** One row of the table is no field of CONNECT: whether deliveries are acknowledged. */
  private setOptions(options: Table): void {
    const own = options.find(([name]) => name === 'Acknowledgements');
    if (own !== undefined) this.acknowledging = own[1] !== 'withheld';
    this.options = options.filter((row) => row !== own).map((row) => this.withAssigned(row));
  }

  /** `as assigned`: the Client Identifier that an earlier CONNACK gave to her. */
  private withAssigned(row: readonly string[]): readonly string[] {
    if (row[0] !== 'Client Identifier' || row[1] !== 'as assigned') return row;
    const assigned = this.received
      .map(({ frame }) => (frame.packet as Connack | undefined)?.properties?.assignedClientIdentifier)
      .findLast((identifier) => identifier !== undefined);
    if (assigned === undefined)
      throw new ExpectationFailed(['CONNACK assigns a Client Identifier'], 'it assigned none');
    return ['Client Identifier', `exactly ${assigned}`];
  }

  private async mustBeAccepted(): Promise<void> {
    // She does not take herself over: that would be another statement's matter.
    if (this.isOnline) await this.drop();
    await this.openNetwork();
    const { link } = this;
    link.send(connectFrom([], this.options, this.context));
    const expected = ['the broker sends CONNACK 0x00'];
    const answer = await link.exchange({ expected, accepts: (frame) => frame.type === 'CONNACK' });
    const connack = answer.frame.packet as Connack | undefined;
    if (connack?.reasonCode === 0) return;
    const code =
      connack === undefined ? 'that cannot be read' : reasonText('CONNACK', connack.reasonCode, this.version);
    throw link.failure(expected, `CONNACK ${code}`, answer, this.version === 5 ? 'Reason Code' : 'Return Code');
  }
}
