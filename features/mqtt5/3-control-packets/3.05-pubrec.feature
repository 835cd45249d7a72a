@mqtt5
Feature: MQTT 5.0 §3.5 — PUBREC: publish received

  Rule: The codes are those that are listed for PUBREC

    @MQTT-3.5.2-1 @requires:qos-2
    Scenario: PUBREC for a message without a subscriber
      Given Alice is connected
      When Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBLISH
      Then Alice receives PUBREC for packet 10 with
        | Reason Code | 0x00 or 0x10 or 0x80 or 0x83 or 0x87 or 0x90 or 0x91 or 0x97 or 0x99 |

  Rule: An explanation does not make PUBREC larger than the client allows

    @MQTT-3.5.2-2 @requires:qos-2
    Scenario: Reason String, for a client with a Maximum Packet Size
      Given Alice is connected with
        | Maximum Packet Size | 48 |
      When Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBLISH
      Then any PUBREC sent to Alice has
        | Reason String | absent, or at most 48 octets in all |

    @MQTT-3.5.2-3 @requires:qos-2
    Scenario: User Properties, for a client with a Maximum Packet Size
      Given Alice is connected with
        | Maximum Packet Size | 48 |
      When Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBLISH
      Then any PUBREC sent to Alice has
        | User Property | absent, or at most 48 octets in all |
