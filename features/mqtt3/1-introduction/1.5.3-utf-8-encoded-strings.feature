@mqtt3
Feature: MQTT 3.1.1 §1.5.3 — UTF-8 encoded strings
  Every string of a packet is well-formed UTF-8 without U+0000. A receiver that sees anything else closes the
  connection; a byte order mark is a character like any other.

  Rule: A string that is not well-formed UTF-8 ends the connection

    @MQTT-1.5.3-1 @malformed
    Scenario Outline: SUBSCRIBE whose Topic Filter holds <flaw>
      Given Alice is connected
      When Alice sends the bytes
        | 82        | SUBSCRIBE               |
        | remaining | Remaining Length        |
        | 00 0A     | Packet Identifier 10    |
        | <filter>  | Topic Filter with <flaw> |
        | 00        | QoS 0                   |
      Then the broker closes Alice's connection

      Examples:
        | filter            | flaw                       |
        | string:meter/ + ED A0 80    | the surrogate U+D800       |
        | string:meter/ + C0 AF       | a slash in two octets      |
        | string:meter/ + E2 82       | a character that is cut    |
        | string:meter/ + F5 80 80 80 | a code point past U+10FFFF |

    @MQTT-1.5.3-1 @MQTT-3.3.2-1 @malformed
    Scenario: PUBLISH whose Topic Name is not UTF-8
      Given Alice is connected
      When Alice sends the bytes
        | 32          | PUBLISH, QoS 1                             |
        | remaining   | Remaining Length                           |
        | string:meter/ + C3 28 | Topic Name: C3 begins what 28 cannot go on |
        | 00 0A       | Packet Identifier 10                       |
        | text:x      | Payload                                    |
      Then the broker closes Alice's connection

    @MQTT-1.5.3-1 @MQTT-3.1.3-4 @malformed
    Scenario Outline: CONNECT whose Client Identifier holds <flaw>
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | <identifier>      | Client Identifier with <flaw>     |
        | credentials       | User Name and Password, if wanted |
      Then the broker closes Alice's connection

      Examples:
        | identifier     | flaw                     |
        | 00 02 C3 28    | a character that is cut  |
        | 00 02 FF FE    | octets that UTF-8 has not |
        | 00 03 ED A0 80 | the surrogate U+D800     |

  Rule: U+0000 in a string ends the connection

    @MQTT-1.5.3-2 @MQTT-4.7.3-2 @malformed
    Scenario: PUBLISH whose Topic Name holds U+0000
      Given Alice is connected
      When Alice sends the bytes
        | 32             | PUBLISH, QoS 1       |
        | remaining      | Remaining Length     |
        | string:t\u0000a | Topic Name t, U+0000, a |
        | 00 0A          | Packet Identifier 10 |
        | text:x         | Payload              |
      Then the broker closes Alice's connection

    @MQTT-1.5.3-2 @MQTT-4.7.3-2 @malformed
    Scenario: SUBSCRIBE whose Topic Filter holds U+0000
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE            |
        | remaining      | Remaining Length     |
        | 00 0A          | Packet Identifier 10 |
        | string:t\u0000a | Topic Filter t, U+0000, a |
        | 00             | QoS 0                |
      Then the broker closes Alice's connection

    @MQTT-1.5.3-2 @MQTT-4.7.3-2 @malformed
    Scenario: UNSUBSCRIBE whose Topic Filter holds U+0000
      Given Alice is connected
      When Alice sends the bytes
        | A2             | UNSUBSCRIBE          |
        | remaining      | Remaining Length     |
        | 00 0A          | Packet Identifier 10 |
        | string:t\u0000a | Topic Filter t, U+0000, a |
      Then the broker closes Alice's connection

    @MQTT-1.5.3-2 @malformed
    Scenario: CONNECT whose Client Identifier holds U+0000
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | 00 03 61 00 62    | Client Identifier a, U+0000, b    |
        | credentials       | User Name and Password, if wanted |
      Then the broker closes Alice's connection

  Rule: A byte order mark is part of the string

    @MQTT-1.5.3-3 @requires:qos-1
    Scenario: A Topic Name that begins with U+FEFF
      Given Alice and Bob are connected
      And Bob is subscribed with
        | \uFEFFmeter | QoS 1 |
        | meter       | QoS 1 |
      When Alice publishes "marked" to "\uFEFFmeter" at QoS 1
      And Alice publishes "plain" to "meter" at QoS 1
      Then Bob receives in order
        | marked | \uFEFFmeter |
        | plain  | meter       |

    @MQTT-1.5.3-3 @requires:qos-1
    Scenario: A Topic Filter that begins with U+FEFF and a Topic Name that does not
      Given Alice and Bob are connected
      And Bob is subscribed to "\uFEFFmeter" at QoS 1
      When Alice publishes "plain" to "meter" at QoS 1
      And Alice publishes "end" to "\uFEFFmeter" at QoS 1
      Then Bob receives "end" on "\uFEFFmeter" next
