import { Buffer } from 'node:buffer';
import { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { WebSocketBehaviour } from '../listener.js';
import type { MqttConduct } from './conduct.js';

/** MQTT over WebSocket, section 6: binary frames, packets cut anywhere, subprotocol `mqtt`. */
export const overWebSocket = { subprotocol, takesFrame, frameOptions: { binary: true } };

export interface Frame {
  readonly data: Uint8Array;
  readonly isBinary: boolean;
}

export function webSocketBehaviour(conduct: MqttConduct, accept: (stream: Duplex) => void): WebSocketBehaviour {
  return {
    subprotocol: (offered) => conduct.subprotocol(offered),
    accept: (socket) => accept(streamOf(socket, conduct)),
  };
}

function subprotocol(offered: ReadonlySet<string>): string | undefined {
  return offered.has(SUBPROTOCOL) ? SUBPROTOCOL : undefined;
}

/** Section 6. */
const SUBPROTOCOL = 'mqtt';

/** MQTT comes in binary frames; how packets are cut by them does not matter. */
function takesFrame({ isBinary }: Frame): boolean {
  return isBinary;
}

/** The payloads of the frames as one stream; a text frame ends it. */
function streamOf(socket: WebSocket, conduct: MqttConduct): Duplex {
  const stream = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      if (socket.readyState !== socket.OPEN) done();
      else socket.send(chunk, conduct.frameOptions, () => done());
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
    if (conduct.takesFrame({ data, isBinary })) stream.push(Buffer.from(data));
    else stream.destroy();
  });
  socket.on('close', () => stream.push(null));
  socket.on('error', () => stream.destroy());
  return stream;
}
