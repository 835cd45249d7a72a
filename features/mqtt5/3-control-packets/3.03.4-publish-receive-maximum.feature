@mqtt5
Feature: MQTT 5.0 §3.3.4 — PUBLISH: Receive Maximum
  Each side says how many messages at QoS 1 and 2 may be under way to it. A message counts until PUBACK, until PUBCOMP,
  or until a PUBREC that refuses it. A broker may send fewer at once, but one at least.

  Background:
    Given Alice is connected

  Rule: A client that sends more than the broker takes is cut off

    # The broker "uses" DISCONNECT 0x93 for messages without PUBACK or PUBCOMP. The client's own rule also counts a
    # PUBREC that refuses as an end: a broker that answers the message too many with one keeps within its limit too.
    @MQTT-3.3.4-7 @requires:qos-2 @malformed
    Scenario: One message at QoS 2 too many
      When Alice publishes one unreleased message more to "meter/7" at QoS 2 than the broker permits
      Then the broker answers Alice with one of
        | closed                      |                                  |
        | PUBREC 0x97 or 0x80 or 0x83 | the message too many was refused |
      And any DISCONNECT sent to Alice should carry 0x93 Receive Maximum exceeded

  Rule: The broker has no more under way than the client takes

    @MQTT-3.3.4-9 @MQTT-4.9.0-2
    Scenario Outline: Five messages at QoS <qos> for a client that takes two
      Given Bob is connected with
        | Receive Maximum  | 2        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS <qos>
      When Alice publishes 5 numbered messages to "meter/7" at QoS <qos>
      Then Bob receives "message 1" on "meter/7"
      And Bob has received 2 messages at most

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

    @MQTT-3.3.4-9 @MQTT-4.9.0-2 @requires:qos-2
    Scenario: Messages at QoS 1 and at QoS 2 for a client that takes two
      Given Bob is connected with
        | Receive Maximum  | 2        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 2
      When Alice publishes in order
        | one   | meter/7 | QoS 1 |
        | two   | meter/7 | QoS 2 |
        | three | meter/7 | QoS 1 |
        | four  | meter/7 | QoS 2 |
      Then Bob has received 2 messages at most

    @MQTT-3.3.4-9 @MQTT-4.9.0-2 @requires:qos-1 @requires:sessions
    Scenario: Five messages that waited for a client that takes two
      Given Bob has a stored session, subscribed to "meter/7" at QoS 1
      And Alice publishes 5 numbered messages to "meter/7" at QoS 1
      When Bob reconnects with
        | Receive Maximum  | 2        |
        | Acknowledgements | withheld |
      Then Bob receives "message 1" on "meter/7"
      And Bob has received 2 messages at most

    @MQTT-3.3.4-9 @MQTT-4.9.0-2 @requires:qos-1 @requires:sessions
    Scenario: Five messages without PUBACK, and a connection that takes two
      Given Bob is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes 5 numbered messages to "meter/7" at QoS 1
      And Bob receives "message 1" on "meter/7"
      When Bob reconnects with
        | Receive Maximum | 2 |
      Then Bob receives "message 1" on "meter/7"
      And Bob has received 2 messages at most

  Rule: PUBACK, PUBCOMP and a PUBREC that refuses make room; a PUBREC that does not, makes none

    @MQTT-3.3.4-9
    Scenario Outline: Ten messages at QoS <qos> for a client that takes two and acknowledges
      Given Bob is connected with
        | Receive Maximum | 2 |
      And Bob is subscribed to "meter/7" at QoS <qos>
      When Alice publishes 10 numbered messages to "meter/7" at QoS <qos>
      Then Bob receives the 10 numbered messages on "meter/7"

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

    @MQTT-3.3.4-9 @requires:qos-2
    Scenario: PUBREC and no PUBCOMP from a client that takes one
      Given Bob is connected with
        | Receive Maximum  | 1        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes 2 numbered messages to "meter/7" at QoS 2
      When Bob receives PUBREL after PUBREC for "message 1"
      Then Bob has received 1 message at most

    @MQTT-3.3.4-9 @requires:qos-2
    Scenario: A PUBREC that refuses from a client that takes one
      Given Bob is connected with
        | Receive Maximum  | 1        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes 2 numbered messages to "meter/7" at QoS 2
      And Bob receives "message 1" on "meter/7"
      When Bob sends the bytes
        | 50 03            | PUBREC, Remaining Length 3 |
        | packet:message 1 | Packet Identifier          |
        | 80               | 0x80 Unspecified error     |
      Then Bob receives "message 2" on "meter/7"

  Rule: Each connection counts for itself

    @MQTT-3.3.4-9 @requires:qos-1
    Scenario: One subscriber does not acknowledge, and another does
      Given Bob is connected with
        | Receive Maximum  | 2        |
        | Acknowledgements | withheld |
      And Carol is connected with
        | Receive Maximum | 1 |
      And Bob is subscribed to "meter/7" at QoS 1
      And Carol is subscribed to "meter/7" at QoS 1
      When Alice publishes 5 numbered messages to "meter/7" at QoS 1
      Then Carol receives the 5 numbered messages on "meter/7"

  Rule: A client that takes no more messages is served otherwise

    @MQTT-3.3.4-10 @MQTT-4.9.0-3 @requires:qos-1
    Scenario: PINGREQ from a client that takes no more
      Given Bob is connected with
        | Receive Maximum  | 1        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes 3 numbered messages to "meter/7" at QoS 1
      And Bob receives "message 1" on "meter/7"
      When Bob sends PINGREQ
      Then Bob receives PINGRESP

    @MQTT-3.3.4-10 @MQTT-4.9.0-3 @requires:qos-1
    Scenario Outline: <packet> from a client that takes no more
      Given Bob is connected with
        | Receive Maximum  | 1        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes 3 numbered messages to "meter/7" at QoS 1
      And Bob receives "message 1" on "meter/7"
      When Bob sends the bytes
        | <byte 1>       | <packet>             |
        | remaining      | Remaining Length     |
        | 00 0A          | Packet Identifier 10 |
        | 00             | Property Length 0    |
        | string:meter/8 | Topic Filter         |
        | <options>      | Subscription Options |
      Then Bob receives <answer> for packet 10

      Examples:
        | packet      | byte 1 | options | answer   |
        | SUBSCRIBE   | 82     | 00      | SUBACK   |
        | UNSUBSCRIBE | A2     |         | UNSUBACK |

    @MQTT-3.3.4-10 @MQTT-4.9.0-3 @requires:qos-1
    Scenario: A message at QoS 1 from a client that takes no more
      Given Bob is connected with
        | Receive Maximum  | 1        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes 3 numbered messages to "meter/7" at QoS 1
      And Bob receives "message 1" on "meter/7"
      When Bob publishes "own" to "meter/8" at QoS 1 as packet 10, up to PUBLISH
      Then Bob receives PUBACK for packet 10

    @MQTT-3.3.4-10 @MQTT-4.9.0-3 @requires:qos-2
    Scenario: A message at QoS 2 from a client that takes no more
      Given Bob is connected with
        | Receive Maximum  | 1        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes 3 numbered messages to "meter/7" at QoS 1
      And Bob receives "message 1" on "meter/7"
      When Bob publishes "own" to "meter/8" at QoS 2 as packet 10, up to PUBLISH
      Then Bob receives PUBREC for packet 10
      When Bob sends PUBREL for packet 10
      Then Bob receives PUBCOMP for packet 10
