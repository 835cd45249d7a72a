import { accessMethods } from './access.js';
import { acknowledgementMethods } from './acknowledgements.js';
import { basicRefusals } from './basic-refusals.js';
import { channelling } from './channel.js';
import { channelMethods } from './channels.js';
import { consumerMethods } from './consumers.js';
import { dispatching } from './dispatch.js';
import { exchangeRefusals } from './exchange-refusals.js';
import { exchangeMethods } from './exchanges.js';
import { fetchingMethods } from './fetching.js';
import type { MethodHandlers } from './handler.js';
import { judgingOctets } from './octets.js';
import { sending } from './output.js';
import { queueRefusals } from './queue-refusals.js';
import { queueMethods } from './queues.js';
import { recoveryMethods } from './recovery.js';
import type { Refusals } from './refusal.js';
import { transactionMethods } from './transactions.js';

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
const refusals: Refusals = { ...exchangeRefusals, ...queueRefusals, ...basicRefusals };

/** How the AMQP half behaves by the letter of the standard: its decisions and its tables, chapter by chapter. */
export const STRICT = {
  methods,
  refusals,
  ...dispatching,
  ...judgingOctets,
  ...channelling,
  ...sending,
};

export type AmqpConduct = typeof STRICT;
