import type { AmqpConduct } from './conduct.js';
import type { AmqpSettings } from './settings.js';
import { VIRTUAL_HOST_NAMES } from './users.js';
import { VirtualHost } from './virtual-host.js';

/** What all connections share. */
export class AmqpServer {
  readonly virtualHosts: ReadonlyMap<string, VirtualHost>;
  readonly connections = new Set<Dropped>();
  isDead = false;
  private counter = 0;

  constructor(
    readonly settings: AmqpSettings,
    readonly conduct: AmqpConduct,
  ) {
    this.virtualHosts = new Map(VIRTUAL_HOST_NAMES.map((name) => [name, new VirtualHost(name, conduct)]));
  }

  /** For names that the broker makes up. */
  nextNumber(): number {
    return ++this.counter;
  }

  dropConnections(): void {
    for (const connection of this.connections) connection.drop();
  }

  restart(): void {
    this.dropConnections();
    for (const virtualHost of this.virtualHosts.values()) virtualHost.restart();
  }

  /** What defects that begin with `dies-of` come to. */
  die(): void {
    this.isDead = true;
    this.dropConnections();
  }
}

export interface Dropped {
  /** Ends the socket without another word. */
  drop(): void;
}
