import { count } from '../../bytes/count.js';
import { visible } from '../../bytes/text.js';
import type { CaptureSummary } from '../../capture/capture-reader.js';
import type { CaptureComment, NoticeCode } from '../../capture/capture-sink.js';
import type { Look } from './look.js';

/** What a reader of the list should know of the capture itself: what was strange in it, and what its maker wrote into it. */
export function notesText(summary: CaptureSummary, comments: readonly CaptureComment[], look: Look): string {
  const notices = Object.entries(summary.notices)
    // Cut records are told in the first line.
    .filter(([code]) => code !== 'CAPTURE_RECORD_CUT')
    .map(([code, times]) => `  ${count(times ?? 0)} × ${NOTICES[code as NoticeCode]}`);
  const said = comments.slice(0, MAXIMUM_COMMENTS).map(({ on, frame, text }) => {
    const where = on === 'packet' ? `record ${frame}` : on;
    return `  ${where}: ${visible(text)}`;
  });
  if (comments.length > said.length) said.push(`  and ${count(comments.length - said.length)} more, in --json`);
  const parts = [
    notices.length === 0 ? '' : `\n${look.paint.dim('notes')}\n${notices.join('\n')}\n`,
    said.length === 0 ? '' : `\n${look.paint.dim('comments in the file')}\n${said.join('\n')}\n`,
  ];
  return parts.join('');
}

const MAXIMUM_COMMENTS = 20;

const NOTICES: Readonly<Record<NoticeCode, string>> = {
  CAPTURE_RECORD_CUT: 'a record cut by the snap length',
  CAPTURE_OVERLAP: 'a segment overlaps another with different octets; the first copy is kept',
  CAPTURE_LINK_UNKNOWN: 'a record whose link or network cannot be read',
  CAPTURE_HEADER_BAD: 'a header that contradicts itself',
  CAPTURE_FRAGMENTS_MISSING: 'a datagram whose fragments are not all there',
  CAPTURE_STREAM_EVICTED: 'a connection let go by the limit',
  CAPTURE_BLOCK_BAD: 'a damaged block of the file, stepped over',
};
