import { Buffer } from 'node:buffer';

/** MQTT 3.1.1 and 5.0: publishers, subscribers, all qualities of service, keep-alive, several packets a segment. */
export function mqttTraffic({ random, payload }) {
  const out = Buffer.alloc(256 * 1024);
  const message = Buffer.alloc(64 * 1024);
  for (let at = 0; at < message.length; at++) message[at] = 0x20 + (at % 95);
  let used = 0;

  const u8 = (value) => {
    out[used++] = value;
  };
  const u16 = (value) => {
    out[used++] = value >>> 8;
    out[used++] = value & 255;
  };
  const text = (value) => {
    u16(value.length);
    used += out.write(value, used, 'latin1');
  };
  const remaining = (length) => {
    let rest = length;
    while (rest > 127) {
      u8((rest & 127) | 128);
      rest >>>= 7;
    }
    u8(rest);
  };

  const connect = ({ state, index }) => {
    const five = state.version === 5;
    const client = `meter-${index}`;
    u8(0x10);
    remaining(10 + (five ? 6 : 0) + 2 + client.length);
    text('MQTT');
    u8(state.version);
    u8(0x02);
    u16(60);
    if (five) {
      // Session Expiry Interval
      u8(5);
      u8(0x11);
      u16(0);
      u16(3_600);
    }
    text(client);
  };
  const publish = (state, topic, qos, id, length) => {
    u8(0x30 | (qos << 1));
    remaining(2 + topic.length + (qos > 0 ? 2 : 0) + (state.version === 5 ? 1 : 0) + length);
    text(topic);
    if (qos > 0) u16(id);
    if (state.version === 5) u8(0);
    used += message.copy(out, used, 0, length);
  };
  const acknowledge = (first, id) => {
    u8(first);
    u8(2);
    u16(id);
  };
  const flushFrom = (peer, client) => {
    if (client) peer.clientSay(out, used);
    else peer.brokerSay(out, used);
    used = 0;
  };

  return {
    open(peer) {
      peer.state = {
        version: peer.index % 3 === 0 ? 5 : 4,
        id: 1,
        topic: `plant/${peer.index % 50}/meter/${peer.index}`,
      };
      peer.handshake();
      connect(peer);
      flushFrom(peer, true);
      const five = peer.state.version === 5;
      u8(0x20);
      u8(five ? 3 : 2);
      u16(0);
      if (five) u8(0);
      flushFrom(peer, false);
      const filter = `plant/${peer.index % 50}/#`;
      u8(0x82);
      remaining(2 + (five ? 1 : 0) + 2 + filter.length + 1);
      u16(peer.state.id++);
      if (five) u8(0);
      text(filter);
      u8(1);
      flushFrom(peer, true);
      u8(0x90);
      u8(five ? 4 : 3);
      u16(1);
      if (five) u8(0);
      u8(1);
      flushFrom(peer, false);
    },

    exchange(peer) {
      const { state } = peer;
      const kind = random.below(100);
      const length = 1 + random.below(2 * payload);
      const id = 1 + (state.id++ % 65_535);
      if (kind < 4) {
        u8(0xc0);
        u8(0);
        flushFrom(peer, true);
        u8(0xd0);
        u8(0);
        flushFrom(peer, false);
      } else if (kind < 40) {
        // QoS 0, one to three packets a segment
        for (let more = 1 + random.below(3); more > 0; more--) publish(state, state.topic, 0, 0, length);
        flushFrom(peer, kind < 20);
        peer.acknowledge(kind >= 20);
      } else if (kind < 80) {
        publish(state, state.topic, 1, id, length);
        flushFrom(peer, kind < 60);
        acknowledge(0x40, id);
        flushFrom(peer, kind >= 60);
      } else if (kind < 90) {
        publish(state, state.topic, 2, id, length);
        flushFrom(peer, true);
        acknowledge(0x50, id);
        flushFrom(peer, false);
        acknowledge(0x62, id);
        flushFrom(peer, true);
        acknowledge(0x70, id);
        flushFrom(peer, false);
      } else if (kind < 99) {
        // A burst to a subscriber: messages and the acknowledgements of earlier ones share segments.
        for (let more = 4 + random.below(8); more > 0; more--) publish(state, state.topic, 0, 0, length);
        flushFrom(peer, false);
        peer.acknowledge(true);
      } else {
        publish(state, state.topic, 1, id, Math.min(20 * payload + random.below(8_000), message.length));
        flushFrom(peer, true);
        peer.acknowledge(false);
        acknowledge(0x40, id);
        flushFrom(peer, false);
      }
    },

    close(peer) {
      u8(0xe0);
      u8(0);
      flushFrom(peer, true);
      peer.goodbye();
    },
  };
}
