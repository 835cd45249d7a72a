@mqtt5
Feature: MQTT 5.0 §4.7.3 — Topic semantics
  Topics are compared character by character: case, blanks, slashes and the way a letter is composed all count.

  Background:
    Given Alice and Bob are connected

  Rule: A topic has at least one character, and any one will do

    @MQTT-4.7.3-1 @malformed
    Scenario: SUBSCRIBE to a filter of no characters
      When Alice sends the bytes
        | 82        | SUBSCRIBE                 |
        | remaining | Remaining Length          |
        | 00 0A     | Packet Identifier 10      |
        | 00        | Property Length 0         |
        | 00 00     | Topic Filter of no octets |
        | 00        | QoS 0                     |
      Then the broker answers Alice with one of
        | SUBACK 0x8F or 0x80 or 0x83 or 0x87 | refused |
        | closed                              |         |

    @MQTT-4.7.3-1 @malformed
    Scenario: PUBLISH to a topic of no characters, without a Topic Alias
      When Alice sends the bytes
        | 30        | PUBLISH, QoS 0          |
        | remaining | Remaining Length        |
        | 00 00     | Topic Name of no octets |
        | 00        | Property Length 0       |
        | text:x    | Payload                 |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x82 Protocol Error or 0x81 Malformed Packet or 0x90 Topic Name Invalid

    # The topic is shared by everybody on the broker: the payload tells whose message it is.
    @MQTT-4.7.3-1 @requires:qos-1 @exclusive
    Scenario: A topic of one slash
      Given Bob is subscribed to exactly "/" at QoS 1
      When Alice publishes "one slash" to exactly "/" at QoS 1
      Then Bob receives "one slash" on exactly "/"

  Rule: A topic holds no U+0000

    @MQTT-4.7.3-2 @malformed
    Scenario: UNSUBSCRIBE whose Topic Filter holds U+0000
      When Alice sends the bytes
        | A2              | UNSUBSCRIBE               |
        | remaining       | Remaining Length          |
        | 00 0A           | Packet Identifier 10      |
        | 00              | Property Length 0         |
        | string:t\u0000a | Topic Filter t, U+0000, a |
      Then the broker closes Alice's connection

  Rule: A topic may have 65,535 octets

    # A broker may have a limit of its own, and refuse. It must not read the topic as another one.
    @MQTT-4.7.3-3
    Scenario Outline: A topic of <size> octets
      Given Bob tries to subscribe to "… to <size> bytes" at QoS 0
      When Alice publishes "42 kWh" to "… to <size> bytes" at QoS 0
      Then Bob receives "42 kWh" on "… to <size> bytes", unless the broker refused Alice or Bob

      Examples:
        | size |
        | 1500 |

      # Alone and last: a broker that stores its topics was seen to fall over, long after it had taken this one.
      @exclusive
      Examples:
        | size  |
        | 65535 |

  Rule: Nothing is normalized

    @MQTT-4.7.3-4 @requires:qos-1
    Scenario Outline: "<filter>" is not "<topic>": <what>
      Given Bob is subscribed to "<filter>" at QoS 1
      When Alice publishes in order
        | stray | <topic>  | QoS 1 |
        | end   | <filter> | QoS 1 |
      Then Bob receives "end" on "<filter>" next

      Examples:
        | what             | filter    | topic         |
        | case             | meter/a   | meter/A       |
        | a trailing slash | meter/a   | meter/a/      |
        | a double slash   | meter/a   | meter//a      |
        | a blank          | meter/a   | meter/a\u0020 |
        | composition      | caf\u00E9 | cafe\u0301    |
