import type { Packet } from '../../protocol.js';
import { DEFINITIONS } from '../definitions.js';
import { methodCode } from '../scan.js';
import type { AmqpRule } from './amqp-rule.js';
import type { AmqpState } from './state.js';

const OPENING_AND_CLOSING: ReadonlySet<string> = new Set(['channel.open', 'channel.close', 'channel.close-ok']);

/** A channel is opened, used and closed (4.3); connection.close-ok is the last word of all. */
export const CHANNEL_RULES: readonly AmqpRule[] = [
  {
    code: 'AMQP_AFTER_CLOSE_OK',
    unsettled: true,
    on: framesBut('connection.close-ok'),
    statement: () => 'amqp091/AMQP-connection.close.stability',
    when: (_, { hasSaidCloseOk }, { direction }) => hasSaidCloseOk[direction],
    broken: () => true,
    says: (_, __, { name }) => `${name} after connection.close-ok, which is the last word`,
  },
  {
    code: 'AMQP_CHANNEL_OPEN_TWICE',
    on: [methodCode('channel.open')],
    statement: () => 'amqp091/AMQP-channel.open.state',
    when: (_, state, packet) => state.complete && (state.channel.state !== 'open' || isProven(state, packet)),
    broken: (_, { channel }) => channel.number !== 0 && channel.state === 'open',
    says: () => 'the channel is open already',
  },
  {
    code: 'AMQP_CHANNEL_NOT_OPEN',
    on: DEFINITIONS.methods
      .filter(({ name, classId }) => classId !== 10 && !OPENING_AND_CLOSING.has(name))
      .map(({ name }) => methodCode(name)),
    statement: () => 'amqp091/AMQP-channel.not-open',
    when: (_, state, packet) => state.complete && (!isShut(state) || isProven(state, packet)),
    broken: (_, state) => isShut(state),
    says: () => 'the channel is not open',
  },
];

/** No packet of the other direction is missing that could explain it. */
export const isProven = (state: AmqpState, packet: Packet): boolean => state.complete && !packet.lacks(state.other);

const isShut = ({ channel: { state } }: AmqpState): boolean => state === 'new' || state === 'closed';

/** The codes of all frames but heartbeats, which go on until the socket is closed (4.2.7), and one method. */
function framesBut(method: string): readonly number[] {
  const methods = DEFINITIONS.methods.map(({ name }) => name).filter((name) => name !== method);
  return [1, 2, 3, ...methods.map(methodCode)];
}
