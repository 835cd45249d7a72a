@mqtt5
Feature: MQTT 5.0 §4.13 — Handling errors
  A Malformed Packet or a Protocol Error ends the connection it came on, and no other. The DISCONNECT that says why is
  good manners.

  Background:
    Given Alice and Bob are connected

  Rule: A property that does not belong in its packet, or comes twice, is an error

    @MQTT-4.13.1-1 @malformed
    Scenario Outline: PUBLISH with <flaw>
      When Alice sends the bytes
        | 30             | PUBLISH, QoS 0             |
        | remaining      | Remaining Length           |
        | string:meter/7 | Topic Name                 |
        | <properties>   | Property Length and <flaw> |
        | text:x         | Payload                    |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

      Examples:
        | properties                 | flaw                       |
        | 05 11 00 00 00 3C          | Session Expiry Interval    |
        | 03 21 00 01                | Receive Maximum            |
        | 08 08 00 01 61 08 00 01 62 | Response Topic twice       |
        | 08 09 00 01 61 09 00 01 62 | Correlation Data twice     |
        | 08 03 00 01 61 03 00 01 62 | Content Type twice         |
        | 06 23 00 01 23 00 01       | Topic Alias twice          |
        | 7F 00                      | a length beyond the packet |

    @MQTT-4.13.1-1 @malformed
    Scenario Outline: SUBSCRIBE with <flaw>
      When Alice sends the bytes
        | 82             | SUBSCRIBE                  |
        | remaining      | Remaining Length           |
        | 00 0A          | Packet Identifier 10       |
        | <properties>   | Property Length and <flaw> |
        | string:meter/7 | Topic Filter               |
        | 00             | QoS 0                      |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

      Examples:
        | properties        | flaw                    |
        | 05 11 00 00 00 3C | Session Expiry Interval |
        | 04 1F 00 01 78    | Reason String           |

      @requires:subscription-identifiers
      Examples:
        | properties     | flaw                          |
        | 04 0B 01 0B 02 | Subscription Identifier twice |
        | 02 0B 00       | Subscription Identifier 0     |

    @MQTT-4.13.1-1 @malformed
    Scenario: UNSUBSCRIBE with a Subscription Identifier
      When Alice sends the bytes
        | A2             | UNSUBSCRIBE                                   |
        | remaining      | Remaining Length                              |
        | 00 0A          | Packet Identifier 10                          |
        | 02 0B 01       | Property Length and Subscription Identifier 1 |
        | string:meter/7 | Topic Filter                                  |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

  Rule: A packet that is too short or too long for its fields is malformed

    @MQTT-4.13.1-1 @malformed
    Scenario Outline: <packet> too short for its Packet Identifier
      When Alice sends the bytes
        | <byte 1> | <packet>                 |
        | 01       | Remaining Length 1       |
        | 00       | half a Packet Identifier |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

      Examples:
        | packet | byte 1 |
        | PUBACK | 40     |
        | PUBREC | 50     |

    @MQTT-4.13.1-1 @malformed
    Scenario: SUBSCRIBE with an octet behind its last filter
      When Alice sends the bytes
        | 82             | SUBSCRIBE                     |
        | remaining      | Remaining Length              |
        | 00 0A          | Packet Identifier 10          |
        | 00             | Property Length 0             |
        | string:meter/7 | Topic Filter                  |
        | 00             | QoS 0                         |
        | 00             | half a length of nothing more |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

  Rule: What the fields say together must make sense

    @MQTT-4.13.1-1 @malformed
    Scenario: DISCONNECT with a Session Expiry Interval, after a CONNECT without
      Given Bob is subscribed to "gone" at QoS 0
      And Alice is connected with
        | Will Topic   | gone       |
        | Will Payload | Alice left |
      When Alice sends DISCONNECT with
        | Reason Code             | 0x00 |
        | Session Expiry Interval | 60   |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x82 Protocol Error
      And Bob receives "Alice left" on "gone"

    @MQTT-4.13.1-1 @requires:topic-alias @malformed
    Scenario: A Topic Alias that stands for nothing yet
      When Alice sends PUBLISH with
        | Topic Name  |        |
        | Topic Alias | 1      |
        | Payload     | 42 kWh |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x82 Protocol Error or 0x94 Topic Alias invalid

  # To refuse the one filter by SUBACK, with the connection kept, is a fair reading of the codes' descriptions.
  Rule: A kind of subscription that CONNACK declares unavailable is not granted

    @MQTT-4.13.1-1 @setup:wildcard-subscription-available=false @malformed
    Scenario: A wildcard, where wildcards are not available
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/+ at QoS 0 |
      Then the broker answers Alice with one of
        | closed              |
        | SUBACK 0x80 or 0xA2 |
      And any DISCONNECT sent to Alice should carry 0xA2 Wildcard Subscriptions not supported

    @MQTT-4.13.1-1 @setup:shared-subscription-available=false @malformed
    Scenario: A shared subscription, where they are not available
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10                           |
        | Topic Filter      | $share/desk/meter/7 at QoS 0 |
      Then the broker answers Alice with one of
        | closed              |
        | SUBACK 0x80 or 0x9E |
      And any DISCONNECT sent to Alice should carry 0x9E Shared Subscriptions not supported

    @MQTT-4.13.1-1 @setup:subscription-identifiers-available=false @malformed
    Scenario: A Subscription Identifier, where they are not available
      When Alice sends SUBSCRIBE with
        | Packet Identifier       | 10               |
        | Topic Filter            | meter/7 at QoS 0 |
        | Subscription Identifier | 1                |
      Then the broker answers Alice with one of
        | closed              |
        | SUBACK 0x80 or 0xA1 |
      And any DISCONNECT sent to Alice should carry 0xA1 Subscription Identifiers not supported

  Rule: The error of one client is no matter of the others

    @MQTT-4.13.1-1 @malformed
    Scenario: Alice errs and Bob is served
      When Alice sends the bytes
        | 30             | PUBLISH, QoS 0                                |
        | 80 80 80 80 01 | Remaining Length in five octets, at most four |
      Then the broker closes Alice's connection
      And Bob's connection is still open

  Rule: The broker's own packets hold what belongs in them, once

    @MQTT-4.13.1-1
    Scenario: The properties of SUBACK
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/7 at QoS 0 |
      Then Alice receives SUBACK with
        | Receive Maximum | absent |

    # Whatever packet holds a property twice is found; the step says which message it would be.
    @MQTT-4.13.1-1
    Scenario: The properties of a message that has none
      Given Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      Then Bob receives "42 kWh" on "meter/7" at QoS 0

  Rule: A DISCONNECT with an error goes with the close

    @MQTT-4.13.2-1 @malformed
    Scenario: The connection after the DISCONNECT for a second CONNECT
      When Alice sends CONNECT
      Then the broker closes Alice's connection
