import net from 'node:net';
import { TargetUnreachable } from '../../result/expectation.js';
import { startDeadline } from '../deadline.js';
import { networkErrorText } from '../network-error.js';
import { placeOf } from './place.js';
import { serve } from './server.js';
import type { DialOptions, OctetStream, Transport } from './transport.js';

/** Octets over TCP as they are. */
export const TCP: Transport = {
  dial,
  listen: (url, accept) => serve(net.createServer({ noDelay: true }, accept), placeOf(url)),
};

function dial(url: URL, { timeoutMs, doubt }: DialOptions): Promise<OctetStream> {
  const { host, port } = placeOf(url);
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port, noDelay: true });
    const fail = (why: string) => {
      callOff();
      socket.destroy();
      reject(new TargetUnreachable(`cannot reach ${host}:${port}`, why));
    };
    const callOff = startDeadline(timeoutMs, (ms) => fail(`no answer within ${ms} ms`), doubt);
    const onError = (error: Error) => fail(networkErrorText(error));
    socket.once('error', onError);
    socket.once('connect', () => {
      // A free port of this machine may be given to the very socket that asks for it, which then talks to itself.
      if (socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress) {
        fail('connection refused');
        return;
      }
      callOff();
      socket.off('error', onError);
      resolve(socket);
    });
  });
}
