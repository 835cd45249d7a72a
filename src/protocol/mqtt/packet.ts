/** The MQTT Control Packets as data. Names are the standard's, in camelCase. */

/** 3 = MQTT 3.1 (MQIsdp), 4 = 3.1.1, 5 = 5.0. */
export type MqttVersion = 3 | 4 | 5;
export type Qos = 0 | 1 | 2;
/** What two bits can hold: 3 only in a malformed packet. */
export type WireQos = Qos | 3;

export type MqttPacket =
  | Connect
  | Connack
  | Publish
  | Acknowledgement
  | Subscribe
  | Suback
  | Unsubscribe
  | Unsuback
  | Pingreq
  | Pingresp
  | Disconnect
  | Auth
  | Reserved;

export type MqttPacketType = MqttPacket['type'];

/** The packet of that type: `PacketOf<'PUBACK'>` is an Acknowledgement. */
export type PacketOf<Type extends MqttPacketType> = Type extends Acknowledgement['type']
  ? Acknowledgement
  : Type extends Reserved['type']
    ? Reserved
    : Extract<MqttPacket, { readonly type: Type }>;

export interface Connect {
  readonly type: 'CONNECT';
  readonly protocolName: string;
  /** The octet as sent: 3, 4, 5 or anything. */
  readonly protocolVersion: number;
  /** Clean Session of 3.1.1, Clean Start of 5.0. */
  readonly cleanStart: boolean;
  /** Seconds. */
  readonly keepAlive: number;
  readonly properties?: MqttProperties;
  readonly clientId: string;
  readonly will?: Will;
  readonly userName?: string;
  readonly password?: Uint8Array;
}

export interface Will {
  readonly qos: WireQos;
  readonly retain: boolean;
  readonly properties?: MqttProperties;
  readonly topic: string;
  readonly payload: Uint8Array;
}

export interface Connack {
  readonly type: 'CONNACK';
  readonly sessionPresent: boolean;
  /** Return code of 3.1.1, Reason Code of 5.0. */
  readonly reasonCode: number;
  readonly properties?: MqttProperties;
}

export interface Publish {
  readonly type: 'PUBLISH';
  readonly dup: boolean;
  readonly qos: WireQos;
  readonly retain: boolean;
  readonly topic: string;
  /** Present when QoS is 1 or 2. */
  readonly packetIdentifier?: number;
  readonly properties?: MqttProperties;
  readonly payload: Uint8Array;
}

export interface Acknowledgement {
  readonly type: 'PUBACK' | 'PUBREC' | 'PUBREL' | 'PUBCOMP';
  readonly packetIdentifier: number;
  /** 5.0; 0 when left out. */
  readonly reasonCode?: number;
  readonly properties?: MqttProperties;
}

export interface Subscribe {
  readonly type: 'SUBSCRIBE';
  readonly packetIdentifier: number;
  readonly properties?: MqttProperties;
  readonly subscriptions: readonly Subscription[];
}

export interface Subscription {
  readonly topicFilter: string;
  readonly qos: WireQos;
  /** 5.0 Subscription Options; absent in 3.1.1. */
  readonly noLocal?: boolean;
  readonly retainAsPublished?: boolean;
  readonly retainHandling?: RetainHandling;
}

/** 0 send retained messages, 1 only to a new subscription, 2 never; 3 only in a malformed packet. */
export type RetainHandling = 0 | 1 | 2 | 3;

export interface Suback {
  readonly type: 'SUBACK';
  readonly packetIdentifier: number;
  readonly properties?: MqttProperties;
  readonly reasonCodes: readonly number[];
}

export interface Unsubscribe {
  readonly type: 'UNSUBSCRIBE';
  readonly packetIdentifier: number;
  readonly properties?: MqttProperties;
  readonly topicFilters: readonly string[];
}

export interface Unsuback {
  readonly type: 'UNSUBACK';
  readonly packetIdentifier: number;
  readonly properties?: MqttProperties;
  /** 5.0 only. */
  readonly reasonCodes?: readonly number[];
}

export interface Pingreq {
  readonly type: 'PINGREQ';
}

export interface Pingresp {
  readonly type: 'PINGRESP';
}

export interface Disconnect {
  readonly type: 'DISCONNECT';
  /** 5.0; 0 when left out. */
  readonly reasonCode?: number;
  readonly properties?: MqttProperties;
}

export interface Auth {
  readonly type: 'AUTH';
  readonly reasonCode: number;
  readonly properties?: MqttProperties;
}

/** Packet type 0, and 15 before 5.0. */
export interface Reserved {
  readonly type: 'RESERVED0' | 'RESERVED15';
  readonly body: Uint8Array;
}

/** Properties of MQTT 5.0 by name; each absent unless sent. Subscription Identifier may repeat in a PUBLISH. */
export interface MqttProperties {
  readonly payloadFormatIndicator?: number;
  readonly messageExpiryInterval?: number;
  readonly contentType?: string;
  readonly responseTopic?: string;
  readonly correlationData?: Uint8Array;
  readonly subscriptionIdentifier?: readonly number[];
  readonly sessionExpiryInterval?: number;
  readonly assignedClientIdentifier?: string;
  readonly serverKeepAlive?: number;
  readonly authenticationMethod?: string;
  readonly authenticationData?: Uint8Array;
  readonly requestProblemInformation?: number;
  readonly willDelayInterval?: number;
  readonly requestResponseInformation?: number;
  readonly responseInformation?: string;
  readonly serverReference?: string;
  readonly reasonString?: string;
  readonly receiveMaximum?: number;
  readonly topicAliasMaximum?: number;
  readonly topicAlias?: number;
  readonly maximumQos?: number;
  readonly retainAvailable?: number;
  readonly userProperty?: readonly (readonly [string, string])[];
  readonly maximumPacketSize?: number;
  readonly wildcardSubscriptionAvailable?: number;
  readonly subscriptionIdentifiersAvailable?: number;
  readonly sharedSubscriptionAvailable?: number;
}
