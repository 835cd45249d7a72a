import { distort } from '../../../mutants/mqtt/distortion.js';
import { MQTT_DISTORTIONS, type MqttDistortionId } from '../../../mutants/mqtt/distortions.js';
import type { Facts } from '../../../mutants/mqtt/facts.js';
import type { Publish } from '../../../protocol/mqtt/packet.js';
import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import type { Connection } from '../connection.js';
import type { About } from '../delivery.js';
import type { Message } from '../message.js';
import { type MqttRow, row } from './row.js';

/** A defect that is a distortion of what goes out, and is called like it. */
export function distorted(id: MqttDistortionId, breaks: string | readonly string[], about: string): MqttRow {
  return row(id, breaks, about, { octetsOf: distorting(id) });
}

/** A distortion that looks at the packet in which a message came. */
export function distortedAsPublished(id: MqttDistortionId, breaks: string | readonly string[], about: string): MqttRow {
  return row(id, breaks, about, () => asPublished(id));
}

/** What a distortion makes of the packets that go out. */
export function distorting(
  id: MqttDistortionId,
  publishedAs: (message: Message) => Publish | undefined = () => undefined,
): Override<MqttConduct, 'octetsOf'> {
  return (strict) => (connection, packet, about) =>
    distort(MQTT_DISTORTIONS[id], packet, factsOf(connection, about, publishedAs), (one) =>
      strict(connection, one, about),
    );
}

/** The same with a memory for the packets of the messages. */
export function asPublished(id: MqttDistortionId): {
  readonly messageOf: Override<MqttConduct, 'messageOf'>;
  readonly octetsOf: Override<MqttConduct, 'octetsOf'>;
} {
  const packets = new WeakMap<Message, Publish>();
  return {
    messageOf: (strict) => (packet, topic, publisher) => {
      const message = strict(packet, topic, publisher);
      packets.set(message, packet);
      return message;
    },
    octetsOf: distorting(id, (message) => packets.get(message)),
  };
}

function factsOf(
  { version, session, authentication, maximumPacketSize, topicAliasMaximum, requestsProblems }: Connection,
  { delivery, waited = false, repeated = false }: About,
  publishedAs: (message: Message) => Publish | undefined,
): Facts {
  return {
    version,
    clientId: session?.clientId,
    authenticates: authentication !== undefined,
    maximumPacketSize,
    topicAliasMaximum,
    requestsProblems,
    waited,
    repeated,
    published: delivery === undefined ? undefined : publishedAs(delivery.message),
    filter: delivery?.subscriptions[0]?.filter,
  };
}
