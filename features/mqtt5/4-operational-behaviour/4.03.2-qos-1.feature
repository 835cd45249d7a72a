@mqtt5
Feature: MQTT 5.0 §4.3.2 — QoS 1: at least once delivery
  A QoS 1 message is a PUBLISH with a Packet Identifier, and a PUBACK that settles it.

  Background:
    Given Alice and Bob are connected

  Rule: The receiver answers every PUBLISH with PUBACK, and takes each for a message

    @MQTT-4.3.2-4 @requires:qos-1
    Scenario: Alice publishes at QoS 1, and Bob receives it
      Given Bob is subscribed to "meter/7" at QoS 1
      When Alice sends the bytes
        | 32             | PUBLISH, QoS 1, DUP 0, RETAIN 0 |
        | remaining      | Remaining Length                |
        | string:meter/7 | Topic Name                      |
        | 00 09          | Packet Identifier 9             |
        | 00             | Property Length 0               |
        | text:42 kWh    | Payload                         |
      Then Alice receives PUBACK for packet 9 with
        | Reason Code | 0x00 |
      And Bob receives "42 kWh" on "meter/7" at QoS 1

    @MQTT-4.3.2-4 @requires:qos-1
    Scenario: The publisher is lost right after PUBACK
      Given Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1 as packet 9, up to PUBACK
      When Alice loses the network connection
      Then Bob receives "42 kWh" on "meter/7" at QoS 1

    @MQTT-4.3.2-5 @requires:qos-1
    Scenario: The same Packet Identifier again, after PUBACK
      Given Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "first" to "meter/7" at QoS 1 as packet 9, up to PUBACK
      When Alice publishes "second" to "meter/7" at QoS 1 as packet 9, up to PUBACK
      Then Bob receives in order
        | first  | meter/7 |
        | second | meter/7 |

    @MQTT-4.3.2-5 @requires:qos-1
    Scenario: The same Packet Identifier again with DUP 1, after PUBACK
      Given Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1 as packet 9, up to PUBACK
      When Alice repeats that PUBLISH with DUP set
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives in order
        | 42 kWh | meter/7 |
        | 42 kWh | meter/7 |
        | end    | meter/7 |

  Rule: The broker's message has an identifier of its own and DUP 0, and comes again until PUBACK

    @MQTT-4.3.2-1 @MQTT-2.2.1-4 @requires:qos-1
    Scenario: Ten messages at QoS 1, none of them acknowledged
      Given Bob is subscribed to "meter/7" at QoS 1
      And Bob withholds acknowledgements
      When Alice publishes 10 numbered messages to "meter/7" at QoS 1
      Then no two messages that Bob receives have the same Packet Identifier

    @MQTT-4.3.2-2 @requires:qos-1
    Scenario: The first sending of a message at QoS 1
      Given Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1
      Then Bob receives "42 kWh" with
        | Flags             | 0010         |
        | Packet Identifier | other than 0 |

    @MQTT-4.3.2-3 @requires:qos-1 @requires:sessions
    Scenario: A message without PUBACK, and the next connection
      Given Bob is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7" at QoS 1
      When Bob reconnects
      Then Bob receives "42 kWh" on "meter/7" at QoS 1

    @MQTT-4.3.2-3 @requires:qos-1 @requires:sessions
    Scenario: A message with PUBACK, and the next connection
      Given Bob is connected with
        | Clean Start             | 0   |
        | Session Expiry Interval | 600 |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7" at QoS 1
      And Bob loses the network connection
      And Bob reconnects
      When Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

    @MQTT-4.3.2-3 @requires:qos-1 @requires:sessions
    Scenario: A PUBACK for another Packet Identifier, and the next connection
      Given Bob is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7" at QoS 1
      When Bob sends PUBACK for packet 30583
      And Bob reconnects
      Then Bob receives "42 kWh" on "meter/7" at QoS 1

    @MQTT-4.3.2-3 @requires:qos-1 @requires:sessions
    Scenario: A PUBACK byte by byte, and the next connection
      Given Bob is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7" at QoS 1
      When Bob sends the bytes
        | 40 02         | PUBACK, Remaining Length 2 |
        | packet:42 kWh | Packet Identifier          |
      And Bob reconnects
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next
