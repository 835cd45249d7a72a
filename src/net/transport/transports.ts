import { TCP } from './tcp.js';
import type { Accept, DialOptions, Listener, ListenOptions, OctetStream, Transport } from './transport.js';
import { WEB_SOCKET } from './web-socket.js';

/** By the scheme of the URLs that name them: the only list of transports. */
export const TRANSPORTS: Readonly<Record<string, Transport>> = { tcp: TCP, ws: WEB_SOCKET };

/** Goes to `tcp://host:port`, `ws://host:port/path`. Rejects with a TargetUnreachable. */
export async function dial(url: string, options: DialOptions): Promise<OctetStream> {
  const place = new URL(url);
  return transportOf(place).dial(place, options);
}

/** Waits for others at such a place; port 0 takes a free one. Rejects where the port cannot be had. */
export async function listen(url: string, accept: Accept, options: ListenOptions = {}): Promise<Listener> {
  const place = new URL(url);
  return transportOf(place).listen(place, accept, options);
}

function transportOf({ protocol }: URL): Transport {
  const transport = TRANSPORTS[protocol.slice(0, -1)];
  if (transport === undefined) throw new Error(`there is no transport ${protocol}//`);
  return transport;
}
