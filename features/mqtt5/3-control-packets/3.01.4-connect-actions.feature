@mqtt5
Feature: MQTT 5.0 §3.1.4 — CONNECT: what the broker does
  A CONNECT that is not in its form is refused. One that is gets CONNACK, and its Client Identifier is its own.

  Rule: A CONNECT that does not fit its form is refused

    @MQTT-3.1.4-1 @malformed
    Scenario Outline: CONNECT with <flaw>
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 05                | Protocol Version 5                |
        | flags:02          | Connect Flags: Clean Start        |
        | 00 3C             | Keep Alive 60 seconds             |
        | <properties>      | Property Length and <flaw>        |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
      Then the broker closes Alice's connection

      Examples:
        | properties                       | flaw                               |
        | 02 7F 00                         | a property that does not exist     |
        | 02 01 00                         | Payload Format Indicator           |
        | 02 24 01                         | Maximum QoS                        |
        | 04 12 00 01 78                   | Assigned Client Identifier         |
        | 05 18 00 00 00 05                | Will Delay Interval outside a Will |
        | 0A 11 00 00 00 0A 11 00 00 00 0A | Session Expiry Interval twice      |
        | 03 21 00 00                      | Receive Maximum 0                  |
        | 05 27 00 00 00 00                | Maximum Packet Size 0              |
        | 02 17 02                         | Request Problem Information 2      |
        | 02 19 02                         | Request Response Information 2     |
        | 04 16 00 01 78                   | Authentication Data alone          |

    @MQTT-3.1.4-1 @malformed
    Scenario Outline: CONNECT with a Will that has <flaw>
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                                  |
        | remaining         | Remaining Length                         |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                     |
        | 05                | Protocol Version 5                       |
        | flags:06          | Connect Flags: Clean Start and Will Flag |
        | 00 3C             | Keep Alive 60 seconds                    |
        | 00                | Property Length 0                        |
        | client:Alice      | Client Identifier                        |
        | <properties>      | Property Length of the Will and <flaw>   |
        | string:gone       | Will Topic                               |
        | 00 01 78          | Will Payload                             |
        | credentials       | User Name and Password, if wanted        |
      Then the broker closes Alice's connection

      Examples:
        | properties        | flaw                           |
        | 05 11 00 00 00 05 | Session Expiry Interval        |
        | 04 01 00 01 00    | Payload Format Indicator twice |

    @MQTT-3.1.4-1 @malformed
    Scenario: An octet too many
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 05                | Protocol Version 5                |
        | flags:02          | Connect Flags: Clean Start        |
        | 00 3C             | Keep Alive 60 seconds             |
        | 00                | Property Length 0                 |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
        | 00                | nothing that CONNECT has          |
      Then the broker closes Alice's connection

    @MQTT-3.1.4-1 @malformed
    Scenario: A Client Identifier that is longer than the packet
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                                             |
        | remaining         | Remaining Length                                    |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                                |
        | 05                | Protocol Version 5                                  |
        | 02                | Connect Flags: Clean Start                          |
        | 00 3C             | Keep Alive 60 seconds                               |
        | 00                | Property Length 0                                   |
        | 00 09 63 31       | Client Identifier of 9 octets, of which 2 are there |
      Then the broker closes Alice's connection

  Rule: Who may not come in is refused

    @MQTT-3.1.4-2 @setup:mqtt-user=conform @setup:mqtt-password=secret
    Scenario: A wrong password
      When Alice connects with
        | User Name | conform |
        | Password  | wrong   |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed |
        | closed                               |

  Rule: A client that comes with a Client Identifier in use takes it over

    @MQTT-3.1.4-3
    Scenario: Bob comes with Alice's Client Identifier
      Given Alice is connected
      When Bob connects with
        | Client Identifier | Alice |
      Then Bob receives CONNACK with
        | Reason Code | 0x00 |
      And the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x8E Session taken over
      And Bob's connection is still open

    @MQTT-3.1.4-3 @soft
    Scenario: What Alice hears when Bob comes with her Client Identifier
      The close is the duty; the DISCONNECT before it is described, not demanded.

      Given Alice is connected
      When Bob connects with
        | Client Identifier | Alice |
      Then Alice receives DISCONNECT with
        | Reason Code | 0x8E |

  Rule: Clean Start holds on a take-over too

    @MQTT-3.1.4-4 @requires:sessions @requires:qos-1
    Scenario: Bob takes over a session with Clean Start 1
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice is subscribed to "meter/7" at QoS 1
      And Bob is connected with
        | Client Identifier | Alice |
      And Carol is connected
      When Bob subscribes to "meter/8" at QoS 1
      And Carol publishes in order
        | stray | meter/7 | QoS 1 |
        | end   | meter/8 | QoS 1 |
      Then Bob receives "end" on "meter/8" next

    @MQTT-3.1.4-4 @requires:sessions
    Scenario: One Client Identifier and both values of Clean Start in turn
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      When Alice connects with
        | Clean Start             | 0   |
        | Session Expiry Interval | 300 |
      Then Alice receives CONNACK with
        | Session Present | 1 |
      When Alice connects with
        | Clean Start | 1 |
      Then Alice receives CONNACK with
        | Session Present | 0 |

  Rule: A valid CONNECT is accepted

    @MQTT-3.1.4-5
    Scenario: A plain CONNECT
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 05                | Protocol Version 5                |
        | flags:02          | Connect Flags: Clean Start        |
        | 00 3C             | Keep Alive 60 seconds             |
        | 00                | Property Length 0                 |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
      Then Alice receives CONNACK with
        | Session Present | 0    |
        | Reason Code     | 0x00 |

    @MQTT-3.1.4-5
    Scenario: A CONNECT with every property that asks for nothing special
      When Alice connects with
        | Session Expiry Interval      | 10           |
        | Receive Maximum              | 10           |
        | Maximum Packet Size          | 100000       |
        | Topic Alias Maximum          | 5            |
        | Request Response Information | 1            |
        | Request Problem Information  | 1            |
        | User Property                | name = value |
        | User Property                | name = value |
      Then Alice receives CONNACK with
        | Reason Code | 0x00 |

  Rule: What follows a rejected CONNECT is not processed

    @MQTT-3.1.4-6 @malformed
    Scenario: A CONNECT that must be rejected, and a PUBLISH behind it
      Given Bob and Carol are connected
      And Bob is subscribed to "meter/7" at QoS 0
      And Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                              |
        | remaining         | Remaining Length                     |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                 |
        | 05                | Protocol Version 5                   |
        | flags:02          | Connect Flags: Clean Start           |
        | 00 3C             | Keep Alive 60 seconds                |
        | 08                | Property Length 8                    |
        | 15 00 05          | Authentication Method of five octets |
        | text:cfnon        | no method that anybody knows         |
        | client:Alice      | Client Identifier                    |
        | credentials       | User Name and Password, if wanted    |
        | 30                | PUBLISH, QoS 0                       |
        | remaining         | Remaining Length                     |
        | string:meter/7    | Topic Name                           |
        | 00                | Property Length 0                    |
        | text:stray        | Payload                              |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed |
        | closed                               |
      When Carol publishes "end" to "meter/7" at QoS 0
      Then Bob receives "end" on "meter/7" next
