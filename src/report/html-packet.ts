import { count } from '../bytes/count.js';
import { hexRows } from '../bytes/hex.js';
import type { Span } from '../bytes/span.js';
import type { Field } from '../protocol/field.js';
import { isLengthAndValue, valueText } from '../protocol/field-text.js';
import type { Evidence } from '../result/expectation.js';
import type { ScenarioResult } from '../result/run.js';
import { escaped } from './html-text.js';
import { packetFields } from './packet-fields.js';

/**
 * One entry of a conversation: a line, and behind it the octets beside the fields. Each octet and each field knows its
 * place, so that the page can light one by the other. `withFields` is false where the page would become too large.
 */
export function packetBlock(scenario: ScenarioResult, index: number, open: boolean, withFields: boolean): string {
  const entry = scenario.transcript[index];
  if (entry === undefined) return '';
  const { at, actor, direction, title, text, bytes } = entry;
  const evidence = scenario.evidence.entry === index ? scenario.evidence : undefined;
  const line =
    `<span class="at">${(at / 1000).toFixed(3)}</span> <b class="who">${escaped(actor)}</b> <span class="way">${WAYS[direction]}</span> ` +
    `<b>${escaped(title)}</b> ${escaped(text.length > 300 ? `${text.slice(0, 300)}…` : text)}${evidence === undefined ? '' : ' <strong class="fail">✗</strong>'}`;
  if (bytes === undefined || bytes.length === 0) return `<p class="line event">${line}${noteOf(evidence)}</p>`;
  const fields = withFields ? fieldItems(scenario, index) : '';
  const list = fields === '' ? '' : `<ul class="fields" tabindex="0" aria-label="Fields">${fields}</ul>`;
  return `<details class="packet"${open ? ' open' : ''}><summary class="line">${line}</summary><div class="octets"><pre tabindex="0">${dump(bytes, evidence?.span)}</pre>${list}${noteOf(evidence)}</div></details>`;
}

const WAYS = { sent: '→', received: '←', event: '·' } as const;

function noteOf(evidence: Evidence | undefined): string {
  return evidence?.note === undefined ? '' : `<p class="note">✗ ${escaped(evidence.note)}</p>`;
}

/** Rows that are shown: nobody reads a payload of 64 kB, but the marked octets stand there in any case. */
const mostRows = 16;

function dump(bytes: Uint8Array, span: Span | undefined): string {
  const rows = hexRows(bytes);
  const marked = span === undefined ? undefined : Math.floor(span.offset / 16);
  const lines: string[] = [];
  let next = 0;
  for (const [index, row] of rows.entries()) {
    if (index >= mostRows && (marked === undefined || Math.abs(index - marked) > 1)) continue;
    if (row.offset > next) lines.push(`<em>… ${count(row.offset - next)} bytes</em>`);
    next = row.offset + 16;
    const octets = row.hex
      .split(/( +)/)
      .map((part, at) => (at % 2 === 1 ? part : octet(part, row.offset + at / 2, span)));
    const fill = ' '.repeat(48 - row.hex.length);
    lines.push(
      `<s>${row.offset.toString(16).padStart(4, '0')}</s>  ${octets.join('')}${fill} <u>|${escaped(row.text)}|</u>`,
    );
  }
  if (next < bytes.length) lines.push(`<em>… ${count(bytes.length - next)} more bytes</em>`);
  return lines.join('\n');
}

/** The page finds the octets itself, between the place of a row and its text; only what is marked is marked up. */
function octet(hex: string, at: number, span: Span | undefined): string {
  const isBad = span !== undefined && at >= span.offset && at < span.offset + Math.max(1, span.length);
  return isBad ? `<i class="bad">${hex}</i>` : hex;
}

/** What the feature says of its own octets, else what the codec reads. */
function fieldItems(scenario: ScenarioResult, index: number): string {
  const meanings = scenario.transcript[index]?.meanings;
  if (meanings !== undefined) {
    let offset = 0;
    return meanings
      .map(({ bytes, meaning }) => {
        const from = offset;
        offset += bytes.length;
        return item(0, from, bytes.length, meaning, '');
      })
      .join('');
  }
  return packetFields(scenario, index)
    .map(({ offset, field }) => walk(field, offset, 0))
    .join('');
}

function walk(field: Field, offset: number, depth: number): string {
  const children = isLengthAndValue(field) ? [] : (field.children ?? []);
  const own = item(depth, offset + field.span.offset, field.span.length, field.name, valueText(field, 60));
  return own + children.map((child) => walk(child, offset, depth + 1)).join('');
}

function item(depth: number, offset: number, length: number, name: string, value: string): string {
  const indent = depth === 0 ? '' : ` class="d${Math.min(depth, 6)}"`;
  return `<li${indent} data-o="${offset}" data-n="${length}">${escaped(name)}${value === '' ? '' : ` <b>${escaped(value)}</b>`}</li>`;
}
