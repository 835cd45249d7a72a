@mqtt5
Feature: MQTT 5.0 §3.1.2 — CONNECT: Topic Alias Maximum
  The client says how many Topic Aliases the broker may use. Without a word, none.

  Background:
    Given Bob is connected

  Rule: No alias is above the client's maximum, and each is defined before it is used

    @MQTT-3.1.2-26 @MQTT-3.3.2-11
    Scenario: Three topics, twice, with a Topic Alias Maximum of two
      Given Alice is connected with
        | Topic Alias Maximum | 2 |
      And Alice is subscribed to "meter/#" at QoS 0
      When Bob publishes in order
        | 1 | meter/1 | QoS 0 |
        | 2 | meter/2 | QoS 0 |
        | 3 | meter/3 | QoS 0 |
        | 4 | meter/1 | QoS 0 |
        | 5 | meter/2 | QoS 0 |
        | 6 | meter/3 | QoS 0 |
      Then Alice receives "6" on "meter/3"
      And any PUBLISH sent to Alice has
        | Topic Alias | absent or 1 or 2 |

    @MQTT-3.1.2-26
    Scenario: What the aliases stand for
      Given Alice is connected with
        | Topic Alias Maximum | 2 |
      And Alice is subscribed to "meter/#" at QoS 0
      When Bob publishes in order
        | 1 | meter/1 | QoS 0 |
        | 2 | meter/2 | QoS 0 |
        | 3 | meter/3 | QoS 0 |
        | 4 | meter/1 | QoS 0 |
        | 5 | meter/2 | QoS 0 |
        | 6 | meter/3 | QoS 0 |
      Then Alice receives in order
        | 1 | meter/1 |
        | 2 | meter/2 |
        | 3 | meter/3 |
        | 4 | meter/1 |
        | 5 | meter/2 |
        | 6 | meter/3 |

  Rule: Without a maximum, or with 0, no alias is used

    @MQTT-3.1.2-27
    Scenario: No Topic Alias Maximum, and one topic three times
      Given Alice is connected
      And Alice is subscribed to "meter/7" at QoS 0
      When Bob publishes in order
        | 1   | meter/7 | QoS 0 |
        | 2   | meter/7 | QoS 0 |
        | end | meter/7 | QoS 0 |
      Then Alice receives "end" on "meter/7"
      And any PUBLISH sent to Alice has
        | Topic Alias | absent |

    @MQTT-3.1.2-27
    Scenario: Topic Alias Maximum 0, and one topic three times
      Given Alice is connected with
        | Topic Alias Maximum | 0 |
      And Alice is subscribed to "meter/7" at QoS 0
      When Bob publishes in order
        | 1   | meter/7 | QoS 0 |
        | 2   | meter/7 | QoS 0 |
        | end | meter/7 | QoS 0 |
      Then Alice receives "end" on "meter/7"
      And any PUBLISH sent to Alice has
        | Topic Alias | absent |
