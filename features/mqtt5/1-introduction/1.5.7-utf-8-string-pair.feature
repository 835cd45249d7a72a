@mqtt5
Feature: MQTT 5.0 §1.5.7 — UTF-8 string pair
  A User Property is a name and a value. Both are strings, and what holds for strings holds for each.

  Rule: A User Property with a half that is not well-formed UTF-8 is malformed

    @MQTT-1.5.7-1 @malformed
    Scenario Outline: PUBLISH with a User Property whose <half> is not UTF-8
      Given Alice is connected
      When Alice sends the bytes
        | 32             | PUBLISH, QoS 1                              |
        | remaining      | Remaining Length                            |
        | string:meter/7 | Topic Name                                  |
        | 00 0A          | Packet Identifier 10                        |
        | <property>     | Property Length 7, User Property, <half> FF |
        | text:x         | Payload                                     |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet

      Examples:
        | half  | property                |
        | name  | 07 26 00 01 FF 00 01 62 |
        | value | 07 26 00 01 61 00 01 FF |

    @MQTT-1.5.7-1 @malformed
    Scenario Outline: SUBSCRIBE with a User Property whose <half> is not UTF-8
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE                                   |
        | remaining      | Remaining Length                            |
        | 00 0A          | Packet Identifier 10                        |
        | <property>     | Property Length 7, User Property, <half> FF |
        | string:meter/7 | Topic Filter                                |
        | 00             | QoS 0                                       |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet

      Examples:
        | half  | property                |
        | name  | 07 26 00 01 FF 00 01 62 |
        | value | 07 26 00 01 61 00 01 FF |

    @MQTT-1.5.7-1 @malformed
    Scenario Outline: CONNECT with a User Property whose <half> is not UTF-8
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                                     |
        | remaining         | Remaining Length                            |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                        |
        | 05                | Protocol Version 5                          |
        | flags:02          | Connect Flags: Clean Start                  |
        | 00 3C             | Keep Alive 60 seconds                       |
        | <property>        | Property Length 7, User Property, <half> FF |
        | client:Alice      | Client Identifier                           |
        | credentials       | User Name and Password, if wanted           |
      Then the broker closes Alice's connection

      Examples:
        | half  | property                |
        | name  | 07 26 00 01 FF 00 01 62 |
        | value | 07 26 00 01 61 00 01 FF |
