@mqtt3
Feature: MQTT 3.1.1 §3.1.2 — CONNECT: protocol name, protocol level, reserved flag
  The first fields say which protocol is meant. A broker serves the names and levels that it knows and refuses all others.

  Rule: Another Protocol Name is not served as MQTT 3.1.1

    @MQTT-3.1.2-1 @malformed
    Scenario Outline: Protocol Name "<name>" with level 4
      Given Alice has a network connection
      When Alice sends the bytes
        | 10           | CONNECT                           |
        | remaining    | Remaining Length                  |
        | <bytes>      | Protocol Name "<name>"            |
        | 04           | Protocol Level 4                  |
        | flags:02     | Connect Flags: Clean Session      |
        | 00 3C        | Keep Alive 60 seconds             |
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

  Rule: A Protocol Level that the broker does not speak is refused with CONNACK 0x01

    # A broker that speaks 5.0 too may follow the rule of 5.0 here: CONNACK 0x84, or the close alone.
    @MQTT-3.1.2-2 @malformed
    Scenario Outline: Protocol Level <level>
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | <octet>           | Protocol Level <level>            |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
      Then the broker answers Alice with one of
        | CONNACK 0x01, then closed | the level is not acceptable |
        | CONNACK 0x84, then closed | the same, by MQTT 5.0       |
        | closed                    | permitted by MQTT 5.0       |

      Examples:
        | level | octet |
        | 0     | 00    |
        | 6     | 06    |
        | 127   | 7F    |

    @MQTT-3.1.2-2 @malformed @soft
    Scenario: Protocol Level 6 and the return code of 3.1.1
      The rule of 3.1.1 alone. A broker that speaks 5.0 too has a reading on its side that permits less.

      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 06                | Protocol Level 6                  |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
      Then the broker answers Alice with one of
        | CONNACK 0x01, then closed | the level is not acceptable |

  Rule: Bit 0 of the Connect Flags is 0

    @MQTT-3.1.2-3 @malformed
    Scenario: Connect Flags with the reserved bit set
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                                       |
        | remaining         | Remaining Length                              |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                          |
        | 04                | Protocol Level 4                              |
        | flags:03          | Connect Flags: Clean Session and reserved bit |
        | 00 3C             | Keep Alive 60 seconds                         |
        | client:Alice      | Client Identifier                             |
        | credentials       | User Name and Password, if wanted             |
      Then the broker closes Alice's connection
