import { once } from 'node:events';
import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Transcript } from '../result/transcript.js';
import { type Framing, Peer } from './peer.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A frame is its length in four octets and so many more; a length of 0xFFFFFFFF is none. */
const framing: Framing<string> = {
  size: (bytes, start, end) => {
    if (end - start < 4) return 0;
    const size = Buffer.from(bytes.buffer, bytes.byteOffset).readUInt32BE(start);
    if (size === 0xffffffff) return -1;
    return size + 4 > end - start ? 0 : size + 4;
  },
  decode: (bytes) => Buffer.from(bytes.subarray(4)).toString('latin1'),
  describe: (frame) => ({ title: frame.slice(0, 10), text: '' }),
};

/** A connection to a server that does as told with each socket. */
async function connect(serve: (socket: net.Socket) => void): Promise<Peer<string>> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    closing.push(() => socket.destroy());
    socket.on('error', () => undefined);
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const { port } = server.address() as net.AddressInfo;
  const transcript = new Transcript();
  return Peer.dial({ url: `tcp://127.0.0.1:${port}`, framing, actor: 'Alice', transcript, timeoutMs: 2000 });
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('a connection', () => {
  it('cuts what arrives into frames, wherever it was cut on its way', async () => {
    const connection = await connect((socket) => {
      socket.setNoDelay(true);
      socket.write(hex('00 00 00 01 61  00 00 00 02'));
      socket.once('data', () => socket.end(hex('62 63  00 00 00 00')));
    });
    expect(await connection.inbox.next(2000)).toMatchObject({ kind: 'frame', frame: 'a' });
    connection.send(hex('00'), { title: '', text: '' });
    expect(await connection.inbox.next(2000)).toMatchObject({ kind: 'frame', frame: 'bc' });
    expect(await connection.inbox.next(2000)).toMatchObject({ kind: 'frame', frame: '' });
    expect(await connection.inbox.next(2000)).toMatchObject({ kind: 'closed', reset: false });
  });

  it('still hears the other side after its own FIN, though it was told to send more', async () => {
    const connection = await connect((socket) => {
      socket.resume();
      socket.once('end', () => {
        socket.write(hex('00 00 00 01 61'));
        setImmediate(() => socket.end(hex('00 00 00 01 62')));
      });
    });
    connection.end();
    connection.send(hex('00'), { title: '', text: '' });
    expect(await connection.inbox.next(2000)).toMatchObject({ frame: 'a' });
    connection.send(hex('00'), { title: '', text: '' });
    expect(await connection.inbox.next(2000)).toMatchObject({ frame: 'b' });
  });

  it('tells octets that make no frame once, and reads nothing behind them', async () => {
    const connection = await connect((socket) => {
      socket.write(hex('ff ff ff ff 00'));
      socket.once('data', () => socket.end(hex('00 00 00 01 61')));
    });
    expect(await connection.inbox.next(2000)).toMatchObject({ kind: 'garbage', bytes: hex('ff ff ff ff 00') });
    connection.send(hex('00'), { title: '', text: '' });
    expect(await connection.inbox.next(2000)).toMatchObject({ kind: 'closed' });
  });

  it('does not hold whatever a length field claims', { timeout: 10_000 }, async () => {
    const piece = Buffer.alloc(1 << 20);
    const connection = await connect((socket) => {
      let left = 64;
      const more = () => {
        while (left-- > 0) if (!socket.write(piece)) return void socket.once('drain', more);
        socket.end();
      };
      socket.write(hex('f0 00 00 00'), more);
    });
    const event = await connection.inbox.next(5000);
    expect(event.kind).toBe('garbage');
    expect('bytes' in event ? event.bytes.length : 0).toBeLessThan(20 << 20);
    expect(await connection.inbox.next(5000)).toMatchObject({ kind: 'closed' });
  });
});
