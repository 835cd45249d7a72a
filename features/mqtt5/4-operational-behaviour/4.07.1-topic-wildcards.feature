@mqtt5
Feature: MQTT 5.0 §4.7.1 — Topic wildcards
  "#" stands for the level before it and everything below, "+" for exactly one level. Both stand alone in their level.

  Background:
    Given Alice and Bob are connected

  Rule: "#" stands alone in the last level

    # No sentence says whether to close or to refuse. Granting is neither.
    @MQTT-4.7.1-1 @malformed @requires:wildcards
    Scenario Outline: SUBSCRIBE to <filter>, where # is misplaced
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10                |
        | Topic Filter      | <filter> at QoS 0 |
      Then the broker answers Alice with one of
        | SUBACK 0x8F or 0x80 or 0x83 or 0x87 or 0xA2 | refused |
        | closed                                      |         |

      Examples:
        | filter          |
        | meter/#/x       |
        | meter#          |
        | meter/7#        |
        | exactly #/meter |

    @MQTT-4.7.1-1 @requires:wildcards @requires:qos-1
    Scenario: "meter/#" and its parent
      Given Bob is subscribed to "meter/#" at QoS 1
      When Alice publishes "42 kWh" to "meter" at QoS 1
      Then Bob receives "42 kWh" on "meter"

    @MQTT-4.7.1-1 @requires:wildcards @requires:qos-1
    Scenario: "meter/#" and topics at several levels, and one beside them
      Given Bob is subscribed to "meter/#" at QoS 1
      When Alice publishes in order
        | below  | meter/7   | QoS 1 |
        | empty  | meter/    | QoS 1 |
        | twice  | meter//7  | QoS 1 |
        | beside | meters    | QoS 1 |
        | deep   | meter/7/8 | QoS 1 |
      Then Bob receives in order
        | below | meter/7   |
        | empty | meter/    |
        | twice | meter//7  |
        | deep  | meter/7/8 |

  Rule: "+" stands alone in its level

    @MQTT-4.7.1-2 @malformed @requires:wildcards
    Scenario Outline: SUBSCRIBE to <filter>, where + is misplaced
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10                |
        | Topic Filter      | <filter> at QoS 0 |
      Then the broker answers Alice with one of
        | SUBACK 0x8F or 0x80 or 0x83 or 0x87 or 0xA2 | refused |
        | closed                                      |         |

      Examples:
        | filter     |
        | meter+     |
        | meter/a+   |
        | meter/+a/b |

    @MQTT-4.7.1-2 @requires:wildcards @requires:qos-1
    Scenario: "meter/+" and topics with more and fewer levels
      Given Bob is subscribed to "meter/+" at QoS 1
      When Alice publishes in order
        | above | meter     | QoS 1 |
        | deep  | meter/7/8 | QoS 1 |
        | below | meter/7   | QoS 1 |
      Then Bob receives "below" on "meter/7" next

    @MQTT-4.7.1-2 @requires:wildcards @requires:qos-1
    Scenario Outline: "<filter>" and the topic "<topic>" with an empty level
      Given Bob is subscribed to "<filter>" at QoS 1
      When Alice publishes "42 kWh" to "<topic>" at QoS 1
      Then Bob receives "42 kWh" on "<topic>"

      Examples:
        | filter      | topic      |
        | meter/+     | meter/     |
        | meter/+/kWh | meter//kWh |
