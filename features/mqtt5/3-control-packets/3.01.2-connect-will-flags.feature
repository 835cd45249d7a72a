@mqtt5
Feature: MQTT 5.0 §3.1.2 — CONNECT: Will flags that do not fit
  Will QoS, Will Retain and the fields of the Will stand or fall with the Will Flag.

  Background:
    Given Alice has a network connection

  Rule: With the Will Flag, Will Properties, Will Topic and Will Payload are there

    @MQTT-3.1.2-9 @malformed
    Scenario: Will Flag 1, and the payload ends behind the Client Identifier
      When Alice sends the bytes
        | 10                | CONNECT                                  |
        | remaining         | Remaining Length                         |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                     |
        | 05                | Protocol Version 5                       |
        | 06                | Connect Flags: Clean Start and Will Flag |
        | 00 3C             | Keep Alive 60 seconds                    |
        | 00                | Property Length 0                        |
        | client:Alice      | Client Identifier                        |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-9 @malformed
    Scenario: Will Flag 1, and the payload ends behind the Will Properties
      When Alice sends the bytes
        | 10                | CONNECT                                  |
        | remaining         | Remaining Length                         |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                     |
        | 05                | Protocol Version 5                       |
        | 06                | Connect Flags: Clean Start and Will Flag |
        | 00 3C             | Keep Alive 60 seconds                    |
        | 00                | Property Length 0                        |
        | client:Alice      | Client Identifier                        |
        | 00                | Property Length 0 of the Will            |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-9 @malformed
    Scenario: Will Flag 1, and the payload ends behind the Will Topic
      When Alice sends the bytes
        | 10                | CONNECT                                  |
        | remaining         | Remaining Length                         |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                     |
        | 05                | Protocol Version 5                       |
        | 06                | Connect Flags: Clean Start and Will Flag |
        | 00 3C             | Keep Alive 60 seconds                    |
        | 00                | Property Length 0                        |
        | client:Alice      | Client Identifier                        |
        | 00                | Property Length 0 of the Will            |
        | string:gone       | Will Topic                               |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-9
    Scenario: A Will Payload of no octets
      When Alice sends the bytes
        | 10                | CONNECT                                  |
        | remaining         | Remaining Length                         |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                     |
        | 05                | Protocol Version 5                       |
        | flags:06          | Connect Flags: Clean Start and Will Flag |
        | 00 3C             | Keep Alive 60 seconds                    |
        | 00                | Property Length 0                        |
        | client:Alice      | Client Identifier                        |
        | 00                | Property Length 0 of the Will            |
        | string:gone       | Will Topic                               |
        | 00 00             | Will Payload of no octets                |
        | credentials       | User Name and Password, if wanted        |
      Then Alice receives CONNACK with
        | Reason Code | 0x00 |

  Rule: Without the Will Flag, Will QoS and Will Retain are 0

    @MQTT-3.1.2-11 @malformed
    Scenario Outline: Will Flag 0 and Will QoS <qos>
      When Alice sends the bytes
        | 10                | CONNECT                                       |
        | remaining         | Remaining Length                              |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                          |
        | 05                | Protocol Version 5                            |
        | flags:<flags>     | Connect Flags: Clean Start and Will QoS <qos> |
        | 00 3C             | Keep Alive 60 seconds                         |
        | 00                | Property Length 0                             |
        | client:Alice      | Client Identifier                             |
        | credentials       | User Name and Password, if wanted             |
      Then the broker closes Alice's connection

      Examples:
        | flags | qos |
        | 0A    | 1   |
        | 12    | 2   |

    @MQTT-3.1.2-13 @malformed
    Scenario: Will Flag 0 and Will Retain 1
      When Alice sends the bytes
        | 10                | CONNECT                                    |
        | remaining         | Remaining Length                           |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                       |
        | 05                | Protocol Version 5                         |
        | flags:22          | Connect Flags: Clean Start and Will Retain |
        | 00 3C             | Keep Alive 60 seconds                      |
        | 00                | Property Length 0                          |
        | client:Alice      | Client Identifier                          |
        | credentials       | User Name and Password, if wanted          |
      Then the broker closes Alice's connection

  Rule: Will QoS 3 does not exist

    @MQTT-3.1.2-12 @malformed
    Scenario: A Will at QoS 3
      When Alice sends the bytes
        | 10                | CONNECT                                              |
        | remaining         | Remaining Length                                     |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                                 |
        | 05                | Protocol Version 5                                   |
        | flags:1E          | Connect Flags: Clean Start, Will Flag and Will QoS 3 |
        | 00 3C             | Keep Alive 60 seconds                                |
        | 00                | Property Length 0                                    |
        | client:Alice      | Client Identifier                                    |
        | 00                | Property Length 0 of the Will                        |
        | string:gone       | Will Topic                                           |
        | 00 01 78          | Will Payload                                         |
        | credentials       | User Name and Password, if wanted                    |
      Then the broker closes Alice's connection

  Rule: The Will Topic is well-formed UTF-8 without U+0000

    @MQTT-3.1.3-11 @malformed
    Scenario Outline: A Will Topic with <flaw>
      When Alice sends the bytes
        | 10                | CONNECT                                  |
        | remaining         | Remaining Length                         |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                     |
        | 05                | Protocol Version 5                       |
        | flags:06          | Connect Flags: Clean Start and Will Flag |
        | 00 3C             | Keep Alive 60 seconds                    |
        | 00                | Property Length 0                        |
        | client:Alice      | Client Identifier                        |
        | 00                | Property Length 0 of the Will            |
        | <topic>           | Will Topic with <flaw>                   |
        | 00 01 78          | Will Payload                             |
        | credentials       | User Name and Password, if wanted        |
      Then the broker closes Alice's connection

      Examples:
        | topic                | flaw                        |
        | string:gone/ + C3 28 | a character that is cut     |
        | string:gone/ + FF    | an octet that UTF-8 has not |

  Rule: The Will Topic holds no wildcard

    @MQTT-3.1.3-11 @MQTT-4.7.0-1 @malformed @soft
    Scenario: A Will Topic with a wildcard
      No sentence says what a broker does about it.

      When Alice sends the bytes
        | 10                | CONNECT                                  |
        | remaining         | Remaining Length                         |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                     |
        | 05                | Protocol Version 5                       |
        | flags:06          | Connect Flags: Clean Start and Will Flag |
        | 00 3C             | Keep Alive 60 seconds                    |
        | 00                | Property Length 0                        |
        | client:Alice      | Client Identifier                        |
        | 00                | Property Length 0 of the Will            |
        | string:gone/#     | Will Topic with a wildcard               |
        | 00 01 78          | Will Payload                             |
        | credentials       | User Name and Password, if wanted        |
      Then the broker closes Alice's connection
