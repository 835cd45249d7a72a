@mqtt5
Feature: MQTT 5.0 §3.8.3 — SUBSCRIBE: subscription options
  The octet behind each Topic Filter: the highest QoS, No Local, Retain As Published, Retain Handling.

  Background:
    Given Alice and Bob are connected

  Rule: No Local keeps a client's own messages away, and no others

    @MQTT-3.8.3-3 @requires:qos-1
    Scenario: Alice publishes to her own subscription with No Local
      Given Alice is subscribed with
        | meter/7 | QoS 1, No Local |
      When Alice publishes "own" to "meter/7" at QoS 1
      And Bob publishes "end" to "meter/7" at QoS 1
      Then Alice receives "end" on "meter/7" next

    @MQTT-3.8.3-3 @requires:qos-1 @requires:sessions
    Scenario: Carol publishes to her own subscription with No Local, and comes back
      Given Carol is connected with
        | Clean Start             | 0   |
        | Session Expiry Interval | 600 |
      And Carol is subscribed with
        | meter/7 | QoS 1, No Local |
      And Carol publishes "own" to "meter/7" at QoS 1
      When Carol reconnects
      And Bob publishes "end" to "meter/7" at QoS 1
      Then Carol receives "end" on "meter/7" next

  Rule: A shared subscription with No Local is a protocol error

    @MQTT-3.8.3-4 @requires:shared-subscriptions @malformed
    Scenario: A shared subscription with No Local
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10                                     |
        | Topic Filter      | $share/desk/meter/7 at QoS 1, No Local |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x82 Protocol Error

  Rule: The reserved bits of the options are 0, and there is neither QoS 3 nor Retain Handling 3

    @MQTT-3.8.3-5 @malformed
    Scenario Outline: The options octet is <octet>
      When Alice sends the bytes
        | 82             | SUBSCRIBE            |
        | remaining      | Remaining Length     |
        | 00 0A          | Packet Identifier 10 |
        | 00             | Property Length 0    |
        | string:meter/7 | Topic Filter         |
        | <octet>        | <what>               |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

      Examples:
        | octet | what              |
        | 40    | reserved bit 6    |
        | 80    | reserved bit 7    |
        | C1    | both, and QoS 1   |
        | 30    | Retain Handling 3 |
        | 03    | QoS 3             |

    @MQTT-3.8.3-5 @malformed
    Scenario: The second of two filters has a reserved bit
      When Alice sends the bytes
        | 82             | SUBSCRIBE            |
        | remaining      | Remaining Length     |
        | 00 0A          | Packet Identifier 10 |
        | 00             | Property Length 0    |
        | string:meter/7 | Topic Filter         |
        | 00             | QoS 0                |
        | string:meter/8 | Topic Filter         |
        | 80             | reserved bit 7       |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error
