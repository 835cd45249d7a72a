/**
 * Where our packets differ from those of the independent decoder (tshark), and who is right by the standards. Everything
 * that is not written here must be equal: packets, their order within a connection, records, types, sizes, fields.
 */

/** Holds for every capture. */
export const GENERAL_DIFFERENCES = [
  {
    what: 'the protocol header AMQP 0 0 9 1 is a packet of ours',
    why: 'tshark gives it no line; 0-9-1 section 4.2.2 makes it the first thing that a client sends',
  },
  {
    what: 'gaps, undecodable stretches and packets that never ended are lines of ours',
    why: 'what the capture does not hold is said, not hidden; they are no packets and are compared with none',
  },
  {
    what: 'a packet cut by the snap length keeps the size that its header claims; its `lost` says how much is missing',
    why: 'tshark gives the octets that are there; the length is what was on the wire',
  },
] as const;

export interface Difference {
  readonly capture: string;
  /** Packets of tshark that we do not have: `frame/stream/name/size`. */
  readonly missing?: readonly string[];
  /** Packets of ours that tshark does not have. */
  readonly extra?: readonly string[];
  /** Our records are numbered so much lower from this one on. */
  readonly frames?: { readonly lower: number; readonly from: number };
  /** Our packets are those of this capture, whose traffic is the same; frames are not compared. */
  readonly sameAs?: string;
  /** Of those, so many are in the stretches that the capture lost. */
  readonly lost?: number;
  readonly why: string;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    capture: 'amqp091-resegmented-200-bytes.pcap',
    sameAs: 'amqp091-exchanges-consume-get-amqplib.pcap',
    why: 'tshark settles on no version when connection.start is split over segments and decodes nothing; the octets are the same',
  },
  {
    capture: 'mqtt5-capture-loss-gaps.pcap',
    sameAs: 'mqtt5-resegmented-24-bytes.pcap',
    lost: 4,
    why: 'after a lost segment tshark reads on from the wrong place and invents packets; we find the next boundary again',
  },
  {
    capture: 'mqtt311-capture-loss-gaps.pcap',
    extra: ['230/1/PUBLISH/cut'],
    why: 'a PUBLISH of 300,019 octets with one segment missing: its header and its end are there, tshark drops it',
  },
  {
    capture: 'amqp091-snaplen90-editcap.pcap',
    extra: ['6/0/connection.start/cut', '8/0/connection.start-ok/cut'],
    why: 'cut by the snap length behind class and method: tshark leaves them out',
  },
  {
    capture: 'amqp091-snaplen96-live.pcap',
    extra: ['6/0/connection.start/cut', '8/0/connection.start-ok/cut'],
    why: 'cut by the snap length behind class and method: tshark leaves them out',
  },
  {
    capture: 'mqtt311-pcapng-big-endian-tsresol9-tsoffset.pcapng',
    frames: { lower: 1, from: 1 },
    why: 'tshark counts the Custom Block as a record; it holds no packet',
  },
  {
    capture: 'mqtt-amqp-pcapng-multi-section-mixed-endian.pcapng',
    frames: { lower: 1, from: 59 },
    why: 'a section begins with a Custom Block, which tshark counts as a record; it holds no packet',
  },
  {
    capture: 'mqtt-protocol-errors-raw-client.pcap',
    missing: ['4/0/(continuation)/5'],
    why: 'a Remaining Length of five octets is no packet by MQTT 3.1.1 section 2.2.3; ours is an undecodable stretch with the problem',
  },
];

/** Fields that differ, for every packet: the name in tshark's truth, and why we do not follow it. */
export const FIELD_DIFFERENCES = [
  {
    field: 'msgid of a PUBLISH whose version is not known, topic of an empty one',
    why: 'a topic alias stands for the topic that it was given before: ours is the topic in force',
  },
  {
    field: 'topic that is no UTF-8',
    why: 'tshark replaces each octet, we each maximal ill-formed part; the problem names it',
  },
] as const;
