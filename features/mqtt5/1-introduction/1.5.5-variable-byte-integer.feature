@mqtt5
Feature: MQTT 5.0 §1.5.5 — Variable Byte Integer
  Lengths and Subscription Identifiers take one to four octets, seven bits each, the least significant first, and never
  more octets than they need.

  Rule: A length of three or four octets is understood, and handed on in as few

    @MQTT-1.5.5-1 @requires:large-packets
    Scenario Outline: A Remaining Length of <octets> octets
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes "… to <size> bytes" to "meter/7" at QoS 0
      Then Bob receives "… to <size> bytes" on "meter/7"

      Examples:
        | octets | size    |
        | three  | 100000  |
        | four   | 2100000 |

    # Lengths of more octets than they need are found in whatever packet holds them.
    @MQTT-1.5.5-1
    Scenario: The Property Length of a message without properties
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      Then Bob receives "42 kWh" on "meter/7" at QoS 0

  Rule: A length that goes on after four octets is malformed

    @MQTT-1.5.5-1 @malformed
    Scenario: A Remaining Length of five octets
      Given Alice is connected
      When Alice sends the bytes
        | 30             | PUBLISH, QoS 0                                |
        | 80 80 80 80 01 | Remaining Length in five octets, at most four |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet
