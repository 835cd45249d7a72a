import { UsageError } from '../result/expectation.js';

/** Where a broker listens. */
export interface Target {
  readonly protocol: 'mqtt' | 'amqp';
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  /** AMQP virtual host; "/" unless the URL names another. */
  readonly vhost?: string;
  /** Where the same MQTT broker listens for WebSocket: `ws://host:port/path`. */
  readonly webSocketUrl?: string;
  /** Everything goes over that WebSocket. */
  readonly overWebSocket?: boolean;
}

const schemes: Readonly<Record<string, { protocol: Target['protocol']; port: number }>> = {
  'mqtt:': { protocol: 'mqtt', port: 1883 },
  'ws:': { protocol: 'mqtt', port: 80 },
  'amqp:': { protocol: 'amqp', port: 5672 },
};

const wellKnownPorts: Readonly<Record<number, Target['protocol']>> = { 1883: 'mqtt', 5672: 'amqp' };

/**
 * `localhost`, `localhost:1883`, `mqtt://host:port`, `ws://host:port/path`, `amqp://user@host:port/vhost` → where to connect.
 * The protocol comes from the scheme or a well-known port; `undefined` when only a probe can tell.
 */
export function parseTarget(
  text: string,
): Omit<Target, 'protocol'> & { readonly protocol: Target['protocol'] | undefined } {
  const withScheme = /^[a-z0-9]+:\/\//i.test(text);
  let url: URL;
  try {
    url = new URL(withScheme ? text : `unknown://${text}`);
  } catch {
    throw new UsageError(
      `cannot read the target "${text}"`,
      'it is neither host:port nor a URL',
      'try:  --target localhost:1883',
    );
  }
  const scheme = withScheme ? schemes[url.protocol] : undefined;
  if (withScheme && scheme === undefined) {
    throw new UsageError(
      `the target "${text}" has the scheme ${url.protocol}//`,
      `known are ${Object.keys(schemes).join('//, ')}//`,
      'try:  --target mqtt://localhost:1883',
    );
  }
  if (url.hostname === '')
    throw new UsageError(`the target "${text}" names no host`, undefined, 'try:  --target localhost:1883');
  const port = url.port === '' ? (scheme?.port ?? 1883) : Number(url.port);
  const protocol = scheme?.protocol ?? wellKnownPorts[port];
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const path = decodeURIComponent(url.pathname.slice(1));
  const place = `${url.hostname}:${port}`;
  const login = {
    ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
  };
  if (url.protocol === 'ws:') {
    const webSocketUrl = `ws://${place}${url.pathname === '/' ? '' : url.pathname}`;
    return { protocol, host, port, url: webSocketUrl, webSocketUrl, overWebSocket: true, ...login };
  }
  return {
    protocol,
    host,
    port,
    url: `${protocol === undefined ? '' : `${protocol}://`}${place}`,
    ...login,
    ...(path === '' ? {} : { vhost: path }),
  };
}
