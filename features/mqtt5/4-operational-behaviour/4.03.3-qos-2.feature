@mqtt5
Feature: MQTT 5.0 §4.3.3 — QoS 2: exactly once delivery
  A QoS 2 message crosses each hop exactly once. Until the sender releases the
  Packet Identifier with PUBREL, every repeat of that identifier is the same message.

  Background:
    Given Alice and Bob are connected

  Rule: The receiver answers PUBLISH with PUBREC and PUBREL with PUBCOMP

    @MQTT-4.3.3-8 @requires:qos-2
    Scenario: Alice publishes at QoS 2, and Bob receives it
      Given Bob is subscribed to "meter/7" at QoS 2
      When Alice sends the bytes
        | 34             | PUBLISH, QoS 2, DUP 0, RETAIN 0 |
        | remaining      | Remaining Length                |
        | string:meter/7 | Topic Name                      |
        | 00 0A          | Packet Identifier 10            |
        | 00             | Property Length 0               |
        | text:42 kWh    | Payload                         |
      Then Alice receives PUBREC for packet 10 with
        | Reason Code | 0x00 or 0x10 |
      When Alice sends PUBREL for packet 10
      Then Bob receives "42 kWh" on "meter/7" at QoS 2

    @MQTT-4.3.3-11 @requires:qos-2
    Scenario: Alice releases a PUBLISH
      Given Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBREC
      When Alice sends the bytes
        | 62 02 00 0A | PUBREL for packet 10 |
      Then Alice receives PUBCOMP for packet 10 with
        | Reason Code | 0x00 |

  Rule: Until PUBREL, a repeated PUBLISH is acknowledged again but delivered once

    @MQTT-4.3.3-10 @requires:qos-2
    Scenario: Alice repeats a PUBLISH she has not released
      Given Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBREC
      When Alice repeats that PUBLISH with DUP set
      Then Alice receives PUBREC for packet 10
      When Alice sends PUBREL for packet 10
      And Alice publishes "end" to "meter/7" at QoS 2
      Then Bob receives in order
        | 42 kWh | meter/7 | QoS 2 |
        | end    | meter/7 | QoS 2 |

    @MQTT-4.3.3-10 @requires:qos-2 @requires:sessions
    Scenario: Carol repeats a PUBLISH she has not released, on her next connection
      Given Carol is connected with
        | Clean Start             | 0   |
        | Session Expiry Interval | 600 |
      And Bob is subscribed to "meter/7" at QoS 2
      And Carol publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBREC
      And Carol reconnects
      When Carol repeats that PUBLISH with DUP set
      And Carol sends PUBREL for packet 10
      And Carol publishes "end" to "meter/7" at QoS 2
      Then Bob receives in order
        | 42 kWh | meter/7 |
        | end    | meter/7 |

  Rule: After PUBCOMP the Packet Identifier is free for a new message

    @MQTT-4.3.3-12 @requires:qos-2
    Scenario: A Packet Identifier that was released, for another message
      Given Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "first" to "meter/7" at QoS 2 as packet 10, up to PUBCOMP
      When Alice publishes "second" to "meter/7" at QoS 2 as packet 10, up to PUBCOMP
      Then Bob receives in order
        | first  | meter/7 |
        | second | meter/7 |

    @MQTT-4.3.3-12 @requires:qos-2
    Scenario: The same message again with DUP 1, after PUBCOMP
      Given Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBCOMP
      When Alice repeats that PUBLISH with DUP set
      And Alice sends PUBREL for packet 10
      And Alice publishes "end" to "meter/7" at QoS 2
      Then Bob receives in order
        | 42 kWh | meter/7 |
        | 42 kWh | meter/7 |
        | end    | meter/7 |

  Rule: A Packet Identifier is free for a new message after a PUBREC that refuses

    @MQTT-4.3.3-9 @setup:denied-topic-level=forbidden
    Scenario: A forbidden topic, then another under the same Packet Identifier
      Given Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "stray" to "forbidden/7" at QoS 2 as packet 10, up to PUBREC
      When Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBCOMP
      Then Bob receives "42 kWh" on "meter/7" at QoS 2

  Rule: The broker's message has DUP 0 first, and PUBREL follows PUBREC

    @MQTT-4.3.3-2 @requires:qos-2
    Scenario: The first sending of a message at QoS 2
      Given Bob is subscribed to "meter/7" at QoS 2
      When Alice publishes "42 kWh" to "meter/7" at QoS 2
      Then Bob receives "42 kWh" with
        | Flags             | 0100         |
        | Packet Identifier | other than 0 |

    @MQTT-4.3.3-4 @requires:qos-2
    Scenario Outline: Bob receives at QoS 2, byte by byte, with a PUBREC of <length> octets
      Given Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      When Bob sends the bytes
        | 50 <length>   | PUBREC, Remaining Length <length> |
        | packet:42 kWh | Packet Identifier                 |
        | <rest>        | <what>                            |
      Then Bob receives PUBREL for "42 kWh"

      Examples:
        | length | rest  | what                                |
        | 02     |       | no Reason Code: 0x00                |
        | 03     | 00    | Reason Code 0x00                    |
        | 04     | 00 00 | Reason Code 0x00, Property Length 0 |

    @MQTT-4.3.3-4 @requires:qos-2
    Scenario Outline: Bob refuses a message with PUBREC <code>
      Given Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      When Bob sends the bytes
        | 50 03         | PUBREC, Remaining Length 3 |
        | packet:42 kWh | Packet Identifier          |
        | <octet>       | Reason Code <code>         |
      Then nothing more arrives for Bob

      Examples:
        | octet | code                               |
        | 80    | 0x80 Unspecified error             |
        | 83    | 0x83 Implementation specific error |

  Rule: What was not answered is sent again on the next connection: PUBLISH before PUBREC, only PUBREL after it

    @MQTT-4.3.3-3 @requires:qos-2 @requires:sessions
    Scenario: No PUBREC, and the next connection
      Given Bob is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      When Bob reconnects
      Then Bob receives "42 kWh" with
        | QoS               | 2         |
        | Packet Identifier | as before |

    @MQTT-4.3.3-5 @requires:qos-2 @requires:sessions
    Scenario: PUBREC and no PUBCOMP, and the next connection
      Given Bob is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives PUBREL after PUBREC for "42 kWh"
      When Bob reconnects
      Then Bob receives PUBREL for "42 kWh"

    @MQTT-4.3.3-6 @requires:qos-2 @requires:sessions
    Scenario: PUBREC and no PUBCOMP, and messages on the next connection
      Given Bob is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives PUBREL after PUBREC for "42 kWh"
      When Bob reconnects with
        | Acknowledgements | sent |
      And Alice publishes "end" to "meter/7" at QoS 2
      Then Bob receives "end" on "meter/7" next

  Rule: The Packet Identifier of a message is in use until PUBCOMP

    @MQTT-4.3.3-1 @requires:qos-2
    Scenario: A second message between PUBREL and PUBCOMP of the first
      Given Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "first" to "meter/7" at QoS 2
      And Bob receives PUBREL after PUBREC for "first"
      When Alice publishes "second" to "meter/7" at QoS 2
      Then no message that Bob receives has the Packet Identifier of "first"

  Rule: A message that has expired is still acknowledged to the end, and sent again if it was sent before

    @MQTT-4.3.3-7 @requires:qos-2 @requires:sessions @clock
    Scenario: A message that expires after it was sent, and the next connection
      Given Bob is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes to "meter/7" with
        | Payload                 | 42 kWh   |
        | QoS                     | 2        |
        | Message Expiry Interval | 1 second |
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      And Bob loses the network connection
      And 3 seconds pass
      When Bob reconnects
      Then Bob receives "42 kWh" with
        | Packet Identifier | as before |

    @MQTT-4.3.3-13 @requires:qos-2 @clock
    Scenario: A message that expires before it is released
      Given Alice sends PUBLISH with
        | Topic Name              | meter/7  |
        | Payload                 | 42 kWh   |
        | QoS                     | 2        |
        | Packet Identifier       | 10       |
        | Message Expiry Interval | 1 second |
      And Alice receives PUBREC for packet 10
      And 3 seconds pass
      When Alice sends PUBREL for packet 10
      Then Alice receives PUBCOMP for packet 10 with
        | Reason Code | 0x00 |
