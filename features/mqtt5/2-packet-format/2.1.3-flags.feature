@mqtt5
Feature: MQTT 5.0 §2.1.3 — Packet types and flags
  The first octet of a packet names its type and holds four flag bits. Only PUBLISH uses them; everywhere else they have
  one value each, and any other value is malformed.

  Rule: The flag bits of PUBREL are 0010

    @MQTT-2.1.3-1 @MQTT-3.6.1-1 @requires:qos-2
    Scenario: The broker's own PUBREL
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      When Bob sends PUBREC for "42 kWh"
      Then Bob receives PUBREL with
        | Flags | 0010 |

  Rule: Flag bits of another value are malformed

    @MQTT-2.1.3-1 @malformed
    Scenario: CONNECT with flags 0001
      Given Alice has a network connection
      When Alice sends the bytes
        | 11                | CONNECT, flags 0001 instead of 0000 |
        | remaining         | Remaining Length                    |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                |
        | 05                | Protocol Version 5                  |
        | flags:02          | Connect Flags: Clean Start          |
        | 00 3C             | Keep Alive 60 seconds               |
        | 00                | Property Length 0                   |
        | client:Alice      | Client Identifier                   |
        | credentials       | User Name and Password, if wanted   |
      Then the broker closes Alice's connection

    @MQTT-2.1.3-1 @malformed
    Scenario: PINGREQ with flags 0001
      Given Alice is connected
      When Alice sends the bytes
        | C1 | PINGREQ, flags 0001 instead of 0000 |
        | 00 | Remaining Length 0                  |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet

    @MQTT-2.1.3-1 @malformed @requires:qos-1
    Scenario: PUBACK with flags 0001 for a message in flight
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      And Bob withholds acknowledgements
      And Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7" at QoS 1
      When Bob sends the bytes
        | 41            | PUBACK, flags 0001 instead of 0000 |
        | 02            | Remaining Length 2                 |
        | packet:42 kWh | Packet Identifier of the message   |
      Then the broker closes Bob's connection
      And any DISCONNECT sent to Bob should carry 0x81 Malformed Packet

    @MQTT-2.1.3-1 @malformed @requires:qos-2
    Scenario: PUBREC with flags 0001 for a message in flight
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      When Bob sends the bytes
        | 51            | PUBREC, flags 0001 instead of 0000 |
        | 02            | Remaining Length 2                 |
        | packet:42 kWh | Packet Identifier of the message   |
      Then the broker closes Bob's connection
      And any DISCONNECT sent to Bob should carry 0x81 Malformed Packet

    @MQTT-2.1.3-1 @malformed @requires:qos-2
    Scenario: PUBCOMP with flags 0001 for a message in flight
      Given Bob is connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Bob publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives PUBREL after PUBREC for "42 kWh"
      When Bob sends the bytes
        | 71            | PUBCOMP, flags 0001 instead of 0000 |
        | 02            | Remaining Length 2                  |
        | packet:42 kWh | Packet Identifier of the message    |
      Then the broker closes Bob's connection
      And any DISCONNECT sent to Bob should carry 0x81 Malformed Packet

  Rule: Packet type 0 is forbidden

    @MQTT-2.1.3-1 @malformed
    Scenario: A packet of type 0
      Given Alice is connected
      When Alice sends the bytes
        | 00 | packet type 0      |
        | 00 | Remaining Length 0 |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

  Rule: Packets that only a broker sends end the connection

    @MQTT-2.1.3-1 @malformed @soft
    Scenario Outline: A client sends <packet>
      Only the table of packet types says who sends them; no sentence says what a broker does about the others.

      Given Alice is connected
      When Alice sends the bytes
        | <bytes> | <packet>, which only a broker sends |
      Then the broker closes Alice's connection

      Examples:
        | packet   | bytes             |
        | CONNACK  | 20 03 00 00 00    |
        | SUBACK   | 90 04 00 01 00 00 |
        | UNSUBACK | B0 04 00 01 00 00 |
        | PINGRESP | D0 00             |
