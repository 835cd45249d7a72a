import { accessMethods } from './access.js';
import { acknowledgementMethods } from './acknowledgements.js';
import { basicRefusals } from './basic-refusals.js';
import { binding } from './bindings.js';
import { channelling } from './channel.js';
import { channelMethods, openingChannels } from './channels.js';
import { releasing } from './connection.js';
import { consumerMethods } from './consumers.js';
import { dispatching } from './dispatch.js';
import { EXCHANGE_REFUSALS } from './exchange-refusals.js';
import { exchangeMethods, exchanging } from './exchanges.js';
import { fetchingMethods } from './fetching.js';
import { FRAME_REFUSALS } from './frame-refusals.js';
import type { MethodHandlers } from './handler.js';
import { connecting } from './handshake.js';
import { beating } from './heartbeats.js';
import { framing } from './input.js';
import { judgingOctets } from './octets.js';
import { sending } from './output.js';
import { greeting } from './protocol-header.js';
import { QUEUE_REFUSALS } from './queue-refusals.js';
import { queueing, queueMethods } from './queues.js';
import { recoveryMethods } from './recovery.js';
import { type Refusals, refusing } from './refusal.js';
import { authenticating } from './sasl.js';
import { transactionMethods } from './transactions.js';
import { TUNE_REFUSALS } from './tune-refusals.js';
import { keeping } from './virtual-host.js';

/** What each method does once nothing speaks against it. */
const methods: MethodHandlers = {
  ...channelMethods,
  ...exchangeMethods,
  ...queueMethods,
  ...consumerMethods,
  ...fetchingMethods,
  ...acknowledgementMethods,
  ...recoveryMethods,
  ...transactionMethods,
  ...accessMethods,
};

/** What speaks against each method, the first reason first. */
const refusals: Refusals = { ...EXCHANGE_REFUSALS, ...QUEUE_REFUSALS, ...basicRefusals };

/** How the AMQP half behaves by the letter of the standard: its decisions and its tables, chapter by chapter. */
export const STRICT = {
  ...greeting,
  ...framing,
  ...judgingOctets,
  frameRefusals: FRAME_REFUSALS,
  ...dispatching,
  ...beating,
  ...connecting,
  ...authenticating,
  tuneRefusals: TUNE_REFUSALS,
  ...releasing,
  ...openingChannels,
  ...channelling,
  refusals,
  ...refusing,
  methods,
  ...keeping,
  ...exchanging,
  ...queueing,
  ...binding,
  ...sending,
};

export type AmqpConduct = typeof STRICT;
