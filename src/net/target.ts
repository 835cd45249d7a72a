import { UsageError } from '../result/expectation.js';

/** Where a broker listens, and as whom to come. */
export interface Target {
  readonly protocol: 'mqtt' | 'amqp';
  readonly host: string;
  readonly port: number;
  /** How it is named in results: scheme, host and port, never a password. */
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
 * `localhost`, `localhost:1883`, `mqtt://host:port`, `ws://host:port/path`, `amqp://user:password@host:port/vhost` →
 * where to connect. The protocol comes from the scheme or a well-known port; `undefined` when only a probe can tell.
 * Throws a UsageError for what names no place.
 */
export function parseTarget(
  text: string,
): Omit<Target, 'protocol'> & { readonly protocol: Target['protocol'] | undefined } {
  const url = urlOf(text);
  const scheme = schemeOf(url, text);
  if (url.hostname === '')
    throw new UsageError(`the target "${text}" names no host`, undefined, 'try:  --target localhost:1883');
  const port = url.port === '' ? (scheme?.port ?? 1883) : Number(url.port);
  const protocol = scheme?.protocol ?? wellKnownPorts[port];
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const place = `${url.hostname}:${port}`;
  const login = {
    ...(url.username === '' ? {} : { user: unescaped(url.username, text) }),
    ...(url.password === '' ? {} : { password: unescaped(url.password, text) }),
  };
  if (url.protocol === 'ws:') {
    const webSocketUrl = `ws://${place}${url.pathname === '/' ? '' : url.pathname}${url.search}`;
    return { protocol, host, port, url: webSocketUrl, webSocketUrl, overWebSocket: true, ...login };
  }
  const vhost = unescaped(url.pathname.slice(1), text);
  return {
    protocol,
    host,
    port,
    url: `${protocol === undefined ? '' : `${protocol}://`}${place}`,
    ...login,
    ...(vhost === '' ? {} : { vhost }),
  };
}

/** What a connection needs to know of the target; over WebSocket where it is one, or where `overWebSocket` asks for it. */
export function endpointOf(
  { host, port, webSocketUrl, overWebSocket: always = false }: Target,
  overWebSocket = false,
): Pick<Target, 'host' | 'port' | 'webSocketUrl'> {
  const isOver = (always || overWebSocket) && webSocketUrl !== undefined;
  return { host, port, ...(isOver ? { webSocketUrl } : {}) };
}

/** A text without a scheme gets one that stands for none. */
function urlOf(text: string): URL {
  try {
    return new URL(hasScheme(text) ? text : `unknown://${text}`);
  } catch {
    throw unreadable(text, 'it is neither host:port nor a URL');
  }
}

function schemeOf(url: URL, text: string): (typeof schemes)[string] | undefined {
  const scheme = schemes[url.protocol];
  if (scheme !== undefined || !hasScheme(text)) return scheme;
  throw new UsageError(
    `the target "${text}" has the scheme ${url.protocol}//`,
    `known are ${Object.keys(schemes).join('//, ')}//`,
    'try:  --target mqtt://localhost:1883',
  );
}

function unescaped(part: string, text: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw unreadable(text, 'what is escaped by % in it is no UTF-8 text');
  }
}

const hasScheme = (text: string): boolean => /^[a-z0-9]+:\/\//i.test(text);

const unreadable = (text: string, why: string): UsageError =>
  new UsageError(`cannot read the target "${text}"`, why, 'try:  --target localhost:1883');
