@mqtt3
Feature: MQTT 3.1.1 §3.1.2 — CONNECT: Will flags that do not fit
  Will QoS, Will Retain, Will Topic and Will Message stand or fall with the Will Flag.

  Background:
    Given Alice has a network connection

  Rule: With the Will Flag, Will Topic and Will Message are there

    @MQTT-3.1.2-9 @malformed
    Scenario: Will Flag 1, and the payload ends behind the Client Identifier
      When Alice sends the bytes
        | 10                | CONNECT                                    |
        | remaining         | Remaining Length                           |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                       |
        | 04                | Protocol Level 4                           |
        | 06                | Connect Flags: Clean Session and Will Flag |
        | 00 3C             | Keep Alive 60 seconds                      |
        | client:Alice      | Client Identifier                          |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-9 @malformed
    Scenario: Will Flag 1, and the payload ends behind the Will Topic
      When Alice sends the bytes
        | 10                | CONNECT                                    |
        | remaining         | Remaining Length                           |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                       |
        | 04                | Protocol Level 4                           |
        | 06                | Connect Flags: Clean Session and Will Flag |
        | 00 3C             | Keep Alive 60 seconds                      |
        | client:Alice      | Client Identifier                          |
        | string:gone       | Will Topic                                 |
      Then the broker closes Alice's connection

  Rule: Without the Will Flag, Will QoS and Will Retain are 0 and no will field follows

    @MQTT-3.1.2-11 @MQTT-3.1.2-13 @malformed
    Scenario Outline: Will Flag 0 and Will QoS <qos>
      When Alice sends the bytes
        | 10                | CONNECT                             |
        | remaining         | Remaining Length                    |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                |
        | 04                | Protocol Level 4                    |
        | flags:<flags>     | Connect Flags with Will QoS <qos>   |
        | 00 3C             | Keep Alive 60 seconds               |
        | client:Alice      | Client Identifier                   |
        | credentials       | User Name and Password, if wanted   |
      Then the broker closes Alice's connection

      Examples:
        | flags | qos |
        | 0A    | 1   |
        | 12    | 2   |
        | 1A    | 3   |

    @MQTT-3.1.2-11 @MQTT-3.1.2-15 @malformed
    Scenario: Will Flag 0 and Will Retain 1
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:22          | Connect Flags with Will Retain    |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-11 @malformed
    Scenario: Will Flag 0, and will fields all the same
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
        | string:gone       | Will Topic, not declared          |
        | 00 01 78          | Will Message, not declared        |
      Then the broker closes Alice's connection

  Rule: Will QoS 3 does not exist

    @MQTT-3.1.2-14 @malformed
    Scenario: A Will at QoS 3
      When Alice sends the bytes
        | 10                | CONNECT                                 |
        | remaining         | Remaining Length                        |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                    |
        | 04                | Protocol Level 4                        |
        | flags:1E          | Connect Flags: Will Flag and Will QoS 3 |
        | 00 3C             | Keep Alive 60 seconds                   |
        | client:Alice      | Client Identifier                       |
        | string:gone       | Will Topic                              |
        | 00 01 78          | Will Message                            |
        | credentials       | User Name and Password, if wanted       |
      Then the broker closes Alice's connection

  Rule: The Will Topic is well-formed UTF-8 without U+0000

    @MQTT-3.1.3-10 @malformed
    Scenario Outline: A Will Topic with <flaw>
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:06          | Connect Flags: Will Flag          |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | <topic>           | Will Topic with <flaw>            |
        | 00 01 78          | Will Message                      |
        | credentials       | User Name and Password, if wanted |
      Then the broker closes Alice's connection

      Examples:
        | topic       | flaw                      |
        | 00 02 C3 28 | a character that is cut   |
        | 00 01 FF    | an octet that UTF-8 has not |

  Rule: The Will Topic holds no wildcard

    @MQTT-4.7.1-1 @malformed @soft
    Scenario: A Will Topic with a wildcard
      No sentence says what a broker does about it.

      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:06          | Connect Flags: Will Flag          |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | string:gone/#     | Will Topic with a wildcard        |
        | 00 01 78          | Will Message                      |
        | credentials       | User Name and Password, if wanted |
      Then the broker answers Alice with one of
        | closed                               |
        | CONNACK other than 0x00, then closed |
