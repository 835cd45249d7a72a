@mqtt5
Feature: MQTT 5.0 §3.8 — SUBSCRIBE: subscribe to topics
  Properties, and a list of Topic Filters with the options of each.

  Rule: The flag bits of SUBSCRIBE are 0010; anything else is malformed

    @MQTT-3.8.1-1 @malformed
    Scenario Outline: SUBSCRIBE with flag bits <flags>
      Given Alice is connected
      When Alice sends the bytes
        | <byte 1>       | SUBSCRIBE, flags <flags> instead of 0010 |
        | remaining      | Remaining Length                         |
        | 00 0A          | Packet Identifier 10                     |
        | 00             | Property Length 0                        |
        | string:meter/7 | Topic Filter                             |
        | 00             | QoS 0                                    |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet

      Examples:
        | byte 1 | flags |
        | 80     | 0000  |
        | 81     | 0001  |
        | 83     | 0011  |
        | 8A     | 1010  |

  Rule: The payload is Topic Filters in UTF-8, each followed by its options

    @MQTT-3.8.3-1 @malformed
    Scenario: A Topic Filter that is not UTF-8
      Given Alice is connected
      When Alice sends the bytes
        | 82                    | SUBSCRIBE                                    |
        | remaining             | Remaining Length                             |
        | 00 0A                 | Packet Identifier 10                         |
        | 00                    | Property Length 0                            |
        | string:meter/ + C3 28 | Topic Filter: C3 begins what 28 cannot go on |
        | 00                    | QoS 0                                        |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error or 0x8F Topic Filter Invalid

    @MQTT-3.8.3-1 @malformed
    Scenario: A Topic Filter that is longer than the packet
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE                                         |
        | remaining      | Remaining Length                                  |
        | 00 0A          | Packet Identifier 10                              |
        | 00             | Property Length 0                                 |
        | 00 20 61 2F 62 | Topic Filter: claims 32 octets, of which 3 follow |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

    @MQTT-3.8.3-1 @malformed
    Scenario: A Topic Filter without its options
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE                    |
        | remaining      | Remaining Length             |
        | 00 0A          | Packet Identifier 10         |
        | 00             | Property Length 0            |
        | string:meter/7 | Topic Filter, and no options |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

    @MQTT-3.8.3-2 @malformed
    Scenario: SUBSCRIBE without a Topic Filter
      Given Alice is connected
      When Alice sends the bytes
        | 82    | SUBSCRIBE            |
        | 03    | Remaining Length 3   |
        | 00 0A | Packet Identifier 10 |
        | 00    | Property Length 0    |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x82 Protocol Error or 0x81 Malformed Packet
