@mqtt3
Feature: MQTT 3.1.1 §4.8 — Handling errors
  A protocol violation ends the connection it came on, and no other.

  Background:
    Given Alice and Bob are connected

  Rule: A packet that is cut ends the connection

    @MQTT-4.8.0-1 @malformed
    Scenario Outline: <packet> too short for its Packet Identifier
      When Alice sends the bytes
        | <byte 1> | <packet>                 |
        | 01       | Remaining Length 1       |
        | 00       | half a Packet Identifier |
      Then the broker closes Alice's connection

      Examples:
        | packet | byte 1 |
        | PUBACK | 40     |
        | PUBREC | 50     |

  Rule: The error of one client is no matter of the others

    @MQTT-4.8.0-1 @malformed
    Scenario: Alice errs and Bob is served
      When Alice sends the bytes
        | 30             | PUBLISH, QoS 0                                |
        | 80 80 80 80 01 | Remaining Length in five octets, at most four |
      Then the broker closes Alice's connection
      And Bob's connection is still open

  Rule: Packets that only a broker sends end the connection

    @MQTT-4.8.0-1 @malformed @soft
    Scenario Outline: A client sends <packet>
      Only the table of packet types says who sends them; no sentence says what a broker does about the others.

      When Alice sends the bytes
        | <bytes> | <packet>, which only a broker sends |
      Then the broker closes Alice's connection

      Examples:
        | packet   | bytes          |
        | CONNACK  | 20 02 00 00    |
        | SUBACK   | 90 03 00 01 00 |
        | UNSUBACK | B0 02 00 01    |
        | PINGRESP | D0 00          |
