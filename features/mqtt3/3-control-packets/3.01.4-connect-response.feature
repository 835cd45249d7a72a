@mqtt3
Feature: MQTT 3.1.1 §3.1.4 — CONNECT: what the broker does
  A CONNECT that is not in its form gets no answer at all. One that is gets CONNACK, and its Client Identifier is its own.

  Rule: A malformed CONNECT is answered by the close alone

    @MQTT-3.1.4-1 @malformed
    Scenario: An octet too many
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
        | 00                | nothing that CONNECT has          |
      Then the broker closes Alice's connection

    @MQTT-3.1.4-1 @malformed
    Scenario: A Client Identifier that is longer than the packet
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                                            |
        | remaining         | Remaining Length                                   |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                               |
        | 04                | Protocol Level 4                                   |
        | 02                | Connect Flags: Clean Session                       |
        | 00 3C             | Keep Alive 60 seconds                              |
        | 00 09 63 31       | Client Identifier of 9 octets, of which 2 are there |
      Then the broker closes Alice's connection

  Rule: A client that comes with a Client Identifier in use takes it over

    @MQTT-3.1.4-2
    Scenario: Bob comes with Alice's Client Identifier
      Given Alice is connected
      When Bob connects with
        | Client Identifier | Alice |
      Then Bob receives CONNACK with
        | Return Code | 0x00 |
      And the broker closes Alice's connection
      And Bob's connection is still open

  Rule: Clean Session holds on a take-over too

    @MQTT-3.1.4-3 @requires:sessions
    Scenario: Bob takes over a stored session with Clean Session 1
      Given Alice is connected with
        | Clean Session | 0 |
      And Alice is subscribed to "meter/7" at QoS 1
      And Bob is connected with
        | Client Identifier | Alice |
      And Carol is connected
      When Bob subscribes to "meter/8" at QoS 1
      And Carol publishes in order
        | stray | meter/7 | QoS 1 |
        | end   | meter/8 | QoS 1 |
      Then Bob receives "end" on "meter/8" next

  Rule: A valid CONNECT is accepted

    @MQTT-3.1.4-4
    Scenario: A plain CONNECT, byte by byte
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
      Then Alice receives the bytes
        | 20 02 | CONNACK, Remaining Length 2        |
        | 00    | Session Present 0, all else 0      |
        | 00    | Return Code 0: connection accepted |

    @MQTT-3.1.4-4
    Scenario Outline: A CONNECT with Keep Alive <seconds>
      When Alice connects with
        | Keep Alive    | <seconds> |
        | Clean Session | 1         |
        | Will Topic    | gone      |
        | Will Message  | Alice     |
        | Will QoS      | 1         |
      Then Alice receives CONNACK with
        | Return Code | 0x00 |

      Examples:
        | seconds |
        | 0       |
        | 65535   |

  Rule: What follows a rejected CONNECT is not processed

    @MQTT-3.1.4-5
    Scenario: A CONNECT that must be rejected, and a PUBLISH behind it
      Given Bob and Carol are connected
      And Bob is subscribed to "meter/7" at QoS 0
      And Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                                      |
        | remaining         | Remaining Length                             |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"                         |
        | 06                | Protocol Level 6                             |
        | flags:02          | Connect Flags: Clean Session                 |
        | 00 3C             | Keep Alive 60 seconds                        |
        | client:Alice      | Client Identifier                            |
        | credentials       | User Name and Password, if wanted            |
        | 30                | PUBLISH, QoS 0                               |
        | remaining         | Remaining Length                             |
        | string:meter/7    | Topic Name                                   |
        | text:stray        | Payload                                      |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed |
        | closed                               |
      When Carol publishes "end" to "meter/7" at QoS 0
      Then Bob receives "end" on "meter/7" next
