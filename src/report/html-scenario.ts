import type { ScenarioResult, StepResult } from '../result/run.js';
import { scenarioName } from '../result/scenario-name.js';
import { placeOf, selectorFor } from './failure.js';
import { packetBlock } from './html-packet.js';
import { escaped } from './html-text.js';
import { symbol, type View, word } from './view.js';

/** A verdict by sign, word and colour. */
export function verdictTag(verdict: ScenarioResult['verdict'], view: View): string {
  return `<span class="v ${verdict}"><span aria-hidden="true">${symbol(verdict, view)}</span> ${word(verdict)}</span>`;
}

/** One scenario: a line for what passed; expectation, steps and conversation for what did not. */
export function scenarioBlock(scenario: ScenarioResult, anchor: string, room: Room, view: View): string {
  const { verdict, reason, durationMs } = scenario;
  const place = `<small>${escaped(placeOf(scenario))}, ${Math.round(durationMs)} ms</small>`;
  const lines = [`<p class="head">${verdictTag(verdict, view)} ${escaped(scenarioName(scenario))} ${place}</p>`];
  if (reason !== null) lines.push(`<p class="reason">${escaped(reason)}</p>`);
  if (verdict !== 'pass' && verdict !== 'notApplicable') lines.push(...evidenceBlocks(scenario, room, view));
  return `<article id="${anchor}" class="scenario" data-verdict="${verdict}">${lines.join('\n')}</article>`;
}

/** What may still be spent on fields; the packets that give a broker away show theirs in any case. */
export interface Room {
  characters: number;
}

function evidenceBlocks(scenario: ScenarioResult, room: Room, view: View): string[] {
  const { expected, actual, steps, evidence, transcript } = scenario;
  const told = expected.map((outcome, at) => `<dt>${at === 0 ? 'expected' : 'or'}</dt><dd>${escaped(outcome)}</dd>`);
  if (actual !== null) told.push(`<dt>actual</dt><dd>${escaped(actual)}</dd>`);
  told.push(`<dt>again</dt><dd><code>${escaped(`${view.again} ${selectorFor(scenario)}`)}</code></dd>`);
  const blocks = [`<dl>${told.join('')}</dl>`];
  if (steps.length > 0) {
    const list = steps.map((step) => stepItem(step, view)).join('');
    blocks.push(`<details class="steps"><summary>Steps</summary><ol>${list}</ol></details>`);
  }
  if (transcript.length > 0) {
    // As on the terminal: what was sent last and what gave it away stand open.
    const lastSent = transcript.findLastIndex(
      ({ direction }, index) => direction === 'sent' && index <= (evidence.entry ?? Number.POSITIVE_INFINITY),
    );
    // A blocked scenario says nothing about the broker: its end is enough.
    const first = Math.max(0, transcript.length - (scenario.verdict === 'blocked' ? 10 : mostEntries));
    const packets = transcript.flatMap((_, index) => {
      if (index < first && index !== evidence.entry) return [];
      const decisive = scenario.verdict !== 'blocked' && (index === evidence.entry || index === lastSent);
      const block = packetBlock(scenario, index, decisive, decisive || room.characters > 0);
      if (!decisive) room.characters -= block.length;
      return [block];
    });
    const before = first === 0 ? '' : `<p class="line event">… ${first} entries before</p>`;
    blocks.push(`<div class="conversation">${before}${packets.join('\n')}</div>`);
  }
  return blocks;
}

const mostEntries = 60;

function stepItem({ keyword, text, status }: StepResult, view: View): string {
  const sign = status === 'skipped' ? '·' : symbol(SIGNS[status], view);
  return `<li>${sign} <b>${escaped(keyword)}</b> ${escaped(text)}</li>`;
}

const SIGNS = { passed: 'pass', failed: 'fail', advisory: 'advisory', notApplicable: 'notApplicable' } as const;
