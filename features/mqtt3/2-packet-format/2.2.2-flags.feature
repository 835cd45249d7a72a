@mqtt3
Feature: MQTT 3.1.1 §2.2.2 — Packet types and flags
  The first octet of a packet names its type and holds four flag bits. Only PUBLISH uses them; everywhere else they have
  one value each, and any other value ends the connection.

  Rule: The flag bits that a packet does not use have their fixed values

    @MQTT-2.2.2-1
    Scenario: CONNACK, SUBACK, PINGRESP and UNSUBACK, byte by byte
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE            |
        | remaining      | Remaining Length     |
        | 00 0A          | Packet Identifier 10 |
        | string:meter/7 | Topic Filter         |
        | 00             | QoS 0                |
        | C0             | PINGREQ              |
        | remaining      | Remaining Length 0   |
        | A2             | UNSUBSCRIBE          |
        | remaining      | Remaining Length     |
        | 00 0B          | Packet Identifier 11 |
        | string:meter/7 | Topic Filter         |
      Then Alice receives the bytes
        | 90 03 00 0A 00 | SUBACK for packet 10, QoS 0 granted |
        | D0 00          | PINGRESP                            |
        | B0 02 00 0B    | UNSUBACK for packet 11              |

    @MQTT-2.2.2-1 @MQTT-3.6.1-1 @requires:qos-2
    Scenario: The broker's own PUBREL
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      When Bob sends PUBREC for "42 kWh"
      Then Bob receives PUBREL with
        | Flags            | 0010 |
        | Remaining Length | 2    |

  Rule: Flag bits of another value end the connection

    @MQTT-2.2.2-2 @malformed
    Scenario: CONNECT with flags 0001
      Given Alice has a network connection
      When Alice sends the bytes
        | 11                | CONNECT, flags 0001 instead of 0000 |
        | remaining         | Remaining Length                    |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                |
        | 04                | Protocol Level 4                    |
        | flags:02          | Connect Flags: Clean Session        |
        | 00 3C             | Keep Alive 60 seconds               |
        | client:Alice      | Client Identifier                   |
        | credentials       | User Name and Password, if wanted   |
      Then the broker closes Alice's connection

    @MQTT-2.2.2-2 @malformed
    Scenario: PINGREQ with flags 0001
      Given Alice is connected
      When Alice sends the bytes
        | C1 | PINGREQ, flags 0001 instead of 0000 |
        | 00 | Remaining Length 0                  |
      Then the broker closes Alice's connection

    @MQTT-2.2.2-2 @malformed @requires:qos-1
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

    @MQTT-2.2.2-2 @malformed @requires:qos-2
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

    @MQTT-2.2.2-2 @malformed @requires:qos-2
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

  Rule: Packet types 0 and 15 are forbidden

    @MQTT-2.2.2-2 @MQTT-4.8.0-1 @malformed
    Scenario: A packet of type 0
      Given Alice is connected
      When Alice sends the bytes
        | 00 | packet type 0      |
        | 00 | Remaining Length 0 |
      Then the broker closes Alice's connection

    @MQTT-2.2.2-2 @MQTT-4.8.0-1 @malformed
    Scenario: A packet of type 15
      Given Alice is connected
      When Alice sends the bytes
        | F0 | packet type 15     |
        | 00 | Remaining Length 0 |
      Then the broker closes Alice's connection
