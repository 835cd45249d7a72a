import { counted } from '../../bytes/count.js';
import { visible } from '../../bytes/text.js';
import type { CaptureSummary } from '../../capture/capture-reader.js';
import type { Look, Totals } from './look.js';

/** `session.pcap   pcap, Ethernet, 31 records, 1 connection, 6 packets, 1 problem` */
export function fileLine(name: string, summary: CaptureSummary, totals: Totals, look: Look): string {
  const parts: string[] = [];
  if (summary.format === 'hex') parts.push('hex text');
  else {
    const links = [...new Set(summary.interfaces.map((entry) => entry.linkName))];
    const format = `${summary.format ?? 'unknown'}${summary.compressed ? ' (gzip)' : ''}`;
    parts.push(format, ...links.map(visible), counted(summary.records, 'record'));
    if (summary.tcpStreams > 0 || summary.udpFlows === 0) parts.push(counted(summary.tcpStreams, 'connection'));
    if (summary.udpFlows > 0) parts.push(counted(summary.udpFlows, 'UDP flow'));
  }
  parts.push(counted(totals.packets, 'packet'));
  if (totals.problems > 0) parts.push(counted(totals.problems, 'problem'));
  if (totals.gaps > 0) parts.push(counted(totals.gaps, 'gap'));
  if (summary.cutRecords > 0) parts.push(`${counted(summary.cutRecords, 'record')} cut by the snap length`);
  return `${look.paint.bold(visible(name))}   ${parts.join(', ')}`;
}
