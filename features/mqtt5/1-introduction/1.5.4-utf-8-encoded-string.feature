@mqtt5
Feature: MQTT 5.0 §1.5.4 — UTF-8 encoded string
  Every string of a packet is well-formed UTF-8 without U+0000; anything else makes the packet malformed.

  Rule: A string that is not well-formed UTF-8 ends the connection

    @MQTT-1.5.4-1 @level:must @malformed
    Scenario Outline: SUBSCRIBE whose Topic Filter holds <flaw>
      Given Alice is connected
      When Alice sends the bytes
        | 82        | SUBSCRIBE                |
        | remaining | Remaining Length         |
        | 00 0A     | Packet Identifier 10     |
        | 00        | Property Length 0        |
        | <filter>  | Topic Filter with <flaw> |
        | 00        | QoS 0                    |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

      Examples:
        | filter                      | flaw                       |
        | string:meter/ + ED A0 80    | the surrogate U+D800       |
        | string:meter/ + C0 AF       | a slash in two octets      |
        | string:meter/ + E2 82       | a character that is cut    |
        | string:meter/ + F5 80 80 80 | a code point past U+10FFFF |

  Rule: U+0000 in a string ends the connection

    @MQTT-1.5.4-2 @MQTT-4.7.3-2 @level:must @malformed
    Scenario: PUBLISH whose Topic Name holds U+0000
      Given Alice is connected
      When Alice sends the bytes
        | 32               | PUBLISH, QoS 1          |
        | remaining        | Remaining Length        |
        | string:t\u0000a | Topic Name t, U+0000, a |
        | 00 0A            | Packet Identifier 10    |
        | 00               | Property Length 0       |
        | text:x           | Payload                 |
      Then the broker closes Alice's connection

    @MQTT-1.5.4-2 @MQTT-4.7.3-2 @level:must @malformed
    Scenario: SUBSCRIBE whose Topic Filter holds U+0000
      Given Alice is connected
      When Alice sends the bytes
        | 82               | SUBSCRIBE                 |
        | remaining        | Remaining Length          |
        | 00 0A            | Packet Identifier 10      |
        | 00               | Property Length 0         |
        | string:t\u0000a | Topic Filter t, U+0000, a |
        | 00               | QoS 0                     |
      Then the broker closes Alice's connection

    @MQTT-1.5.4-2 @level:must @malformed
    Scenario: CONNECT whose Client Identifier holds U+0000
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 05                | Protocol Version 5                |
        | flags:02          | Connect Flags: Clean Start        |
        | 00 3C             | Keep Alive 60 seconds             |
        | 00                | Property Length 0                 |
        | 00 03 61 00 62    | Client Identifier a, U+0000, b    |
        | credentials       | User Name and Password, if wanted |
      Then the broker closes Alice's connection

  Rule: A byte order mark is part of the string

    @MQTT-1.5.4-3 @level:must @requires:qos-1
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

    @MQTT-1.5.4-3 @level:must @requires:qos-1
    Scenario: A Topic Filter that begins with U+FEFF and a Topic Name that does not
      Given Alice and Bob are connected
      And Bob is subscribed to "\uFEFFmeter" at QoS 1
      When Alice publishes "plain" to "meter" at QoS 1
      And Alice publishes "end" to "\uFEFFmeter" at QoS 1
      Then Bob receives "end" on "\uFEFFmeter" next
