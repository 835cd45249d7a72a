@mqtt3
Feature: MQTT 3.1.1 §7.1.1 — The transport is a stream of octets
  TCP keeps the order of octets and loses none, but it does not keep the borders of packets.

  Rule: Packets arrive in pieces, or several at once

    @MQTT-7.1.1-1
    Scenario: A CONNECT, one octet at a time
      Given Alice has a network connection
      When Alice sends the bytes one at a time
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
      Then Alice receives CONNACK with
        | Return Code | 0x00 |

    @MQTT-7.1.1-1
    Scenario: A SUBSCRIBE and a PUBLISH, one octet at a time
      Given Alice is connected
      When Alice sends the bytes one at a time
        | 82             | SUBSCRIBE            |
        | remaining      | Remaining Length     |
        | 00 0A          | Packet Identifier 10 |
        | string:meter/7 | Topic Filter         |
        | 00             | QoS 0                |
        | 30             | PUBLISH, QoS 0       |
        | remaining      | Remaining Length     |
        | string:meter/7 | Topic Name           |
        | text:42 kWh    | Payload              |
      Then Alice receives SUBACK for packet 10
      And Alice receives "42 kWh" on "meter/7"

    @MQTT-7.1.1-1
    Scenario: CONNECT, SUBSCRIBE, PUBLISH and PINGREQ in one segment
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
        | 82                | SUBSCRIBE                         |
        | remaining         | Remaining Length                  |
        | 00 0A             | Packet Identifier 10              |
        | string:meter/7    | Topic Filter                      |
        | 00                | QoS 0                             |
        | 30                | PUBLISH, QoS 0                    |
        | remaining         | Remaining Length                  |
        | string:meter/7    | Topic Name                        |
        | text:42 kWh       | Payload                           |
        | C0                | PINGREQ                           |
        | remaining         | Remaining Length 0                |
      Then Alice receives CONNACK with
        | Return Code | 0x00 |
      And Alice receives SUBACK for packet 10
      And Alice receives "42 kWh" on "meter/7"
      And Alice receives PINGRESP
