import type { Span } from '../../bytes/span.js';
import type { Problem } from '../problem.js';

/** Everything that can be wrong with one MQTT-SN message, with the section that says so; statements are not numbered. */
export const SN_PROBLEMS = {
  MQTTSN_LENGTH: '5.2.1',
  MQTTSN_TYPE: '5.2.2',
  MQTTSN_TRUNCATED: '5.4',
  MQTTSN_TRAILING: '5.4',
  MQTTSN_FLAGS: '5.3.4',
  MQTTSN_PROTOCOL_ID: '5.3.8',
  MQTTSN_MSG_ID: '5.3.7',
  MQTTSN_UTF8: '5.3.12',
} as const;

export type SnProblemCode = keyof typeof SN_PROBLEMS;

export function snProblem(code: SnProblemCode, span: Span, message: string): Problem {
  return { code, span, statement: null, blames: null, level: 'must', message };
}
