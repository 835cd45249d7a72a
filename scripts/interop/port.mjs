// @ts-check
import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

/** @typedef {import('../process.mjs').Running} Running */

/** Below those that systems give out by themselves: a broker may take its port seconds after it was found free. */
const lowest = 15_000;
const highest = 31_999;

/**
 * A loopback port that is free now, and that nobody is given who does not ask for it.
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (;;) {
    const port = randomInt(lowest, highest + 1);
    if (await isFree(port)) return port;
  }
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** What a client says first, and how a broker's answer begins. @type {Record<'mqtt' | 'amqp' | 'webSocket', { hello: Buffer, answer: number }>} */
const greetings = {
  // CONNECT, protocol level 4, clean session, no client identifier, user "conform" → CONNACK
  mqtt: {
    hello: Buffer.from('101500044d5154540482003c00000007636f6e666f726d', 'hex'),
    answer: 0x20,
  },
  // → HTTP/1.1 101 Switching Protocols
  webSocket: {
    hello: Buffer.from(
      [
        'GET /mqtt HTTP/1.1',
        'Host: localhost',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${Buffer.from('sixteen octets!!').toString('base64')}`,
        'Sec-WebSocket-Protocol: mqtt',
        '\r\n',
      ].join('\r\n'),
    ),
    answer: 'H'.charCodeAt(0),
  },
  // AMQP 0-9-1 → a method frame, connection.start
  amqp: { hello: Buffer.from('414d515000000901', 'hex'), answer: 0x01 },
};

/**
 * Resolves when the port speaks the protocol; rejects when the program ends before that or the time is up.
 * @param {keyof typeof greetings} protocol
 * @param {number} port
 * @param {Running} running
 * @param {number} [withinMs]
 */
export async function answers(protocol, port, running, withinMs = 60_000) {
  const deadline = Date.now() + withinMs;
  let over = false;
  running.ended.then(() => {
    over = true;
  });
  for (;;) {
    if (await greeted(protocol, port)) return;
    if (over) throw new Error(`the broker ended before port ${port} spoke ${protocol}:\n${running.output()}`);
    if (Date.now() > deadline)
      throw new Error(`port ${port} does not speak ${protocol} after ${withinMs} ms:\n${running.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * @param {keyof typeof greetings} protocol
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function greeted(protocol, port) {
  const { hello, answer } = greetings[protocol];
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    /** @param {boolean} yes */
    const done = (yes) => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(2_000, () => done(false));
    socket.once('connect', () => socket.write(hello));
    socket.once('data', (chunk) => done(chunk[0] === answer));
    socket.once('error', () => done(false));
    socket.once('end', () => done(false));
  });
}
