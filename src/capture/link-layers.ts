import { u16, u32 } from '../bytes/octets.js';

/** Where a layer's content begins, and what it is by EtherType. One object is used for all records. */
export interface LinkCursor {
  offset: number;
  etherType: number;
}

export interface LinkLayer {
  readonly name: string;
  /** Sets the cursor behind the link header. `false`: the header is not wholly there, or carries nothing we read. */
  read(buffer: Uint8Array, start: number, end: number, cursor: LinkCursor): boolean;
}

export const IPV4 = 0x0800;
export const IPV6 = 0x86dd;

/**
 * Steps over what may stand between a link header and IP: VLAN tags in any number, LLC and SNAP, MPLS labels, PPPoE.
 * `true` when the cursor stands at IPv4 or IPv6.
 */
function reachNetwork(buffer: Uint8Array, end: number, cursor: LinkCursor): boolean {
  // Every step moves the cursor forward, so the loop ends.
  for (;;) {
    const type = cursor.etherType;
    if (type === IPV4 || type === IPV6) return true;
    const step = type < 0x600 ? stepOverLlc : STEPS.get(type);
    if (step === undefined || !step(buffer, end, cursor)) return false;
  }
}

type Step = (buffer: Uint8Array, end: number, cursor: LinkCursor) => boolean;

/** Tag control information 2 | type of what follows 2. */
const stepOverVlan: Step = (buffer, end, cursor) => {
  if (end - cursor.offset < 4) return false;
  cursor.etherType = u16(buffer, cursor.offset + 2);
  cursor.offset += 4;
  return true;
};

/** DSAP 1 | SSAP 1 | control 1, and for SNAP: organisation 3 | type 2. */
const stepOverLlc: Step = (buffer, end, cursor) => {
  const at = cursor.offset;
  if (end - at < 3) return false;
  const saps = u16(buffer, at);
  if (saps === 0x0606) {
    cursor.etherType = IPV4;
    cursor.offset = at + 3;
    return true;
  }
  if (saps !== 0xaaaa || end - at < 8) return false;
  cursor.etherType = u16(buffer, at + 6);
  cursor.offset = at + 8;
  return cursor.etherType >= 0x600;
};

/** Labels of four octets; the last has the lowest bit of its third octet set. Nothing says what follows but its version. */
const stepOverMpls: Step = (buffer, end, cursor) => {
  let at = cursor.offset;
  while (end - at >= 5) {
    const bottom = ((buffer[at + 2] as number) & 1) === 1;
    at += 4;
    if (!bottom) continue;
    cursor.offset = at;
    return byVersion(buffer, end, cursor);
  }
  return false;
};

/** Version and type 1 | code 1 | session 2 | length 2 | PPP protocol 2. */
const stepOverPppoe: Step = (buffer, end, cursor) => {
  if (end - cursor.offset < 8) return false;
  cursor.etherType = PPP_TYPES.get(u16(buffer, cursor.offset + 6)) ?? 0;
  cursor.offset += 8;
  return cursor.etherType !== 0;
};

const PPP_TYPES: ReadonlyMap<number, number> = new Map([
  [0x0021, IPV4],
  [0x0057, IPV6],
]);

const STEPS: ReadonlyMap<number, Step> = new Map([
  [0x8100, stepOverVlan],
  [0x88a8, stepOverVlan],
  [0x9100, stepOverVlan],
  [0x9200, stepOverVlan],
  [0x9300, stepOverVlan],
  [0x8847, stepOverMpls],
  [0x8848, stepOverMpls],
  [0x8864, stepOverPppoe],
]);

function byVersion(buffer: Uint8Array, end: number, cursor: LinkCursor): boolean {
  if (end - cursor.offset < 1) return false;
  const version = (buffer[cursor.offset] as number) >>> 4;
  cursor.etherType = version === 4 ? IPV4 : version === 6 ? IPV6 : 0;
  return cursor.etherType !== 0;
}

/** Destination 6 | source 6 | type 2. */
const ethernet: LinkLayer = {
  name: 'Ethernet',
  read(buffer, start, end, cursor) {
    if (end - start < 14) return false;
    cursor.etherType = u16(buffer, start + 12);
    cursor.offset = start + 14;
    return cursor.etherType === IPV4 || reachNetwork(buffer, end, cursor);
  },
};

/** Packet type 2 | ARPHRD 2 | address length 2 | address 8 | protocol 2. */
const cooked: LinkLayer = {
  name: 'Linux cooked v1',
  read(buffer, start, end, cursor) {
    if (end - start < 16) return false;
    cursor.etherType = u16(buffer, start + 14);
    cursor.offset = start + 16;
    return reachNetwork(buffer, end, cursor);
  },
};

/** Protocol 2 | reserved 2 | interface 4 | ARPHRD 2 | packet type 1 | address length 1 | address 8. */
const cooked2: LinkLayer = {
  name: 'Linux cooked v2',
  read(buffer, start, end, cursor) {
    if (end - start < 20) return false;
    cursor.etherType = u16(buffer, start);
    cursor.offset = start + 20;
    return reachNetwork(buffer, end, cursor);
  },
};

/** Address family 4, in the byte order of the machine that captured (NULL) or of the network (LOOP). */
const loopback = (name: string): LinkLayer => ({
  name,
  read(buffer, start, end, cursor) {
    if (end - start < 4) return false;
    const family = u32(buffer, start);
    // A family is a small number: which end the zeros are on shows the byte order.
    const type = FAMILIES.get(family > 0xffff ? family >>> 24 : family);
    if (type === undefined) return false;
    cursor.etherType = type;
    cursor.offset = start + 4;
    return true;
  },
});

/** AF_INET everywhere; AF_INET6 of Linux, Windows, NetBSD and OpenBSD, FreeBSD, macOS. */
const FAMILIES: ReadonlyMap<number, number> = new Map([
  [2, IPV4],
  [10, IPV6],
  [23, IPV6],
  [24, IPV6],
  [28, IPV6],
  [30, IPV6],
]);

const raw = (name: string): LinkLayer => ({
  name,
  read(buffer, start, end, cursor) {
    cursor.offset = start;
    return byVersion(buffer, end, cursor);
  },
});

/** Address 1 | control 1 | protocol 2; the first two may be left out. */
const ppp: LinkLayer = {
  name: 'PPP',
  read(buffer, start, end, cursor) {
    if (end - start < 4) return false;
    const at = u16(buffer, start) === 0xff03 ? start + 2 : start;
    cursor.etherType = PPP_TYPES.get(u16(buffer, at)) ?? 0;
    cursor.offset = at + 2;
    return cursor.etherType !== 0;
  },
};

/** By LINKTYPE number. */
export const LINK_LAYERS: ReadonlyMap<number, LinkLayer> = new Map([
  [0, loopback('null')],
  [1, ethernet],
  [9, ppp],
  [12, raw('raw IP')],
  [14, raw('raw IP')],
  [50, ppp],
  [101, raw('raw IP')],
  [108, loopback('loop')],
  [113, cooked],
  [228, raw('raw IPv4')],
  [229, raw('raw IPv6')],
  [276, cooked2],
]);
