@mqtt3
Feature: MQTT 3.1.1 §2.2.3 — Remaining Length
  One to four octets say how long the rest of a packet is, seven bits each, the least significant first.

  Rule: A length of any of the four sizes is understood

    @MQTT-7.1.1-1
    Scenario: A Remaining Length of two octets, one octet at a time
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice sends the bytes one at a time
        | 30                   | PUBLISH, QoS 0                    |
        | remaining            | Remaining Length, in two octets   |
        | string:meter/7       | Topic Name                        |
        | text:… to 180 bytes | Payload                           |
      Then Bob receives "… to 180 bytes" on "meter/7"

    @MQTT-7.1.1-1
    Scenario Outline: A Remaining Length of <octets> octets
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes "… to <size> bytes" to "meter/7" at QoS 0
      Then Bob receives "… to <size> bytes" on "meter/7"

      Examples:
        | octets | size    |
        | three  | 100000  |
        | four   | 2100000 |

    @MQTT-7.1.1-1 @requires:qos-1
    Scenario: A payload of one megabyte at QoS 1
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes "… to 1048576 bytes" to "meter/7" at QoS 1
      Then Bob receives "… to 1048576 bytes" on "meter/7" at QoS 1

  Rule: A fifth octet of Remaining Length is malformed

    @MQTT-4.8.0-1 @malformed
    Scenario: A Remaining Length that goes on after four octets
      Given Alice is connected
      When Alice sends the bytes
        | 30             | PUBLISH, QoS 0                                |
        | 80 80 80 80 01 | Remaining Length in five octets, at most four |
      Then the broker closes Alice's connection
