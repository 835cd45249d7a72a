import { type MqttRow, row } from './row.js';

/** The broker's own Packet Identifiers. */
export const IDENTIFIER_DEFECTS: readonly MqttRow[] = [
  row('assigns-pid-0', ['mqtt3/MQTT-2.3.1-1', 'mqtt5/MQTT-2.2.1-4'], 'uses Packet Identifier 0', {
    firstIdentifier: () => () => 0,
  }),
  row('pid-wraps-to-zero', 'mqtt5/MQTT-2.2.1-4', 'uses Packet Identifier 0 after 65,535', {
    firstIdentifier: () => () => 65_534,
    identifierAfter: (strict) => (identifier) => (identifier >= 65_535 ? 0 : strict(identifier)),
  }),
  row(
    'reuses-inflight-pid',
    ['mqtt3/MQTT-2.3.1-4', 'mqtt3/MQTT-4.3.2-1', 'mqtt5/MQTT-2.2.1-4', 'mqtt5/MQTT-4.3.2-1'],
    'uses identifiers that are still in flight',
    {
      freeIdentifier: (strict) => (outbound) => ((strict(outbound) ?? 0) % 2 === 0 ? 2 : 1),
    },
  ),
  row(
    'reuses-qos2-pid-before-pubcomp',
    ['mqtt3/MQTT-4.3.3-1', 'mqtt5/MQTT-4.3.3-1'],
    'uses the identifier of a QoS 2 message again after PUBREC',
    {
      handlePubrec: (strict) => (connection, packet) => {
        const outbound = connection.session?.outbound;
        const found = outbound?.find(packet.packetIdentifier, 2);
        strict(connection, packet);
        if (found !== undefined) outbound?.settle(found);
      },
      // The lowest that is free: what a PUBREC has freed comes next.
      freeIdentifier: (strict) => (outbound) => {
        outbound.nextIdentifier = 1;
        return strict(outbound);
      },
    },
  ),
];
