import { type CaptureOptions, type CaptureSummary, readCapture } from '../capture/capture-reader.js';
import type { CaptureProgress } from '../capture/capture-sink.js';
import { Inspector, type InspectorOptions } from './inspector.js';
import { type Selection, Selector } from './selection.js';
import type { CaptureView, Totals } from './views/look.js';

export interface DecodeOptions extends InspectorOptions {
  readonly selection?: Selection;
  readonly capture?: CaptureOptions;
  /** After each chunk of the file. */
  readonly onProgress?: (progress: CaptureProgress, totals: Totals) => void;
}

export interface DecodeOutcome {
  readonly summary: CaptureSummary;
  /** Of what was selected. */
  readonly totals: Totals;
}

/** Reads one capture from beginning to end and shows what is selected of it in `view`. */
export async function decodeCapture(
  source: string | AsyncIterable<Uint8Array>,
  view: CaptureView,
  options: DecodeOptions,
): Promise<DecodeOutcome> {
  const selector = new Selector(view, options.selection ?? {});
  const inspector = new Inspector(selector, options);
  inspector.onChunk = (progress) => {
    if (options.capture?.follow) view.flush();
    options.onProgress?.(progress, selector.totals);
  };
  const summary = await readCapture(source, inspector, options.capture ?? {});
  view.finish(summary, selector.totals, inspector.comments);
  view.flush();
  return { summary, totals: selector.totals };
}
