@mqtt5 @requires:shared-subscriptions
Feature: MQTT 5.0 §4.8.2 — Shared subscriptions
  "$share/", a name and a filter: those who subscribe with the same three share the messages, each goes to one of them.

  Background:
    Given Alice and Bob are connected

  Rule: The name has one character at least

    # No sentence says whether to close or to refuse. Granting is neither.
    @MQTT-4.8.2-1 @malformed
    Scenario Outline: SUBSCRIBE to <filter>, without a name
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10                |
        | Topic Filter      | <filter> at QoS 0 |
      Then the broker answers Alice with one of
        | SUBACK 0x8F or 0x80 or 0x83 or 0x87 or 0x9E | refused |
        | closed                                      |         |

      Examples:
        | filter          |
        | $share//meter/7 |
        | $share//        |

  Rule: The name has neither wildcards nor a slash, and a filter follows

    # No sentence says whether to close or to refuse. Granting is neither.
    @MQTT-4.8.2-2 @malformed
    Scenario Outline: SUBSCRIBE to <filter>, which is no shared subscription
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10                |
        | Topic Filter      | <filter> at QoS 0 |
      Then the broker answers Alice with one of
        | SUBACK 0x8F or 0x80 or 0x83 or 0x87 or 0x9E | refused |
        | closed                                      |         |

      Examples:
        | filter               |
        | $share/desk          |
        | $share/desk/         |
        | $share/desk+/meter/7 |
        | $share/+/meter/7     |
        | $share/#/meter/7     |
        | $share/desk#/meter/7 |

  Rule: A message goes to one of those who share, and to all others

    @MQTT-4.8.2-2 @requires:qos-1
    Scenario: Two who share, and one who does not
      Given Carol and Dave are connected
      And Bob is subscribed to "$share/desk/meter/7" at QoS 1
      And Carol is subscribed to "$share/desk/meter/7" at QoS 1
      And Dave is subscribed to "meter/7" at QoS 1
      When Alice publishes 20 numbered messages to "meter/7" at QoS 1
      Then Bob and Carol share the 20 numbered messages on "meter/7"
      And Dave receives the 20 numbered messages on "meter/7"

    @MQTT-4.8.2-2 @requires:retain @requires:qos-1 @soft
    Scenario: A retained message and a new shared subscription
      3.8.4 and 4.8.2 say in plain words, without MUST, that a new shared subscription gets no retained messages.

      Given Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      When Bob subscribes to "$share/desk/meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

  Rule: Everybody gets messages at the QoS that was granted

    @MQTT-4.8.2-3 @requires:qos-2
    Scenario Outline: A message at QoS 2 for a shared subscription at QoS <qos>
      Given Bob is subscribed to "$share/desk/meter/7" at QoS <qos>
      When Alice publishes "42 kWh" to "meter/7" at QoS 2
      Then Bob receives "42 kWh" on "meter/7" at QoS <qos>

      Examples:
        | qos |
        | 0   |
        | 1   |

    @MQTT-4.8.2-3 @requires:qos-2
    Scenario: One who shares at QoS 0, and one at QoS 2
      Given Carol is connected
      And Bob is subscribed to "$share/desk/meter/7" at QoS 0
      And Carol is subscribed to "$share/desk/meter/7" at QoS 2
      When Alice publishes 20 numbered messages to "meter/7" at QoS 2
      Then Bob and Carol share the 20 numbered messages on "meter/7"
      And any PUBLISH sent to Bob has
        | QoS | 0 |
      And any PUBLISH sent to Carol has
        | QoS | 2 |

  Rule: A message at QoS 2 that is under way stays with the client that it was sent to

    @MQTT-4.8.2-4 @requires:qos-2 @requires:sessions
    Scenario: Carol is lost before PUBREC, and comes back
      Given Carol is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Carol is subscribed to "$share/desk/meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Carol receives "42 kWh" on "meter/7" at QoS 2
      And Bob is subscribed to "$share/desk/meter/7" at QoS 2
      When Carol reconnects
      Then Carol receives "42 kWh" with
        | Packet Identifier | as before |

    @MQTT-4.8.2-4 @requires:qos-2 @requires:sessions
    Scenario: Carol is lost before PUBCOMP, and comes back
      Given Carol is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Carol is subscribed to "$share/desk/meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Carol receives PUBREL after PUBREC for "42 kWh"
      And Bob is subscribed to "$share/desk/meter/7" at QoS 2
      When Carol reconnects
      Then Carol receives PUBREL for "42 kWh"

    @MQTT-4.8.2-4 @requires:qos-2 @requires:sessions
    Scenario: Carol is lost before PUBREC, and Bob waits
      Given Carol is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Carol is subscribed to "$share/desk/meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Carol receives "42 kWh" on "meter/7" at QoS 2
      And Bob is subscribed with
        | $share/desk/meter/7 | QoS 2 |
        | meter/8             | QoS 2 |
      And Carol reconnects
      When Alice publishes "end" to "meter/8" at QoS 2
      Then Bob receives "end" on "meter/8" next

    @MQTT-4.8.2-5 @requires:qos-2
    Scenario: Carol's session ends before PUBREC, and Bob waits
      Given Carol is connected with
        | Acknowledgements | withheld |
      And Carol is subscribed to "$share/desk/meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Carol receives "42 kWh" on "meter/7" at QoS 2
      And Bob is subscribed with
        | $share/desk/meter/7 | QoS 2 |
        | meter/8             | QoS 2 |
      When Carol disconnects
      And Alice publishes "end" to "meter/8" at QoS 2
      Then Bob receives "end" on "meter/8" next

  Rule: A message that one client refuses is not sent to another

    @MQTT-4.8.2-6
    Scenario Outline: Carol refuses a message at QoS <qos>, and Bob waits
      Given Carol is connected with
        | Acknowledgements | withheld |
      And Carol is subscribed to "$share/desk/meter/7" at QoS <qos>
      And Alice publishes "42 kWh" to "meter/7" at QoS <qos>
      And Carol receives "42 kWh" on "meter/7" at QoS <qos>
      And Bob is subscribed with
        | $share/desk/meter/7 | QoS <qos> |
        | meter/8             | QoS <qos> |
      When Carol sends the bytes
        | <byte 1> 03   | <packet>, Remaining Length 3       |
        | packet:42 kWh | Packet Identifier                  |
        | 83            | 0x83 Implementation specific error |
      And Alice publishes "end" to "meter/8" at QoS <qos>
      Then Bob receives "end" on "meter/8" next

      @requires:qos-1
      Examples:
        | qos | packet | byte 1 |
        | 1   | PUBACK | 40     |

      @requires:qos-2
      Examples:
        | qos | packet | byte 1 |
        | 2   | PUBREC | 50     |
