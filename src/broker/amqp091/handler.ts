import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';

/** What a method does once nothing speaks against it. */
export type MethodHandler = (channel: Channel, values: AmqpArguments) => void;
export type MethodHandlers = Readonly<Record<string, MethodHandler>>;
