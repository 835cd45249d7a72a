@mqtt5
Feature: MQTT 5.0 §3.1.2 — CONNECT: protocol name, protocol version, reserved flag
  The first fields say which protocol is meant. A broker serves the names and versions that it knows and refuses all
  others.

  Background:
    Given Alice has a network connection

  Rule: Another Protocol Name is not served

    @MQTT-3.1.2-1 @malformed
    Scenario Outline: Protocol Name "<name>" with version 5
      When Alice sends the bytes
        | 10           | CONNECT                           |
        | remaining    | Remaining Length                  |
        | <bytes>      | Protocol Name "<name>"            |
        | 05           | Protocol Version 5                |
        | flags:02     | Connect Flags: Clean Start        |
        | 00 3C        | Keep Alive 60 seconds             |
        | 00           | Property Length 0                 |
        | client:Alice | Client Identifier                 |
        | credentials  | User Name and Password, if wanted |
      Then the broker answers Alice with one of
        | closed                               |
        | CONNACK other than 0x00, then closed |

      Examples:
        | name   | bytes                   |
        | MQTX   | 00 04 4D 51 54 58       |
        | mqtt   | 00 04 6D 71 74 74       |
        | MQIsdp | 00 06 4D 51 49 73 64 70 |
        |        | 00 00                   |

  Rule: A Protocol Version that the broker does not speak is refused and the connection closed

    @MQTT-3.1.2-2 @malformed
    Scenario Outline: Protocol Version <version>
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | <octet>           | Protocol Version <version>        |
        | flags:02          | Connect Flags: Clean Start        |
        | 00 3C             | Keep Alive 60 seconds             |
        | 00                | Property Length 0                 |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed | such as 0x84, or 0x01 of MQTT 3.1.1 |
        | closed                               |                                     |

      Examples:
        | version | octet |
        | 0       | 00    |
        | 6       | 06    |
        | 127     | 7F    |

  Rule: Bit 0 of the Connect Flags is 0

    @MQTT-3.1.2-3 @malformed
    Scenario: Connect Flags with the reserved bit set
      When Alice sends the bytes
        | 10                | CONNECT                                     |
        | remaining         | Remaining Length                            |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                        |
        | 05                | Protocol Version 5                          |
        | flags:03          | Connect Flags: Clean Start and reserved bit |
        | 00 3C             | Keep Alive 60 seconds                       |
        | 00                | Property Length 0                           |
        | client:Alice      | Client Identifier                           |
        | credentials       | User Name and Password, if wanted           |
      Then the broker closes Alice's connection
