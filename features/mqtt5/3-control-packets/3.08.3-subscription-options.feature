@mqtt5
Feature: MQTT 5.0 §3.8.3 — SUBSCRIBE: subscription options
  The octet behind each Topic Filter: the highest QoS, No Local, Retain As Published, Retain Handling.

  Background:
    Given Alice and Bob are connected

  Rule: No Local keeps a client's own messages away

    @MQTT-3.8.3-3 @level:must @requires:qos-1
    Scenario: Alice publishes to her own subscription with No Local
      Given Alice is subscribed with
        | meter/7 | QoS 1, No Local |
      When Alice publishes "own" to "meter/7" at QoS 1
      And Bob publishes "end" to "meter/7" at QoS 1
      Then Alice receives "end" on "meter/7" next

  Rule: A shared subscription with No Local is a protocol error

    @MQTT-3.8.3-4 @level:must @requires:shared-subscriptions @malformed
    Scenario: A shared subscription with No Local
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10                                   |
        | Topic Filter      | $share/desk/meter at QoS 1, No Local |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x82 Protocol Error

  Rule: The reserved bits of the options are 0

    @MQTT-3.8.3-5 @level:must @malformed
    Scenario Outline: The options octet is <octet>
      When Alice sends the bytes
        | 82             | SUBSCRIBE            |
        | remaining      | Remaining Length     |
        | 00 0A          | Packet Identifier 10 |
        | 00             | Property Length 0    |
        | string:meter/7 | Topic Filter         |
        | <octet>        | <what>               |
      Then the broker closes Alice's connection

      Examples:
        | octet | what              |
        | 40    | reserved bit 6    |
        | 80    | reserved bit 7    |
        | 30    | Retain Handling 3 |
        | 03    | QoS 3             |
