/** Where a socket is bound or goes to; an IPv6 address without brackets. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** `tcp://[::1]:1883` */
export function socketUrl({ host, port }: Place, transport = 'tcp'): string {
  return `${transport}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export function placeOf({ hostname, port }: URL): Place {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}
