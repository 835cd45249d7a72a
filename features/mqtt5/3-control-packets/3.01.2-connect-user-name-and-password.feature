@mqtt5
Feature: MQTT 5.0 §3.1.2 — CONNECT: User Name and Password flags
  A flag and its field come together or not at all. A password may come without a user name.

  Background:
    Given Alice has a network connection

  Rule: A User Name Flag and its field come together or not at all

    @MQTT-3.1.2-16 @malformed
    Scenario: User Name Flag 0, and a user name all the same
      When Alice sends the bytes
        | 10                | CONNECT                    |
        | remaining         | Remaining Length           |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"       |
        | 05                | Protocol Version 5         |
        | 02                | Connect Flags: Clean Start |
        | 00 3C             | Keep Alive 60 seconds      |
        | 00                | Property Length 0          |
        | client:Alice      | Client Identifier          |
        | 00 01 75          | User Name, not declared    |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-17 @malformed
    Scenario: User Name Flag 1, and the payload ends behind the Client Identifier
      When Alice sends the bytes
        | 10                | CONNECT                                       |
        | remaining         | Remaining Length                              |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                          |
        | 05                | Protocol Version 5                            |
        | 82                | Connect Flags: User Name Flag and Clean Start |
        | 00 3C             | Keep Alive 60 seconds                         |
        | 00                | Property Length 0                             |
        | client:Alice      | Client Identifier                             |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-17 @malformed
    Scenario: A user name that is longer than the packet
      When Alice sends the bytes
        | 10                | CONNECT                                       |
        | remaining         | Remaining Length                              |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                          |
        | 05                | Protocol Version 5                            |
        | 82                | Connect Flags: User Name Flag and Clean Start |
        | 00 3C             | Keep Alive 60 seconds                         |
        | 00                | Property Length 0                             |
        | client:Alice      | Client Identifier                             |
        | 00 05 75 75       | User Name of 5 octets, of which 2 are there   |
        | C0                | PINGREQ, not part of the user name            |
        | remaining         | Remaining Length 0                            |
      Then the broker closes Alice's connection

  Rule: A Password Flag and its field come together or not at all

    @MQTT-3.1.2-18 @malformed
    Scenario: Password Flag 0, and a password all the same
      When Alice sends the bytes
        | 10                | CONNECT                                       |
        | remaining         | Remaining Length                              |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                          |
        | 05                | Protocol Version 5                            |
        | 82                | Connect Flags: User Name Flag and Clean Start |
        | 00 3C             | Keep Alive 60 seconds                         |
        | 00                | Property Length 0                             |
        | client:Alice      | Client Identifier                             |
        | 00 01 75          | User Name                                     |
        | 00 01 70          | Password, not declared                        |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-19 @malformed
    Scenario: Password Flag 1, and the payload ends behind the user name
      When Alice sends the bytes
        | 10                | CONNECT                                                      |
        | remaining         | Remaining Length                                             |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                                         |
        | 05                | Protocol Version 5                                           |
        | C2                | Connect Flags: User Name Flag, Password Flag and Clean Start |
        | 00 3C             | Keep Alive 60 seconds                                        |
        | 00                | Property Length 0                                            |
        | client:Alice      | Client Identifier                                            |
        | 00 01 75          | User Name                                                    |
      Then the broker closes Alice's connection

  Rule: A password without a user name is no malformed packet

    @MQTT-3.1.2-19 @soft
    Scenario: Password Flag 1 and User Name Flag 0
      The client may be refused as not authorised, with a code that says so or by the close alone.

      When Alice sends the bytes
        | 10                | CONNECT                                      |
        | remaining         | Remaining Length                             |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                         |
        | 05                | Protocol Version 5                           |
        | 42                | Connect Flags: Password Flag and Clean Start |
        | 00 3C             | Keep Alive 60 seconds                        |
        | 00                | Property Length 0                            |
        | client:Alice      | Client Identifier                            |
        | 00 01 70          | Password                                     |
      Then any CONNACK sent to Alice has
        | Reason Code | other than 0x81 or 0x82 |

  Rule: The user name is well-formed UTF-8

    @MQTT-3.1.3-12 @malformed
    Scenario: A user name that is not UTF-8
      When Alice sends the bytes
        | 10                | CONNECT                                       |
        | remaining         | Remaining Length                              |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                          |
        | 05                | Protocol Version 5                            |
        | 82                | Connect Flags: User Name Flag and Clean Start |
        | 00 3C             | Keep Alive 60 seconds                         |
        | 00                | Property Length 0                             |
        | client:Alice      | Client Identifier                             |
        | 00 02 C3 28       | User Name: C3 begins what 28 cannot go on     |
      Then the broker closes Alice's connection
