@mqtt5
Feature: MQTT 5.0 §3.3.2 — PUBLISH: Topic Alias
  A number in place of the Topic Name, for one connection and one direction. Each side says how many it takes.

  Rule: Every alias up to the announced maximum can be set, used and set anew

    @MQTT-3.3.2-12 @requires:topic-alias
    Scenario Outline: Topic Alias <alias>, set and used
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      And Alice publishes to "meter/7" with
        | Payload     | set     |
        | Topic Alias | <alias> |
      When Alice publishes to "" with
        | Payload     | used    |
        | Topic Alias | <alias> |
      Then Bob receives "set" on "meter/7"
      And Bob receives "used" on "meter/7"
      And any PUBLISH sent to Bob has
        | Topic Alias | absent |

      Examples:
        | alias                 |
        | 1                     |
        | the announced maximum |

    @MQTT-3.3.2-12 @requires:topic-alias
    Scenario: Topic Alias 1 for one topic, then for another
      Given Alice and Bob are connected
      And Bob is subscribed with
        | meter/7 | QoS 0 |
        | meter/8 | QoS 0 |
      And Alice publishes to "meter/7" with
        | Payload     | seven |
        | Topic Alias | 1     |
      And Alice publishes to "meter/8" with
        | Payload     | eight |
        | Topic Alias | 1     |
      When Alice publishes to "" with
        | Payload     | used |
        | Topic Alias | 1    |
      Then Bob receives "used" on "meter/8"

    @MQTT-3.3.2-12 @requires:topic-alias @requires:qos-2
    Scenario: The highest Topic Alias, set at QoS 0 and used at QoS 2
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes to "meter/7" with
        | Payload     | set                   |
        | Topic Alias | the announced maximum |
      When Alice publishes to "" with
        | Payload     | used                  |
        | QoS         | 2                     |
        | Topic Alias | the announced maximum |
      Then Bob receives "used" on "meter/7" at QoS 2

  Rule: An alias is forgotten with its connection

    @MQTT-3.3.2-7 @requires:topic-alias @requires:sessions @requires:qos-1 @malformed
    Scenario: A Topic Alias of an earlier connection
      Given Alice is connected with
        | Clean Start             | 0   |
        | Session Expiry Interval | 600 |
      And Alice publishes to "meter/7" with
        | Payload     | set |
        | Topic Alias | 1   |
      And Alice reconnects
      When Alice sends PUBLISH with
        | Topic Name        |       |
        | Payload           | stray |
        | QoS               | 1     |
        | Packet Identifier | 10    |
        | Topic Alias       | 1     |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x82 Protocol Error or 0x94 Topic Alias invalid

    @MQTT-3.3.2-7 @requires:topic-alias @requires:qos-1 @requires:sessions @malformed
    Scenario: Subscribers of a message under a Topic Alias of an earlier connection
      Given Bob and Carol are connected
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice is connected with
        | Clean Start             | 0   |
        | Session Expiry Interval | 600 |
      And Alice publishes to "meter/7" with
        | Payload     | set |
        | Topic Alias | 1   |
      And Alice reconnects
      When Alice publishes to "" with
        | Payload     | stray |
        | Topic Alias | 1     |
      And Carol publishes "end" to "meter/7" at QoS 1
      Then before "end", Bob receives no message but
        | set |

  Rule: There is no alias 0, and none above the announced maximum

    @MQTT-3.3.2-8 @malformed
    Scenario: Topic Alias 0
      Given Alice is connected
      When Alice sends PUBLISH with
        | Topic Name        | meter/7 |
        | Payload           | stray   |
        | QoS               | 1       |
        | Packet Identifier | 10      |
        | Topic Alias       | 0       |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x94 Topic Alias invalid or 0x82 Protocol Error

    @MQTT-3.3.2-9 @requires:topic-alias @requires:topic-alias-limit @requires:qos-1 @malformed
    Scenario: The Topic Alias behind the highest one
      Given Alice is connected
      When Alice sends PUBLISH with
        | Topic Name        | meter/7                   |
        | Payload           | stray                     |
        | QoS               | 1                         |
        | Packet Identifier | 10                        |
        | Topic Alias       | the announced maximum + 1 |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x94 Topic Alias invalid

  Rule: The broker keeps to the maximum of the client

    @MQTT-3.3.2-11 @requires:qos-1 @requires:wildcards
    Scenario Outline: Four topics, for a client that takes <maximum>
      Given Alice is connected
      And Bob is connected with
        | Topic Alias Maximum | <maximum> |
      And Bob is subscribed to "meter/#" at QoS 1
      When Alice publishes in order
        | one   | meter/1 | QoS 1 |
        | two   | meter/2 | QoS 1 |
        | three | meter/1 | QoS 1 |
        | end   | meter/3 | QoS 1 |
      Then Bob receives "end" on "meter/3"
      And any PUBLISH sent to Bob has
        | Topic Alias | <permitted> |

      Examples:
        | maximum | permitted             |
        | 1       | absent or 1           |
        | 3       | absent or 1 or 2 or 3 |
