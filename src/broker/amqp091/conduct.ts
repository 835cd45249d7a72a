import { ACCESS_METHODS } from './access.js';
import { ACKNOWLEDGEMENT_METHODS, settling } from './acknowledgements.js';
import { BASIC_REFUSALS } from './basic-refusals.js';
import { binding } from './bindings.js';
import { channelling } from './channel.js';
import { CHANNEL_METHODS, openingChannels } from './channels.js';
import { confirming } from './confirms.js';
import { releasing } from './connection.js';
import { consuming } from './consumer.js';
import { choosing } from './consumer-turns.js';
import { CONSUMER_METHODS, managingConsumers } from './consumers.js';
import { assembling } from './content.js';
import { deadLettering } from './dead-letters.js';
import { dispatching } from './dispatch.js';
import { EXCHANGE_REFUSALS } from './exchange-refusals.js';
import { EXCHANGE_METHODS, exchanging } from './exchanges.js';
import { expiring } from './expiry.js';
import { FETCHING_METHODS, fetching } from './fetching.js';
import { FRAME_REFUSALS } from './frame-refusals.js';
import type { MethodHandlers } from './handler.js';
import { connecting } from './handshake.js';
import { beating } from './heartbeats.js';
import { framing } from './input.js';
import { judgingOctets } from './octets.js';
import { sending } from './output.js';
import { measuring } from './overflow.js';
import { prefetching } from './prefetch.js';
import { greeting } from './protocol-header.js';
import { publishing } from './publishing.js';
import { storing } from './queue.js';
import { policies } from './queue-policy.js';
import { QUEUE_REFUSALS } from './queue-refusals.js';
import { QUEUE_METHODS, queueing } from './queues.js';
import { RECOVERY_METHODS, recovering } from './recovery.js';
import { type Refusals, refusing } from './refusal.js';
import { routing } from './routing.js';
import { authenticating } from './sasl.js';
import { knowing } from './settling-refusals.js';
import { committing, TRANSACTION_METHODS } from './transactions.js';
import { TUNE_REFUSALS } from './tune-refusals.js';
import { keeping } from './virtual-host.js';

/** What each method does once nothing speaks against it. */
const METHODS: MethodHandlers = {
  ...CHANNEL_METHODS,
  ...EXCHANGE_METHODS,
  ...QUEUE_METHODS,
  ...CONSUMER_METHODS,
  ...FETCHING_METHODS,
  ...ACKNOWLEDGEMENT_METHODS,
  ...RECOVERY_METHODS,
  ...TRANSACTION_METHODS,
  ...ACCESS_METHODS,
};

/** What speaks against each method, the first reason first. */
const REFUSALS: Refusals = { ...EXCHANGE_REFUSALS, ...QUEUE_REFUSALS, ...BASIC_REFUSALS };

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
  refusals: REFUSALS,
  ...refusing,
  methods: METHODS,
  ...keeping,
  ...exchanging,
  ...queueing,
  ...binding,
  ...assembling,
  ...publishing,
  ...routing,
  ...storing,
  ...policies,
  ...expiring,
  ...measuring,
  ...deadLettering,
  ...managingConsumers,
  ...choosing,
  ...consuming,
  ...prefetching,
  ...fetching,
  ...settling,
  ...knowing,
  ...recovering,
  ...committing,
  ...confirming,
  ...sending,
};

export type AmqpConduct = typeof STRICT;
