import { randomBytes } from 'node:crypto';
import { UsageError } from '../../result/expectation.js';

/**
 * Readable names to wire names and back: two scenarios, two runs, two people on one broker never meet.
 * Empty names, and names that begin with `$` or `amq.`, keep their place; a leading `/` stays in front.
 */
export class Namespace {
  /** `cf` and eight characters of base 36, or what `--namespace` says and a counter. */
  readonly prefix: string;

  constructor(prefix: string = freshPrefix()) {
    this.prefix = prefix;
  }

  /** Topic names and topic filters: the prefix is a level of its own. */
  topic(name: string): string {
    if (name === '') return name;
    const share = /^\$share\/([^/]*)\/(.*)$/s.exec(name);
    if (share !== null) return `$share/${share[1]}/${this.topic(share[2] ?? '')}`;
    if (name.startsWith('$')) return name;
    if (name.startsWith(byteOrderMark)) return byteOrderMark + this.topic(name.slice(1));
    if (name.startsWith('/')) return `/${this.prefix}${name}`;
    return `${this.prefix}/${name}`;
  }

  /** At most 23 alphanumeric characters: every MQTT broker must take those. */
  clientId(name: string): string {
    return name === '' ? '' : `${this.prefix}${name.replace(/[^0-9a-zA-Z]/g, '')}`.slice(0, 23);
  }

  /** Exchanges, queues, consumer tags. */
  amqp(name: string): string {
    return name === '' || name.startsWith('amq.') ? name : `${this.prefix}.${name}`;
  }

  /** A wire name as the feature wrote it. */
  readable(wire: string): string {
    return wire.replaceAll(`${this.prefix}/`, '').replaceAll(`${this.prefix}.`, '').replaceAll(this.prefix, '');
  }
}

/** A broker that strips it does so at the beginning of a string: there it must stay. */
const byteOrderMark = '\uFEFF';

function freshPrefix(): string {
  const bytes = randomBytes(8);
  return `cf${Array.from(bytes, (byte) => (byte % 36).toString(36)).join('')}`;
}

/** A fresh namespace for each scenario; with a fixed first part they differ behind it. */
export function namespaces(fixed: string | undefined): () => Namespace {
  if (fixed === undefined) return () => new Namespace();
  if (!/^[0-9A-Za-z]{1,10}$/.test(fixed)) {
    throw new UsageError(
      `cannot use the namespace "${fixed}"`,
      'client identifiers that every broker must accept leave room for 10 letters and digits',
      'try:  --namespace conform',
    );
  }
  return () => new Namespace(fixed + new Namespace().prefix.slice(2, 8));
}
