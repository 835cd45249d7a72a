@mqtt3
Feature: MQTT 3.1.1 §3.1.2 — CONNECT: User Name and Password flags
  A flag and its field come together or not at all, and a password only behind a user name.

  Background:
    Given Alice has a network connection

  Rule: A flag and its field come together or not at all

    @MQTT-3.1.2-18 @malformed
    Scenario: User Name Flag 0, and a user name all the same
      When Alice sends the bytes
        | 10                | CONNECT                      |
        | remaining         | Remaining Length             |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"         |
        | 04                | Protocol Level 4             |
        | 02                | Connect Flags: Clean Session |
        | 00 3C             | Keep Alive 60 seconds        |
        | client:Alice      | Client Identifier            |
        | 00 01 75          | User Name, not declared      |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-19 @malformed
    Scenario: User Name Flag 1, and the payload ends behind the Client Identifier
      When Alice sends the bytes
        | 10                | CONNECT                                         |
        | remaining         | Remaining Length                                |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                            |
        | 04                | Protocol Level 4                                |
        | 82                | Connect Flags: User Name Flag and Clean Session |
        | 00 3C             | Keep Alive 60 seconds                           |
        | client:Alice      | Client Identifier                               |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-19 @malformed
    Scenario: A user name that is longer than the packet
      When Alice sends the bytes
        | 10                | CONNECT                                         |
        | remaining         | Remaining Length                                |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                            |
        | 04                | Protocol Level 4                                |
        | 82                | Connect Flags: User Name Flag and Clean Session |
        | 00 3C             | Keep Alive 60 seconds                           |
        | client:Alice      | Client Identifier                               |
        | 00 05 75 75       | User Name of 5 octets, of which 2 are there     |
        | C0                | PINGREQ, not part of the user name              |
        | remaining         | Remaining Length 0                              |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-20 @malformed
    Scenario: Password Flag 0, and a password all the same
      When Alice sends the bytes
        | 10                | CONNECT                                         |
        | remaining         | Remaining Length                                |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                            |
        | 04                | Protocol Level 4                                |
        | 82                | Connect Flags: User Name Flag and Clean Session |
        | 00 3C             | Keep Alive 60 seconds                           |
        | client:Alice      | Client Identifier                               |
        | 00 01 75          | User Name                                       |
        | 00 01 70          | Password, not declared                          |
      Then the broker closes Alice's connection

    @MQTT-3.1.2-21 @malformed
    Scenario: Password Flag 1, and the payload ends behind the user name
      When Alice sends the bytes
        | 10                | CONNECT                                         |
        | remaining         | Remaining Length                                |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                            |
        | 04                | Protocol Level 4                                |
        | C2                | Connect Flags: User Name and Password Flag      |
        | 00 3C             | Keep Alive 60 seconds                           |
        | client:Alice      | Client Identifier                               |
        | 00 01 75          | User Name                                       |
      Then the broker closes Alice's connection

  Rule: There is no password without a user name

    @MQTT-3.1.2-22 @malformed
    Scenario: Password Flag 1 and User Name Flag 0
      When Alice sends the bytes
        | 10                | CONNECT                                        |
        | remaining         | Remaining Length                               |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                           |
        | 04                | Protocol Level 4                               |
        | 42                | Connect Flags: Password Flag and Clean Session |
        | 00 3C             | Keep Alive 60 seconds                          |
        | client:Alice      | Client Identifier                              |
        | 00 01 70          | Password                                       |
      Then the broker closes Alice's connection

  Rule: The user name is well-formed UTF-8

    # Return code 0x04 means malformed data in user name or password: to send it first is a fair reading.
    @MQTT-3.1.3-11 @malformed
    Scenario: A user name that is not UTF-8
      When Alice sends the bytes
        | 10                | CONNECT                                         |
        | remaining         | Remaining Length                                |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                            |
        | 04                | Protocol Level 4                                |
        | 82                | Connect Flags: User Name Flag and Clean Session |
        | 00 3C             | Keep Alive 60 seconds                           |
        | client:Alice      | Client Identifier                               |
        | 00 02 C3 28       | User Name: C3 begins what 28 cannot go on       |
      Then the broker answers Alice with one of
        | closed                    | not well-formed, so no CONNACK |
        | CONNACK 0x04, then closed | malformed user name            |
