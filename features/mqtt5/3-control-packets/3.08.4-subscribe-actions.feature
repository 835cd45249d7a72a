@mqtt5
Feature: MQTT 5.0 §3.8.4 — SUBSCRIBE: what the broker does
  Every SUBSCRIBE gets one SUBACK, with one code for each filter. An identical filter replaces the subscription.

  Rule: Every SUBSCRIBE gets a SUBACK under its own identifier

    @MQTT-3.8.4-1
    Scenario: The same SUBSCRIBE twice
      Given Alice is connected
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/7 at QoS 0 |
      And Alice sends SUBSCRIBE with
        | Packet Identifier | 11               |
        | Topic Filter      | meter/7 at QoS 0 |
      Then Alice receives SUBACK for packet 10
      And Alice receives SUBACK for packet 11
      And nothing more arrives for Alice

    @MQTT-3.8.4-1 @requires:subscription-identifiers
    Scenario: A SUBSCRIBE with properties
      Given Alice is connected
      When Alice sends SUBSCRIBE with
        | Packet Identifier       | 10               |
        | Subscription Identifier | 268435455        |
        | User Property           | why = test       |
        | User Property           | why = again      |
        | Topic Filter            | meter/7 at QoS 0 |
      Then Alice receives SUBACK for packet 10

    @MQTT-3.8.4-2
    Scenario: Three SUBSCRIBEs in one segment
      Given Alice is connected
      When Alice sends the bytes
        | 82        | SUBSCRIBE                |
        | remaining | Remaining Length         |
        | FF FF     | Packet Identifier 0xFFFF |
        | 00        | Property Length 0        |
        | string:a  | Topic Filter             |
        | 00        | QoS 0                    |
        | 82        | SUBSCRIBE                |
        | remaining | Remaining Length         |
        | 00 01     | Packet Identifier 1      |
        | 00        | Property Length 0        |
        | string:b  | Topic Filter             |
        | 00        | QoS 0                    |
        | 82        | SUBSCRIBE                |
        | remaining | Remaining Length         |
        | 01 00     | Packet Identifier 256    |
        | 00        | Property Length 0        |
        | string:c  | Topic Filter             |
        | 00        | QoS 0                    |
      Then Alice receives SUBACK for packet 65535
      And Alice receives SUBACK for packet 1
      And Alice receives SUBACK for packet 256

  Rule: An identical filter replaces the subscription

    @MQTT-3.8.4-3 @requires:qos-2
    Scenario: The same filter again at a lower QoS
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Alice publishes "end" to "meter/7" at QoS 2
      Then Bob receives in order
        | 42 kWh | meter/7 | QoS 0 |
        | end    | meter/7 | QoS 0 |

    @MQTT-3.8.4-3 @requires:qos-1
    Scenario: The same filter twice, then one UNSUBSCRIBE
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      And Bob is subscribed to "meter/7" at QoS 1
      And Bob is subscribed to "meter/8" at QoS 1
      When Bob unsubscribes from "meter/7"
      And Alice publishes in order
        | stray | meter/7 | QoS 1 |
        | end   | meter/8 | QoS 1 |
      Then Bob receives "end" on "meter/8" next

    @MQTT-3.8.4-3 @requires:subscription-identifiers
    Scenario: The same filter again with another Subscription Identifier
      Given Alice and Bob are connected
      And Bob is subscribed with
        | meter/7 | QoS 0, Subscription Identifier 5 |
      And Bob is subscribed with
        | meter/7 | QoS 0, Subscription Identifier 6 |
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      Then Bob receives "42 kWh" with
        | Subscription Identifier | 6 |

    @MQTT-3.8.4-3 @requires:subscription-identifiers
    Scenario: The same filter again without a Subscription Identifier
      Given Alice and Bob are connected
      And Bob is subscribed with
        | meter/7 | QoS 0, Subscription Identifier 5 |
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      Then Bob receives "42 kWh" with
        | Subscription Identifier | absent |

    @MQTT-3.8.4-3 @requires:qos-1
    Scenario: The same filter again with No Local
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      And Bob is subscribed with
        | meter/7 | QoS 1, No Local |
      When Bob publishes "own" to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

  Rule: Replacing sends retained messages again and loses none

    @MQTT-3.8.4-4 @requires:retain @requires:qos-1
    Scenario: The same filter again, and a retained message
      Given Alice and Bob are connected
      And Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Bob is subscribed to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7"
      When Bob subscribes to "meter/7" at QoS 1
      Then Bob receives "42 kWh" on "meter/7" at QoS 1, retained

    @MQTT-3.8.4-4 @requires:qos-1
    Scenario: The same filter ten times while messages flow
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes 100 numbered messages to "meter/7" at QoS 1 while Bob subscribes to it 10 times
      Then Bob receives the 100 numbered messages on "meter/7"

  Rule: A SUBSCRIBE with several filters is like several, but for its single SUBACK

    @MQTT-3.8.4-5
    Scenario: Four filters, one of them twice
      Given Alice is connected
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/a at QoS 0 |
        | Topic Filter      | meter/b at QoS 0 |
        | Topic Filter      | meter/c at QoS 0 |
        | Topic Filter      | meter/a at QoS 0 |
      Then Alice receives SUBACK for packet 10 with
        | Reason Codes | 0, 0, 0, 0 |
      And nothing more arrives for Alice

    @MQTT-3.8.4-5 @requires:qos-1
    Scenario: Messages for each of three filters, one of them asked for twice
      Given Alice and Bob are connected
      When Bob subscribes with
        | meter/a | QoS 0 |
        | meter/b | QoS 1 |
        | meter/c | QoS 0 |
        | meter/a | QoS 1 |
      And Alice publishes in order
        | to a | meter/a | QoS 1 |
        | to b | meter/b | QoS 1 |
        | to c | meter/c | QoS 1 |
      Then Bob receives "to a" on "meter/a" at QoS 1
      And Bob receives "to b" on "meter/b" at QoS 1
      And Bob receives "to c" on "meter/c" at QoS 0

  Rule: SUBACK has one code a filter: what is granted, or why it is refused

    @MQTT-3.8.4-6
    Scenario Outline: SUBSCRIBE with <count>
      Given Alice is connected
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/1 at QoS 0 |
        | Topic Filter      | <second>         |
      Then Alice receives SUBACK for packet 10 with
        | Reason Codes | <codes> |

      Examples:
        | count                 | second           | codes |
        | two filters           | meter/2 at QoS 0 | 0, 0  |
        | the same filter twice | meter/1 at QoS 0 | 0, 0  |

    @MQTT-3.8.4-7
    Scenario: A filter at QoS 0 and no more
      Given Alice is connected
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/7 at QoS 0 |
      Then Alice receives SUBACK for packet 10 with
        | Reason Codes | 0x00 or 0x80 or 0x83 or 0x87 or 0x8F or 0x91 or 0x97 |

    @MQTT-3.8.4-7 @malformed @requires:qos-1
    Scenario: A filter that the broker must not grant, and a message that it could match
      Given Alice and Bob are connected
      When Bob sends SUBSCRIBE with
        | Packet Identifier | 10                 |
        | Topic Filter      | meter/#/x at QoS 1 |
      And Bob waits for an answer
      And Alice publishes "stray" to "meter/7/x" at QoS 1
      Then no message "stray" comes to Bob, whose subscription was refused

  Rule: A message comes at the lower of its QoS and the QoS granted

    @MQTT-3.8.4-8 @requires:qos-1
    Scenario Outline: A message at QoS <published> for a subscription at QoS <granted>
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS <granted>
      When Alice publishes "42 kWh" to "meter/7" at QoS <published>
      Then Bob receives "42 kWh" on "meter/7" at QoS <delivered>

      Examples:
        | published | granted | delivered |
        | 0         | 1       | 0         |
        | 1         | 0       | 0         |
        | 1         | 1       | 1         |

      @requires:qos-2
      Examples:
        | published | granted | delivered |
        | 0         | 2       | 0         |
        | 1         | 2       | 1         |
        | 2         | 0       | 0         |
        | 2         | 1       | 1         |
        | 2         | 2       | 2         |
