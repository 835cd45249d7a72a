@mqtt5
Feature: MQTT 5.0 §3.6 — PUBREL: publish release

  Rule: The flag bits of PUBREL are 0010; anything else is malformed

    @MQTT-3.6.1-1 @requires:qos-2 @malformed
    Scenario Outline: PUBREL with flag bits <flags>
      Given Alice is connected
      And Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBREC
      When Alice sends the bytes
        | <byte 1> | PUBREL, flags <flags> instead of 0010 |
        | 02       | Remaining Length 2                    |
        | 00 0A    | Packet Identifier 10                  |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet

      Examples:
        | byte 1 | flags |
        | 60     | 0000  |
        | 61     | 0001  |
        | 63     | 0011  |
        | 6A     | 1010  |

    @MQTT-3.6.1-1 @requires:qos-2
    Scenario: The flags of the broker's own PUBREL
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      When Bob sends PUBREC for "42 kWh"
      Then Bob receives PUBREL with
        | Flags | 0010 |

  Rule: There are two codes, 0x00 and 0x92

    @MQTT-3.6.2-1 @requires:qos-2
    Scenario: PUBREL for a message in flight
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      When Bob sends PUBREC for "42 kWh"
      Then Bob receives PUBREL with
        | Reason Code | 0x00 |

    @MQTT-3.6.2-1 @requires:qos-2 @soft
    Scenario: PUBREC for a message that the broker never sent
      0x92 is defined for this case, but no sentence asks for an answer: silence and the close are seen too.

      Given Alice is connected
      When Alice sends PUBREC for packet 30583
      Then any PUBREL sent to Alice has
        | Packet Identifier | 30583        |
        | Reason Code       | 0x92 or 0x00 |

  Rule: An explanation does not make PUBREL larger than the client allows

    @MQTT-3.6.2-2 @requires:qos-2
    Scenario: Reason String, for a client with a Maximum Packet Size
      Given Alice is connected
      And Bob is connected with
        | Maximum Packet Size | 48 |
      And Bob is subscribed to "m" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "42 kWh" to "m" at QoS 2
      When Bob receives PUBREL after PUBREC for "42 kWh"
      Then any PUBREL sent to Bob has
        | Reason String | absent, or at most 48 octets in all |

    @MQTT-3.6.2-3 @requires:qos-2
    Scenario: User Properties, for a client with a Maximum Packet Size
      Given Alice is connected
      And Bob is connected with
        | Maximum Packet Size | 48 |
      And Bob is subscribed to "m" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "42 kWh" to "m" at QoS 2
      When Bob receives PUBREL after PUBREC for "42 kWh"
      Then any PUBREL sent to Bob has
        | User Property | absent, or at most 48 octets in all |
