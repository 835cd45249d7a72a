import type { MqttVersion } from '../../protocol/mqtt/packet.js';
import { ExpectationFailed } from '../../result/expectation.js';
import type { Table } from '../words/table.js';
import { isPublish, type MqttFrame, type Received } from './frame.js';
import type { Link } from './link.js';
import { codesOf, isReaction, reactions } from './reaction.js';
import { type End, endEvidence, endInWords } from './unmet.js';

/** How a broker must react to what should not have been sent, and what is said where it does not. */

/** The connection must end, without an answer to what ended it. */
export async function expectEnd(link: Link, version: MqttVersion, withinMs = link.timeoutMs): Promise<void> {
  const expected = [`the broker closes the connection${version === 5 ? '' : ', sending nothing'}`];
  if (version === 5) expected.push('the broker sends DISCONNECT with a code from 0x80 on, then closes');
  // An answer to what should have ended the connection says enough: the end need not be waited for.
  const event = await link.take((frame) => isAnswer(link, version, frame), withinMs);
  if (event.kind === 'closed') return;
  // A packet that was cut by the end is no answer.
  if (event.kind === 'garbage' && (await link.closed(withinMs)) !== undefined) return;
  throw event.kind === 'frame'
    ? await answered(link, expected, event)
    : await notClosed(link, expected, event, withinMs);
}

/** The broker must react in one of the ways that the rows list. */
export async function expectOneOf(link: Link, version: MqttVersion, rows: Table): Promise<void> {
  const permitted = reactions(rows);
  const expected = permitted.map(({ words }) => words);
  const bare = permitted.find((reaction) => reaction.type === undefined && reaction.closes);
  const mayIgnore = permitted.some((reaction) => reaction.ignored);
  if (mayIgnore) link.send({ type: 'PINGREQ' });
  const event = await link.next((frame) => !isPublish(frame));
  if (event.kind === 'closed') {
    if (bare !== undefined) return;
    throw new ExpectationFailed(expected, 'the broker closed the connection, sending nothing', { entry: event.entry });
  }
  if (event.kind !== 'frame') throw await notClosed(link, expected, event, link.timeoutMs);
  if (mayIgnore && event.frame.type === 'PINGRESP') return;
  const farewell = isFarewell(link, version, event.frame) ? bare : undefined;
  const reaction = permitted.find((one) => isReaction(one, event.frame)) ?? farewell;
  if (reaction === undefined) throw link.failure(expected, link.inWords(event), event, 'Return Code');
  link.keep(event);
  if (reaction.closes) await mustClose(link, version, expected, event);
}

async function mustClose(
  link: Link,
  version: MqttVersion,
  expected: readonly string[],
  event: Received,
): Promise<void> {
  const closed = await link.closed();
  const more = link.unread().find(({ frame }) => isAnswer(link, version, frame));
  if (more !== undefined) throw link.failure(expected, `${link.inWords(event)}; then ${link.inWords(more)}`, more);
  if (closed !== undefined) return;
  throw link.failure(expected, `${link.inWords(event)}; the connection was open ${link.timeoutMs} ms later`, event);
}

/** Deliveries may cross the end of a connection; an answer to what should have ended it may not. */
function isAnswer(link: Link, version: MqttVersion, frame: MqttFrame): boolean {
  return !isPublish(frame) && !isFarewell(link, version, frame);
}

/** MQTT 5.0 lets a broker say why it closes, wherever closing is permitted. */
function isFarewell(link: Link, version: MqttVersion, frame: MqttFrame): boolean {
  if (version !== 5) return false;
  const last = frame.type === 'DISCONNECT' || (frame.type === 'CONNACK' && !link.accepted);
  return last && codesOf(frame).every((code) => code >= 0x80);
}

async function answered(link: Link, expected: readonly string[], answer: Received): Promise<ExpectationFailed> {
  const state = await stateOf(link);
  const then = state === 'closed' ? 'then the broker closed the connection' : `the connection was ${state}`;
  return link.failure(expected, `${link.inWords(answer)}; ${then}`, answer);
}

async function notClosed(
  link: Link,
  expected: readonly string[],
  event: End,
  withinMs: number,
): Promise<ExpectationFailed> {
  const seen = event.kind === 'garbage' ? endInWords(event, undefined) : (link.unreadInWords() ?? 'nothing');
  const actual = `${seen}; ${withinMs} ms later the connection was ${await stateOf(link)}`;
  return new ExpectationFailed(expected, actual, endEvidence(event));
}

/** Some brokers neither close nor answer for long: which it is, a PINGREQ tells. The verdict stands; this is a word more. */
async function stateOf(link: Link): Promise<string> {
  const forMs = Math.min(link.timeoutMs / 2, 500);
  if (!link.accepted) return (await link.closed(forMs)) === undefined ? 'open and silent' : 'closed';
  const answer = await link.fence(forMs);
  if (answer.kind === 'closed') return 'closed';
  return answer.kind === 'frame' ? 'open and serving (PINGREQ was answered)' : 'open and silent';
}
