@mqtt3
Feature: MQTT 3.1.1 §3.10 — UNSUBSCRIBE: unsubscribe from topics
  A list of Topic Filters. Each deletes the subscription with the very same filter, and no other.

  Rule: The flag bits of UNSUBSCRIBE are 0010; anything else is malformed

    @MQTT-3.10.1-1 @malformed
    Scenario Outline: UNSUBSCRIBE with flag bits <flags>
      Given Alice is connected
      When Alice sends the bytes
        | <byte 1>       | UNSUBSCRIBE, flags <flags> instead of 0010 |
        | remaining      | Remaining Length                           |
        | 00 0A          | Packet Identifier 10                       |
        | string:meter/7 | Topic Filter                               |
      Then the broker closes Alice's connection

      Examples:
        | byte 1 | flags |
        | A0     | 0000  |
        | A1     | 0001  |
        | A3     | 0011  |

  Rule: The payload is Topic Filters in UTF-8, at least one, and nothing else

    @MQTT-3.10.3-1 @malformed
    Scenario: A Topic Filter to delete that is not UTF-8
      Given Alice is connected
      When Alice sends the bytes
        | A2          | UNSUBSCRIBE                                  |
        | remaining   | Remaining Length                             |
        | 00 0A       | Packet Identifier 10                         |
        | string:meter/ + C3 28 | Topic Filter: C3 begins what 28 cannot go on |
      Then the broker closes Alice's connection

    @MQTT-3.10.3-2 @malformed
    Scenario: UNSUBSCRIBE without a Topic Filter
      Given Alice is connected
      When Alice sends the bytes
        | A2    | UNSUBSCRIBE          |
        | 02    | Remaining Length 2   |
        | 00 0A | Packet Identifier 10 |
      Then the broker closes Alice's connection

  Rule: Only the identical filter is deleted

    @MQTT-3.10.4-1 @requires:wildcards
    Scenario: One of two overlapping filters
      Given Alice and Bob are connected
      And Bob is subscribed with
        | meter/# | QoS 0 |
        | meter/+ | QoS 0 |
      When Bob unsubscribes from "meter/+"
      And Alice publishes "42 kWh" to "meter/7" at QoS 0
      Then Bob receives "42 kWh" on "meter/7"

    @MQTT-3.10.4-1 @requires:wildcards
    Scenario: A filter that would match the subscribed one
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Bob unsubscribes from "meter/+"
      And Alice publishes "42 kWh" to "meter/7" at QoS 0
      Then Bob receives "42 kWh" on "meter/7"

    @MQTT-3.10.4-1
    Scenario: A filter that differs in case
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/a" at QoS 0
      When Bob unsubscribes from "meter/A"
      And Alice publishes "42 kWh" to "meter/a" at QoS 0
      Then Bob receives "42 kWh" on "meter/a"

    @MQTT-3.10.4-1
    Scenario: The identical filter, and another that stays
      Given Alice and Bob are connected
      And Bob is subscribed with
        | meter/7 | QoS 0 |
        | meter/8 | QoS 0 |
      When Bob unsubscribes from "meter/7"
      And Alice publishes in order
        | stray | meter/7 | QoS 0 |
        | end   | meter/8 | QoS 0 |
      Then Bob receives "end" on "meter/8" next

  Rule: Deleting stops new messages and finishes those under way

    @MQTT-3.10.4-2 @requires:qos-1
    Scenario: Messages after UNSUBACK
      Given Alice and Bob are connected
      And Bob is subscribed with
        | meter/7 | QoS 1 |
        | meter/8 | QoS 1 |
      When Bob unsubscribes from "meter/7"
      And Alice publishes in order
        | first  | meter/7 | QoS 0 |
        | second | meter/7 | QoS 1 |
        | end    | meter/8 | QoS 1 |
      Then Bob receives "end" on "meter/8" next

    @MQTT-3.10.4-3 @requires:sessions
    Scenario Outline: UNSUBSCRIBE while a message at QoS <qos> is under way, and a new connection
      Given Bob is connected with
        | Clean Session    | 0        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS <qos>
      And Bob publishes "42 kWh" to "meter/7" at QoS <qos>
      And Bob receives "42 kWh" on "meter/7" at QoS <qos>
      When Bob unsubscribes from "meter/7"
      And Bob reconnects
      Then Bob receives "42 kWh" on "meter/7" at QoS <qos>

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

  Rule: Every UNSUBSCRIBE gets one UNSUBACK with its identifier

    @MQTT-3.10.4-4
    Scenario: UNSUBSCRIBE as packet 0xABCD, byte by byte
      Given Alice is connected
      And Alice is subscribed to "meter/7" at QoS 0
      When Alice sends the bytes
        | A2             | UNSUBSCRIBE              |
        | remaining      | Remaining Length         |
        | AB CD          | Packet Identifier 0xABCD |
        | string:meter/7 | Topic Filter             |
      Then Alice receives the bytes
        | B0 02 | UNSUBACK, Remaining Length 2 |
        | AB CD | Packet Identifier 0xABCD     |

    @MQTT-3.10.4-5
    Scenario: A filter that was never subscribed
      Given Alice is connected
      When Alice sends UNSUBSCRIBE with
        | Packet Identifier | 10      |
        | Topic Filter      | meter/7 |
      Then Alice receives UNSUBACK for packet 10

    @MQTT-3.10.4-6
    Scenario: Three filters and one UNSUBACK
      Given Alice is connected
      And Alice is subscribed with
        | meter/1 | QoS 0 |
        | meter/3 | QoS 0 |
      When Alice sends UNSUBSCRIBE with
        | Packet Identifier | 10      |
        | Topic Filter      | meter/1 |
        | Topic Filter      | meter/2 |
        | Topic Filter      | meter/3 |
      Then Alice receives UNSUBACK for packet 10
      And nothing more arrives for Alice

    @MQTT-3.10.4-6
    Scenario: Two filters, and messages for both
      Given Alice and Bob are connected
      And Bob is subscribed with
        | meter/1 | QoS 0 |
        | meter/2 | QoS 0 |
        | meter/3 | QoS 0 |
      When Bob sends UNSUBSCRIBE with
        | Packet Identifier | 10      |
        | Topic Filter      | meter/1 |
        | Topic Filter      | meter/2 |
      And Bob receives UNSUBACK for packet 10
      And Alice publishes in order
        | one | meter/1 | QoS 0 |
        | two | meter/2 | QoS 0 |
        | end | meter/3 | QoS 0 |
      Then Bob receives "end" on "meter/3" next
