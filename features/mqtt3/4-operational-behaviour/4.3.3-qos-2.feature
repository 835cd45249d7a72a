@mqtt3
Feature: MQTT 3.1.1 §4.3.3 — QoS 2: exactly once delivery
  A QoS 2 message crosses each hop exactly once: PUBLISH and PUBREC hand it over, PUBREL and PUBCOMP
  let both sides forget its Packet Identifier.

  Background:
    Given Alice is connected

  Rule: The receiver answers PUBLISH with PUBREC and PUBREL with PUBCOMP

    @MQTT-4.3.3-2 @requires:qos-2
    Scenario: Alice publishes at QoS 2, byte by byte
      When Alice sends the bytes
        | 34             | PUBLISH, QoS 2, DUP 0, RETAIN 0 |
        | remaining      | Remaining Length                |
        | string:meter/7 | Topic Name                      |
        | 00 0A          | Packet Identifier 10            |
        | text:42 kWh    | Payload                         |
      Then Alice receives the bytes
        | 50 02 00 0A | PUBREC for packet 10 |
      When Alice sends the bytes
        | 62 02 00 0A | PUBREL for packet 10 |
      Then Alice receives the bytes
        | 70 02 00 0A | PUBCOMP for packet 10 |

    @MQTT-4.3.3-2 @requires:qos-2
    Scenario: Alice repeats a PUBLISH she has not released
      Given Bob is connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBREC
      When Alice repeats that PUBLISH with DUP set
      Then Alice receives PUBREC for packet 10
      When Alice sends PUBREL for packet 10
      And Alice publishes "end" to "meter/7" at QoS 2
      Then Bob receives in order
        | 42 kWh | meter/7 | QoS 2 |
        | end    | meter/7 | QoS 2 |

    @MQTT-4.3.3-2 @requires:qos-2 @requires:sessions
    Scenario: Carol repeats a PUBLISH she has not released, on her next connection
      Given Carol is connected with
        | Clean Session | 0 |
      And Alice is subscribed to "meter/7" at QoS 2
      And Carol publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBREC
      And Carol reconnects
      When Carol repeats that PUBLISH with DUP set
      And Carol sends PUBREL for packet 10
      And Carol publishes "end" to "meter/7" at QoS 2
      Then Alice receives in order
        | 42 kWh | meter/7 |
        | end    | meter/7 |

    @MQTT-4.3.3-2 @requires:qos-2
    Scenario: A Packet Identifier that was released is free for a new message
      Given Bob is connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "first" to "meter/7" at QoS 2 as packet 10, up to PUBCOMP
      When Alice publishes "second" to "meter/7" at QoS 2 as packet 10, up to PUBCOMP
      Then Bob receives in order
        | first  | meter/7 |
        | second | meter/7 |

    @MQTT-4.3.3-2 @requires:qos-2
    Scenario: PUBREL for a Packet Identifier that was never used
      When Alice sends PUBREL for packet 30583
      Then Alice receives PUBCOMP for packet 30583

  Rule: The broker's message has DUP 0 first, and PUBREL follows PUBREC

    @MQTT-4.3.3-1 @requires:qos-2
    Scenario: Bob receives at QoS 2, leg by leg
      Given Bob is connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      When Alice publishes "42 kWh" to "meter/7" at QoS 2
      Then Bob receives "42 kWh" with
        | QoS | 2 |
        | DUP | 0 |
      When Bob sends PUBREC for "42 kWh"
      Then Bob receives PUBREL for "42 kWh"

  Rule: What was not answered is sent again on the next connection: PUBLISH before PUBREC, only PUBREL after it

    @MQTT-4.3.3-1 @requires:qos-2 @requires:sessions
    Scenario: No PUBREC, and the next connection
      Given Bob is connected with
        | Clean Session    | 0        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      When Bob reconnects
      Then Bob receives "42 kWh" with
        | QoS               | 2         |
        | Packet Identifier | as before |

    @MQTT-4.3.3-1 @requires:qos-2 @requires:sessions
    Scenario: PUBREC and no PUBCOMP, and the next connection
      Given Bob is connected with
        | Clean Session    | 0        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives PUBREL after PUBREC for "42 kWh"
      When Bob reconnects
      Then Bob receives PUBREL for "42 kWh"

    @MQTT-4.3.3-1 @requires:qos-2 @requires:sessions
    Scenario: PUBREC and no PUBCOMP, and messages on the next connection
      Given Bob is connected with
        | Clean Session    | 0        |
        | Acknowledgements | withheld |
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
      Given Bob is connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "first" to "meter/7" at QoS 2
      And Bob receives PUBREL after PUBREC for "first"
      When Alice publishes "second" to "meter/7" at QoS 2
      Then no message that Bob receives has the Packet Identifier of "first"
