import { SERVICE_NAMES, type ServiceName, serviceOf } from '../protocol/services.js';
import { UsageError } from '../result/expectation.js';
import { socketUrl } from './transport/place.js';
import { TRANSPORTS } from './transport/transports.js';

/** Where a broker listens, and as whom to come. */
export interface Target {
  readonly protocol: ServiceName;
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
  /** What carries the octets, as the scheme of its URL says; TCP unless told. */
  readonly transport?: string;
}

interface Scheme {
  readonly name: string;
  readonly protocol: ServiceName;
  readonly transport: string;
  readonly port: number;
}

/** What the schemes of targets mean, one table of all protocols; those whose transport we have not are not among them. */
const SCHEMES: readonly Scheme[] = SERVICE_NAMES.flatMap((protocol) =>
  Object.entries(serviceOf(protocol).schemes).map(([name, scheme]) => ({ name, protocol, ...scheme })),
).filter(({ transport }) => transport in TRANSPORTS);

/** Ports that say what is spoken there; that of WebSocket is any web server's. */
const WELL_KNOWN = SCHEMES.filter(({ name }) => !(name in TRANSPORTS));

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
  const port = url.port === '' ? ((scheme ?? WELL_KNOWN[0])?.port ?? 0) : Number(url.port);
  const { name, protocol, transport } = scheme ?? WELL_KNOWN.find((known) => known.port === port) ?? unknown;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const place = `${url.hostname}:${port}`;
  const login = {
    ...(url.username === '' ? {} : { user: unescaped(url.username, text) }),
    ...(url.password === '' ? {} : { password: unescaped(url.password, text) }),
  };
  if (transport === webSocket) {
    const webSocketUrl = `ws://${place}${url.pathname === '/' ? '' : url.pathname}${url.search}`;
    return { protocol, host, port, url: webSocketUrl, webSocketUrl, overWebSocket: true, ...login };
  }
  const vhost = unescaped(url.pathname.slice(1), text);
  return {
    protocol,
    host,
    port,
    url: `${name === undefined ? '' : `${name}://`}${place}`,
    ...(transport === undefined || transport === plain ? {} : { transport }),
    ...login,
    ...(vhost === '' ? {} : { vhost }),
  };
}

/** Where to dial for a target; over WebSocket where it is one, or where `overWebSocket` asks for it. */
export function endpointOf(
  { protocol, host, port, transport = plain, webSocketUrl, overWebSocket: always = false }: Target,
  overWebSocket = false,
): { readonly url: string; readonly announced: readonly string[] } {
  const { announced } = serviceOf(protocol);
  if ((always || overWebSocket) && webSocketUrl !== undefined) return { url: webSocketUrl, announced };
  return { url: socketUrl({ host, port }, transport), announced };
}

const plain = 'tcp';
const webSocket = 'ws';
const unknown: Partial<Scheme> = {};

/** Where servers of a protocol usually listen: `mqtt://localhost:1883`. */
export function usualUrl(protocol: ServiceName): string {
  const usual = SCHEMES.find((scheme) => scheme.protocol === protocol);
  return `${usual?.name}://localhost:${usual?.port}`;
}

/** A text without a scheme gets one that stands for none. */
function urlOf(text: string): URL {
  try {
    return new URL(hasScheme(text) ? text : `unknown://${text}`);
  } catch {
    throw unreadable(text, 'it is neither host:port nor a URL');
  }
}

function schemeOf(url: URL, text: string): Scheme | undefined {
  const scheme = SCHEMES.find(({ name }) => `${name}:` === url.protocol);
  if (scheme !== undefined || !hasScheme(text)) return scheme;
  throw new UsageError(
    `the target "${text}" has the scheme ${url.protocol}//`,
    `known are ${SCHEMES.map(({ name }) => `${name}://`).join(', ')}`,
    `try:  --target ${usualUrl(SERVICE_NAMES[0] as ServiceName)}`,
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
