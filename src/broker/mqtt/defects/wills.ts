import { Buffer } from 'node:buffer';
import { firstOfEachName, nulAt } from '../../../mutants/mqtt/losses.js';
import type { Will } from '../../../protocol/mqtt/packet.js';
import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import type { EndCause } from '../connection.js';
import type { Message } from '../message.js';
import type { Session } from '../session.js';
import { type MqttRow, row } from './row.js';

/** Wills that are not published, or once too often, or as something else. */
export const WILL_DEFECTS: readonly MqttRow[] = [
  // whether
  row('drops-will', ['mqtt3/MQTT-3.1.2-8', 'mqtt5/MQTT-3.1.2-7'], 'never publishes a Will', {
    willIsDue: () => () => false,
  }),
  row(
    'no-will-on-tcp-close',
    ['mqtt3/MQTT-3.1.2-8', 'mqtt5/MQTT-3.1.2-8'],
    'does not publish the Will of a client whose connection was lost',
    { willIsDue: notAfter('network') },
  ),
  row(
    'no-will-on-keepalive-timeout',
    ['mqtt3/MQTT-3.1.2-8', 'mqtt5/MQTT-3.1.2-8'],
    'does not publish the Will of a client that fell silent',
    { willIsDue: notAfter('keep-alive') },
  ),
  row(
    'no-will-on-protocol-error',
    ['mqtt3/MQTT-3.1.2-8', 'mqtt5/MQTT-3.1.2-8'],
    'does not publish the Will of a client that broke the protocol',
    { willIsDue: notAfter('protocol-error') },
  ),
  row(
    'no-will-on-takeover',
    ['mqtt3/MQTT-3.1.2-8', 'mqtt5/MQTT-3.1.2-8'],
    'does not publish the Will of a connection that is taken over',
    { willIsDue: notAfter('takeover') },
  ),
  row('no-will-on-disconnect-04', 'mqtt5/MQTT-3.1.2-8', 'does not publish the Will after DISCONNECT 0x04', {
    willIsDue: notAfter('disconnect-04'),
  }),
  row(
    'no-will-on-disconnect-error-code',
    'mqtt5/MQTT-3.1.2-8',
    'does not publish the Will after a DISCONNECT with an error',
    { willIsDue: notAfter('disconnect-error') },
  ),
  row(
    'will-sent-on-normal-disconnect',
    ['mqtt3/MQTT-3.14.4-3', 'mqtt5/MQTT-3.14.4-3'],
    'publishes the Will of a client that disconnects',
    {
      willIsDue: (strict) => (cause) => cause === 'disconnect' || strict(cause),
    },
  ),

  // when
  row('ignores-will-delay', 'mqtt5/MQTT-3.1.2-8', 'publishes a Will at once despite its delay', {
    willDelay: () => () => 0,
  }),
  row('sends-will-after-reconnect', 'mqtt5/MQTT-3.1.3-9', 'publishes a delayed Will though its client has come back', {
    resume: () => (stored) => stored.hub.sessions.keep(stored),
  }),
  row(
    'will-outlives-session-end',
    'mqtt5/MQTT-3.1.2-8',
    'publishes a delayed Will only after its delay, though the session has ended',
    { sessionEnded: () => () => {} },
  ),

  // again
  row(
    'keeps-will-after-disconnect',
    ['mqtt3/MQTT-3.1.2-10', 'mqtt5/MQTT-3.1.2-10'],
    'publishes a discarded Will when the next connection is lost',
    () => {
      const old = new OldWills();
      return {
        connectionEnded: (strict) => (session, cause) => {
          if (cause === 'disconnect') old.remember(session, session.will);
          else if (session.will === undefined) old.publish(session);
          strict(session, cause);
        },
      };
    },
  ),
  row(
    'publishes-will-twice',
    ['mqtt3/MQTT-3.1.2-10', 'mqtt5/MQTT-3.1.2-10'],
    'publishes a Will again when the next connection is lost',
    () => {
      const old = new OldWills();
      return {
        connectionEnded: (strict) => (session, cause) => {
          if (cause !== 'disconnect' && session.will === undefined) old.publish(session);
          strict(session, cause);
        },
        publishWill: (strict) => (session, will) => {
          old.remember(session, will);
          strict(session, will);
        },
      };
    },
  ),
  row(
    'sends-stale-will',
    'mqtt3/MQTT-3.1.2-12',
    'publishes the Will of an earlier connection when a client without one is lost',
    () => {
      const old = new OldWills();
      return {
        connectionEnded: (strict) => (session, cause) => {
          if (session.will !== undefined) old.remember(session, session.will);
          else if (cause !== 'disconnect') old.publish(session);
          strict(session, cause);
        },
      };
    },
  ),

  // as what
  row('downgrades-will-qos', ['mqtt3/MQTT-3.1.2-14', 'mqtt5/MQTT-3.1.2-12'], 'publishes every Will at QoS 0', {
    messageOfWill: changing((message) => ({ ...message, qos: 0 })),
  }),
  row('swaps-will-topic-and-message', 'mqtt3/MQTT-3.1.3-1', "publishes a Will's message as its topic", {
    messageOfWill: changing(swapped),
  }),
  row('swaps-will-topic-and-payload', 'mqtt5/MQTT-3.1.3-1', "publishes a Will's payload as its topic", {
    messageOfWill: changing(swapped),
  }),
  row('drops-will-properties', 'mqtt5/MQTT-3.1.2-7', 'publishes Wills without their properties', {
    messageOfWill: changing((message) => ({ ...message, properties: {} })),
  }),
  row('truncates-will-payload', 'mqtt5/MQTT-3.1.2-7', 'publishes Will Payloads up to their first 0x00', {
    messageOfWill: changing((message) => ({
      ...message,
      payload: message.payload.subarray(0, nulAt(message.payload)),
    })),
  }),
  row(
    'dedupes-will-user-properties',
    'mqtt5/MQTT-3.1.3-10',
    "forwards of a Will's User Properties with one name only the first",
    { messageOfWill: changing(withUserProperties(firstOfEachName)) },
  ),
  row(
    'reorders-will-user-properties',
    'mqtt5/MQTT-3.1.3-10',
    "forwards a Will's User Properties in the reverse order",
    {
      messageOfWill: changing(withUserProperties((pairs) => pairs.toReversed())),
    },
  ),
];

/** Wills that are done with, by Client Identifier. */
class OldWills {
  private readonly wills = new Map<string, Will>();

  remember({ clientId }: Session, will: Will | undefined): void {
    if (will !== undefined) this.wills.set(clientId, will);
  }

  publish({ clientId, hub }: Session): void {
    const will = this.wills.get(clientId);
    if (will === undefined) return;
    this.wills.delete(clientId);
    hub.publish(hub.conduct.messageOfWill(will, clientId));
  }
}

function notAfter(end: EndCause): Override<MqttConduct, 'willIsDue'> {
  return (strict) => (cause) => cause !== end && strict(cause);
}

function changing(change: (message: Message) => Message): Override<MqttConduct, 'messageOfWill'> {
  return (strict) => (will, publisher) => change(strict(will, publisher));
}

function swapped(message: Message): Message {
  const text = Buffer.from(message.payload).toString('utf8');
  return { ...message, topic: text.replace(/[+#\0]/g, '') || 'will', payload: Buffer.from(message.topic, 'utf8') };
}

type Pairs = readonly (readonly [string, string])[];

function withUserProperties(change: (pairs: Pairs) => Pairs): (message: Message) => Message {
  return (message) => {
    const { userProperty } = message.properties;
    if (userProperty === undefined) return message;
    return { ...message, properties: { ...message.properties, userProperty: change(userProperty) } };
  };
}
