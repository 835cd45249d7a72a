@mqtt5
Feature: MQTT 5.0 §3.7 — PUBCOMP: publish complete

  Rule: There are two codes, 0x00 and 0x92, and every PUBREL is answered

    @MQTT-3.7.2-1 @requires:qos-2
    Scenario: PUBREL for a message in flight
      Given Alice is connected
      And Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBREC
      When Alice sends PUBREL for packet 10
      Then Alice receives PUBCOMP for packet 10 with
        | Reason Code | 0x00 |

    @MQTT-3.7.2-1 @requires:qos-2
    Scenario: PUBREL for a Packet Identifier that was never used
      Given Alice is connected
      When Alice sends PUBREL for packet 10
      Then Alice receives PUBCOMP for packet 10 with
        | Reason Code | 0x92 or 0x00 |

  Rule: An explanation does not make PUBCOMP larger than the client allows

    @MQTT-3.7.2-2 @requires:qos-2
    Scenario: Reason String, for a client with a Maximum Packet Size
      Given Alice is connected with
        | Maximum Packet Size | 48 |
      When Alice sends PUBREL for packet 10
      Then any PUBCOMP sent to Alice has
        | Reason String | absent, or at most 48 octets in all |

    @MQTT-3.7.2-3 @requires:qos-2
    Scenario: User Properties, for a client with a Maximum Packet Size
      Given Alice is connected with
        | Maximum Packet Size | 48 |
      When Alice sends PUBREL for packet 10
      Then any PUBCOMP sent to Alice has
        | User Property | absent, or at most 48 octets in all |
