import type { FieldName, FieldSink, FieldSinkValue, ReadyFields } from '../../protocol/field-sink.js';
import type { Protocol } from '../../protocol/protocol.js';
import type { PacketView } from '../packet-view.js';
import { endpointText, problemRecord, recordOf } from '../record.js';
import { jsonText, jsonValue, LineWriter, type WriteOctets } from './line-writer.js';
import type { CaptureView } from './look.js';
import { Snippet } from './snippet.js';

/**
 * One line of JSON a packet. The common packets are written straight from the capture's octets into one buffer; all
 * others through the record. A test holds both ways to the same lines.
 */
export class NdjsonView implements CaptureView {
  private readonly lines: LineWriter;
  private readonly fields: LineFields;
  private lastFrame = 0;
  private momentAt = 0;
  private momentLength = 0;
  private lastSeconds = Number.NaN;
  private secondsText = NOTHING;

  constructor(write: WriteOctets) {
    this.lines = new LineWriter(write);
    this.fields = new LineFields(this.lines);
  }

  onPacket(view: PacketView): void {
    const { lines } = this;
    const protocol = view.conversation.spoken?.protocol;
    if (view.kind !== 'packet' || view.lost > 0 || protocol?.carrier !== 'stream') {
      lines.text(`${jsonValue(recordOf(view))}\n`);
      lines.endLine();
      return;
    }
    lines.snippet(OPEN_N);
    lines.number(view.n);
    this.moment(view);
    lines.snippet(prefixOf(view));
    lines.snippet(nameAndLength(view, protocol));
    lines.number(view.length);
    protocol.tell(view, this.fields);
    if (view.problems.length === 0) lines.snippet(NO_PROBLEMS_END);
    else {
      lines.snippet(PROBLEMS);
      lines.text(view.problems.map((problem) => jsonValue(problemRecord(problem))).join(','));
      lines.snippet(END);
    }
    lines.endLine();
  }

  flush(): void {
    this.lines.flush();
  }

  finish(): void {
    this.lines.flush();
  }

  /** Record and time, which all packets of one record have in common. */
  private moment(view: PacketView): void {
    const { lines } = this;
    if (view.frame === this.lastFrame && lines.repeat(this.momentAt, this.momentLength)) return;
    this.lastFrame = view.frame;
    this.momentAt = lines.mark();
    lines.snippet(FRAME);
    lines.number(view.frame);
    this.time(view);
    this.momentLength = lines.since(this.momentAt);
  }

  private time(view: PacketView): void {
    if (view.seconds < 0) {
      this.lines.text(`,"time":"${recordOf(view).time}`);
      return;
    }
    if (view.seconds !== this.lastSeconds) {
      this.lastSeconds = view.seconds;
      this.secondsText = ascii(`,"time":"${view.seconds}.`);
    }
    this.lines.snippet(this.secondsText);
    this.lines.nanos(view.nanos);
  }
}

/** What a packet says, written as it is said. */
class LineFields implements FieldSink {
  constructor(private readonly lines: LineWriter) {}

  number(name: FieldName, value: number): void {
    this.lines.snippet(KEYS[name.index] ?? makeKey(name));
    if (value >= 0) this.lines.number(value);
    else this.lines.text(String(value));
  }

  text(name: FieldName, buffer: Uint8Array, start: number, end: number): void {
    this.lines.snippet(KEYS[name.index] ?? makeKey(name));
    this.lines.string(buffer, start, end);
  }

  value(name: FieldName, value: FieldSinkValue): void {
    this.lines.snippet(KEYS[name.index] ?? makeKey(name));
    this.lines.text(jsonValue(value));
  }

  ready(fields: ReadyFields): void {
    this.lines.snippet(READY[fields.index] ?? makeReady(fields));
  }
}

const KEYS: Snippet[] = [];
const READY: Snippet[] = [];

function makeKey({ name, index }: FieldName): Snippet {
  const made = ascii(`,"${name}":`);
  KEYS[index] = made;
  return made;
}

function makeReady({ fields, index }: ReadyFields): Snippet {
  const made = ascii(`,${inside(fields)}`);
  READY[index] = made;
  return made;
}

/** The inside of an object. */
const inside = (fields: ReadyFields['fields']): string => jsonValue(fields).slice(1, -1);

const ascii = (text: string): Snippet => new Snippet(text);

const NOTHING = ascii('');
const OPEN_N = ascii('{"n":');
const FRAME = ascii(',"frame":');
const PROBLEMS = ascii(',"problems":[');
const END = ascii(']}\n');
const NO_PROBLEMS_END = ascii(',"problems":[]}\n');
/** By protocol, then by the packet's code. */
const NAMES = new Map<Protocol, (Snippet | undefined)[]>();
/** Those of the protocol that was asked for last: mostly the next one's too. */
let lastProtocol: Protocol | undefined;
let lastNames: (Snippet | undefined)[] = [];

function nameAndLength({ name, code }: PacketView, protocol: Protocol): Snippet {
  if (protocol !== lastProtocol) {
    lastProtocol = protocol;
    lastNames = NAMES.get(protocol) ?? new Array<Snippet | undefined>(128);
    NAMES.set(protocol, lastNames);
  }
  const made = code < 0 ? undefined : lastNames[code];
  if (made !== undefined) return made;
  const fresh = ascii(`${jsonText(name)},"length":`);
  if (code >= 0) lastNames[code] = fresh;
  return fresh;
}

/** What all packets of one direction have in common, as long as nothing new is learnt of the conversation. */
interface Prefix {
  readonly client: number | undefined;
  readonly version: string | null | undefined;
  readonly protocol: Protocol | undefined;
  readonly text: Snippet;
}

function prefixOf(view: PacketView): Snippet {
  const { conversation, direction } = view;
  conversation.attachment ??= [undefined, undefined];
  const prefixes = conversation.attachment as [Prefix | undefined, Prefix | undefined];
  const known = prefixes[direction];
  const { client, spoken } = conversation;
  if (
    known !== undefined &&
    known.client === client &&
    known.version === spoken?.version &&
    known.protocol === spoken?.protocol
  ) {
    return known.text;
  }
  const text = makePrefix(view);
  prefixes[direction] = { client, version: spoken?.version, protocol: spoken?.protocol, text };
  return text;
}

function makePrefix(view: PacketView): Snippet {
  const { conversation, direction } = view;
  const { flow, spoken } = conversation;
  const [src, dst] = direction === 0 ? flow.endpoints : [flow.endpoints[1], flow.endpoints[0]];
  const websocket = conversation.webSocket === undefined ? '' : ',"transport":"websocket"';
  return ascii(
    `","stream":${flow.number},"from":${JSON.stringify(view.from)},"src":"${endpointText(src as (typeof flow.endpoints)[0])}",` +
      `"dst":"${endpointText(dst as (typeof flow.endpoints)[0])}","protocol":"${spoken?.protocol.id}",` +
      `"version":${JSON.stringify(spoken?.version ?? null)}${websocket},"packet":`,
  );
}
