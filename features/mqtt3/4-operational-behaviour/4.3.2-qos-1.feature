@mqtt3
Feature: MQTT 3.1.1 §4.3.2 — QoS 1: at least once delivery
  A QoS 1 message is a PUBLISH with a Packet Identifier, sent until PUBACK settles it.

  Background:
    Given Alice is connected

  Rule: The receiver answers every PUBLISH with PUBACK, and takes each for a message

    @MQTT-4.3.2-2
    Scenario: A message at QoS 1, byte by byte
      When Alice sends the bytes
        | 32             | PUBLISH, QoS 1, DUP 0, RETAIN 0 |
        | remaining      | Remaining Length                |
        | string:meter/7 | Topic Name                      |
        | 00 09          | Packet Identifier 9             |
        | text:42 kWh    | Payload                         |
      Then Alice receives the bytes
        | 40 02 | PUBACK, Remaining Length 2 |
        | 00 09 | Packet Identifier 9        |

    @MQTT-4.3.2-2 @requires:qos-1
    Scenario: The same Packet Identifier again, after PUBACK
      Given Bob is connected
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "first" to "meter/7" at QoS 1 as packet 9, up to PUBACK
      When Alice publishes "second" to "meter/7" at QoS 1 as packet 9, up to PUBLISH
      Then Alice receives PUBACK for packet 9
      And Bob receives "first" on "meter/7"
      And Bob receives "second" on "meter/7"

    @MQTT-4.3.2-2 @requires:qos-1
    Scenario: The publisher is lost right after PUBACK
      Given Bob is connected
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1 as packet 9, up to PUBACK
      When Alice loses the network connection
      Then Bob receives "42 kWh" on "meter/7" at QoS 1

  Rule: The broker's message has an identifier of its own and DUP 0, and comes again until PUBACK

    @MQTT-4.3.2-1 @requires:qos-1
    Scenario: The first sending of a message
      Given Bob is connected
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1
      Then Bob receives "42 kWh" with
        | QoS | 1 |
        | DUP | 0 |

    @MQTT-4.3.2-1 @requires:qos-1 @requires:sessions
    Scenario: A message without PUBACK, and the next connection
      Given Bob is connected with
        | Clean Session    | 0        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7" at QoS 1
      When Bob reconnects
      Then Bob receives "42 kWh" on "meter/7" at QoS 1

    @MQTT-4.3.2-1 @requires:qos-1 @requires:sessions
    Scenario: A message with PUBACK, and the next connection
      Given Bob is connected with
        | Clean Session | 0 |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7" at QoS 1
      And Bob loses the network connection
      And Bob reconnects
      When Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next
