import { PROTOCOLS } from '../../protocol/protocols.js';

/** Every name that a filter may use: the fields of `--ndjson`, and some of its own. */
export const FILTER_FIELDS: ReadonlySet<string> = new Set([
  // in every line
  ...words('n frame time stream udpStream from src dst protocol version packet length lost transport'),
  // of a filter alone: anything wrong, or its code or statement; the payload as text
  ...words('problem payload'),
  ...PROTOCOLS.flatMap(({ fields }) => fields),
  // gaps and what is no packet
  ...words('bytes reason type'),
]);

function words(text: string): string[] {
  return text.split(' ');
}
