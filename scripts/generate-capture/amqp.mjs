import { Buffer } from 'node:buffer';

/** AMQP 0-9-1: publishers with confirms, consumers, contents of one and several frames, heartbeats. */
export function amqpTraffic({ random, payload }) {
  const out = Buffer.alloc(256 * 1024);
  const body = Buffer.alloc(64 * 1024);
  for (let at = 0; at < body.length; at++) body[at] = 0x20 + (at % 95);
  let used = 0;
  let frameAt = 0;

  const u8 = (value) => {
    out[used++] = value;
  };
  const u16 = (value) => {
    used = out.writeUInt16BE(value, used);
  };
  const u32 = (value) => {
    used = out.writeUInt32BE(value, used);
  };
  const u64 = (value) => {
    u32(Math.floor(value / 0x100000000));
    u32(value >>> 0);
  };
  const short = (value) => {
    u8(value.length);
    used += out.write(value, used, 'latin1');
  };
  const long = (value) => {
    u32(value.length);
    used += out.write(value, used, 'latin1');
  };
  const begin = (type, channel) => {
    u8(type);
    u16(channel);
    frameAt = used;
    u32(0);
  };
  const end = () => {
    out.writeUInt32BE(used - frameAt - 4, frameAt);
    u8(0xce);
  };
  const method = (channel, classId, methodId, write = () => {}) => {
    begin(1, channel);
    u16(classId);
    u16(methodId);
    write();
    end();
  };
  const content = (channel, length) => {
    begin(2, channel);
    u16(60);
    u16(0);
    u64(length);
    u16(0x9000); // content-type, delivery-mode
    short('text/plain');
    u8(2);
    end();
    for (let at = 0; at < length; at += 4_096) {
      begin(3, channel);
      used += body.copy(out, used, at, Math.min(length, at + 4_096));
      end();
    }
  };
  const client = (peer) => {
    peer.clientSay(out, used);
    used = 0;
  };
  const broker = (peer) => {
    peer.brokerSay(out, used);
    used = 0;
  };

  return {
    open(peer) {
      peer.state = { tag: 0, channel: 1 + (peer.index % 3), queue: `orders-${peer.index}` };
      const { channel, queue } = peer.state;
      peer.handshake();
      used += out.write('AMQP', used, 'latin1');
      u32(0x00000901);
      client(peer);
      method(0, 10, 10, () => {
        u8(0);
        u8(9);
        u32(0);
        long('PLAIN AMQPLAIN');
        long('en_US');
      });
      broker(peer);
      method(0, 10, 11, () => {
        u32(0);
        short('PLAIN');
        long('\0guest\0guest');
        short('en_US');
      });
      client(peer);
      const tune = () => {
        u16(2_047);
        u32(131_072);
        u16(60);
      };
      method(0, 10, 30, tune);
      broker(peer);
      method(0, 10, 31, tune);
      method(0, 10, 40, () => {
        short('/');
        short('');
        u8(0);
      });
      client(peer);
      method(0, 10, 41, () => short(''));
      broker(peer);
      method(channel, 20, 10, () => short(''));
      client(peer);
      method(channel, 20, 11, () => long(''));
      broker(peer);
      method(channel, 50, 10, () => {
        u16(0);
        short(queue);
        u8(2);
        u32(0);
      });
      method(channel, 60, 20, () => {
        u16(0);
        short(queue);
        short('');
        u8(0);
        u32(0);
      });
      client(peer);
      method(channel, 50, 11, () => {
        short(queue);
        u32(0);
        u32(0);
      });
      method(channel, 60, 21, () => short('ctag1'));
      broker(peer);
    },

    exchange(peer) {
      const { state } = peer;
      const { channel, queue } = state;
      const kind = random.below(100);
      const length = 1 + random.below(2 * payload);
      if (kind < 3) {
        begin(8, 0);
        end();
        if (kind === 0) broker(peer);
        else client(peer);
      } else if (kind < 50) {
        for (let more = 1 + random.below(3); more > 0; more--) {
          method(channel, 60, 40, () => {
            u16(0);
            short('orders');
            short(`region.${peer.index % 20}.new`);
            u8(0);
          });
          content(channel, length);
        }
        client(peer);
        peer.acknowledge(false);
      } else if (kind < 98) {
        const first = state.tag + 1;
        for (let more = 1 + random.below(4); more > 0; more--) {
          method(channel, 60, 60, () => {
            short('ctag1');
            u64(++state.tag);
            u8(0);
            short('orders');
            short(queue);
          });
          content(channel, length);
        }
        broker(peer);
        method(channel, 60, 80, () => {
          u64(state.tag);
          u8(state.tag > first ? 1 : 0);
        });
        client(peer);
      } else {
        method(channel, 60, 40, () => {
          u16(0);
          short('orders');
          short('bulk');
          u8(0);
        });
        content(channel, Math.min(20 * payload + random.below(10_000), body.length));
        client(peer);
        peer.acknowledge(false);
      }
    },

    close(peer) {
      method(0, 10, 50, () => {
        u16(200);
        short('bye');
        u16(0);
        u16(0);
      });
      client(peer);
      method(0, 10, 51);
      broker(peer);
      peer.goodbye();
    },
  };
}
