/** What an operator may set of the MQTT half: defaults, which also give each its type. */
export const MQTT_SETTINGS = {
  /** Speak MQTT 5.0 beside 3.1.1. */
  mqtt5: true,
  maximumQos: 2,
  retainAvailable: true,
  wildcardSubscriptionAvailable: true,
  subscriptionIdentifiersAvailable: true,
  sharedSubscriptionAvailable: true,
  /** Topic Aliases a client may use on one connection; 0: none. */
  topicAliasMaximum: 10,
  /** QoS 1 and 2 messages a client may have under way. */
  receiveMaximum: 20,
  /** Octets of a packet; 0: no limit is announced. */
  maximumPacketSize: 0,
  /** Seconds, announced to 5.0 clients in place of their own; 0: theirs holds. */
  serverKeepAlive: 0,
  /** Octets of a Client Identifier; longer ones are rejected. */
  maximumClientIdLength: 256,
  /** With a user name, every client must give it and the password. */
  mqttUser: '',
  mqttPassword: '',
  /** Topics that have this level may be neither published nor subscribed to; empty: no such level. */
  deniedTopicLevel: '',
  /** Name of the enhanced authentication method on offer; empty: none. */
  authenticationMethod: '',
  /** Where the broker's own Packet Identifiers begin. */
  firstPacketIdentifier: 1,
};

export type MqttSettings = typeof MQTT_SETTINGS;
