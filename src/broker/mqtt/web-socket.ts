import { Buffer } from 'node:buffer';
import { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { packetLength } from '../../protocol/mqtt/framing.js';
import type { WebSocketBehaviour } from '../listener.js';
import type { MqttDefects } from './defects.js';

/** MQTT over WebSocket, section 6: binary frames, packets cut anywhere, subprotocol `mqtt`. */
export function webSocketBehaviour(defects: MqttDefects, accept: (stream: Duplex) => void): WebSocketBehaviour {
  return {
    subprotocol: (offered) => {
      if (defects.has('websocket-wrong-subprotocol')) return [...offered].find((name) => name !== 'mqtt');
      return offered.has('mqtt') ? 'mqtt' : undefined;
    },
    accept: (socket) => accept(streamOf(socket, defects)),
  };
}

/** The payloads of the frames as one stream; a text frame ends it. */
function streamOf(socket: WebSocket, defects: MqttDefects): Duplex {
  const stream = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      if (socket.readyState !== socket.OPEN) done();
      else socket.send(chunk, { binary: !defects.has('sends-text-frame') }, () => done());
    },
    final: (done) => {
      socket.close();
      done();
    },
    destroy: (error, done) => {
      socket.terminate();
      done(error);
    },
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    const misaligned = defects.has('needs-frame-alignment') && !holdsWholePackets(data);
    if (misaligned || (!isBinary && !defects.has('accepts-text-frame'))) stream.destroy();
    else stream.push(Buffer.from(data));
  });
  socket.on('close', () => stream.push(null));
  socket.on('error', () => stream.destroy());
  return stream;
}

function holdsWholePackets(bytes: Uint8Array): boolean {
  let offset = 0;
  while (offset < bytes.length) {
    const length = packetLength(bytes, offset);
    if (length < 0) return false;
    offset += length;
  }
  return offset === bytes.length;
}
