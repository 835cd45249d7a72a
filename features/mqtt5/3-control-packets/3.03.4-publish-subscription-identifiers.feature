@mqtt5 @requires:subscription-identifiers
Feature: MQTT 5.0 §3.3.4 — PUBLISH: Subscription Identifiers
  A client names its subscriptions by numbers, and the broker says of each message which of them it is for. Where
  several match, it sends one copy for all or one for each.

  Background:
    Given Alice and Bob are connected

  Rule: A message carries the identifiers of the subscriptions that it is for

    @MQTT-3.3.4-3
    Scenario Outline: A subscription with the identifier <identifier>
      Given Bob is subscribed with
        | meter/7 | QoS 0, Subscription Identifier <identifier> |
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      Then Bob receives "42 kWh" with
        | Subscription Identifier | <identifier> |

      Examples:
        | identifier |
        | 1          |
        | 128        |
        | 268435455  |

    @MQTT-3.3.4-3 @requires:wildcards
    Scenario: Three subscriptions, two of them with identifiers
      Given Bob is subscribed with
        | meter/# | QoS 0, Subscription Identifier 5         |
        | meter/7 | QoS 0, Subscription Identifier 268435455 |
        | meter/+ | QoS 0                                    |
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      And Alice publishes "end" to "meter/7" at QoS 0
      Then before "end", Bob receives "42 kWh" with the Subscription Identifiers
        | in all copies | 5, 268435455 |

  Rule: A single copy carries all of them

    @MQTT-3.3.4-4 @requires:wildcards
    Scenario: Two subscriptions with identifiers, and one copy
      Given Bob is subscribed with
        | meter/# | QoS 0, Subscription Identifier 5 |
        | meter/7 | QoS 0, Subscription Identifier 7 |
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      And Alice publishes "end" to "meter/7" at QoS 0
      Then before "end", Bob receives "42 kWh" with the Subscription Identifiers
        | in a single copy | 5, 7 |

  Rule: Each of several copies carries that of its own subscription

    @MQTT-3.3.4-5 @requires:wildcards
    Scenario: Two subscriptions with identifiers and one without, and several copies
      Given Bob is subscribed with
        | meter/# | QoS 0, Subscription Identifier 5 |
        | meter/7 | QoS 0, Subscription Identifier 7 |
        | meter/+ | QoS 0                            |
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      And Alice publishes "end" to "meter/7" at QoS 0
      Then before "end", Bob receives "42 kWh" with the Subscription Identifiers
        | in each of several | 5 or 7 or none |

  Rule: A client does not send any

    @MQTT-3.3.4-6 @malformed
    Scenario: PUBLISH with a Subscription Identifier
      When Alice sends PUBLISH with
        | Topic Name              | meter/7 |
        | Payload                 | stray   |
        | QoS                     | 1       |
        | Packet Identifier       | 10      |
        | Subscription Identifier | 1       |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x82 Protocol Error or 0x81 Malformed Packet

    @MQTT-3.3.4-6 @malformed @requires:qos-1
    Scenario: Subscribers of a PUBLISH with a Subscription Identifier
      Given Bob is subscribed to "meter/7" at QoS 1
      When Alice sends PUBLISH with
        | Topic Name              | meter/7 |
        | Payload                 | stray   |
        | QoS                     | 1       |
        | Packet Identifier       | 10      |
        | Subscription Identifier | 9       |
      And Alice waits for an answer
      And Bob publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7"
      And any PUBLISH sent to Bob has
        | Subscription Identifier | absent |
