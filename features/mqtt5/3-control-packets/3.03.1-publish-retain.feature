@mqtt5
Feature: MQTT 5.0 §3.3.1 — PUBLISH: RETAIN
  The broker keeps the last retained message of each topic for those who subscribe later. Retain Handling says who
  gets it, Retain As Published whether RETAIN of later messages is handed on.

  Background:
    Given Alice and Bob are connected

  Rule: RETAIN 1 stores a message with its QoS and properties, in place of an older one

    @MQTT-3.3.1-5 @requires:retain
    Scenario Outline: A retained message at QoS <qos>, for a later subscriber
      When Alice publishes "42 kWh" to "meter/7" at QoS <qos>, retained
      And Bob subscribes to "meter/7" at QoS <qos>
      Then Bob receives "42 kWh" on "meter/7" at QoS <qos>

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

    @MQTT-3.3.1-5 @requires:retain @requires:qos-1
    Scenario: Two retained messages on one topic
      Given Alice publishes "older" to "meter/7" at QoS 1, retained
      And Alice publishes "newer" to "meter/7" at QoS 1, retained
      When Bob subscribes to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives in order
        | newer | meter/7 |
        | end   | meter/7 |

    @MQTT-3.3.1-5 @requires:retain @requires:qos-1
    Scenario: The properties of a retained message
      Given Alice publishes to "meter/7" with
        | Payload                  | 42 kWh     |
        | QoS                      | 1          |
        | RETAIN                   | 1          |
        | Payload Format Indicator | 1          |
        | Content Type             | text/plain |
        | Response Topic           | answers    |
        | Correlation Data         | hex 00 FF  |
        | User Property            | unit = kWh |
      When Bob subscribes to "meter/7" at QoS 1
      Then Bob receives "42 kWh" with
        | Payload Format Indicator | 1                   |
        | Content Type             | text/plain          |
        | Response Topic           | answers             |
        | Correlation Data         | hex 00 FF           |
        | User Property            | at least unit = kWh |

  Rule: A retained message of no octets is delivered, removes the stored one, and is not stored

    @MQTT-3.3.1-6 @requires:retain @requires:qos-1
    Scenario: An empty retained message for a subscriber who is there
      Given Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Bob receives "42 kWh" on "meter/7"
      When Alice publishes "" to "meter/7" at QoS 1, retained
      Then Bob receives "" on "meter/7" at QoS 1

    @MQTT-3.3.1-6 @requires:retain @requires:qos-1
    Scenario: An empty retained message, and a later subscriber
      Given Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Alice publishes "" to "meter/7" at QoS 1, retained
      When Bob subscribes to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

    @MQTT-3.3.1-7 @requires:retain @requires:qos-1
    Scenario: An empty retained message where none was stored
      Given Alice publishes "" to "meter/7" at QoS 1, retained
      When Bob subscribes to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

  Rule: RETAIN 0 leaves what is stored as it is

    @MQTT-3.3.1-8 @requires:retain @requires:qos-1
    Scenario Outline: A message with RETAIN 0 and <payload>, where one is stored
      Given Alice publishes "stored" to "meter/7" at QoS 1, retained
      And Alice publishes "<text>" to "meter/7" at QoS 1
      When Bob subscribes to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives in order
        | stored | meter/7 |
        | end    | meter/7 |

      Examples:
        | payload       | text |
        | a new payload | live |
        | no payload    |      |

    @MQTT-3.3.1-8 @requires:retain @requires:qos-1
    Scenario: A message with RETAIN 0 where none is stored
      Given Alice publishes "live" to "meter/7" at QoS 1
      When Bob subscribes to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

  Rule: Retain Handling 0 sends what is stored on every topic that matches, with RETAIN 1

    @MQTT-3.3.1-9 @requires:retain @requires:qos-1 @requires:wildcards
    Scenario: Retained messages on three topics, two of which match
      Given Alice publishes "seven" to "meter/7" at QoS 1, retained
      And Alice publishes "eight" to "meter/8" at QoS 1, retained
      And Alice publishes "stray" to "clock" at QoS 1, retained
      When Bob subscribes to "meter/+" at QoS 1
      Then Bob receives "seven" on "meter/7" at QoS 1, retained
      And Bob receives "eight" on "meter/8" at QoS 1, retained

    @MQTT-3.3.1-9 @requires:retain @requires:qos-1
    Scenario Outline: The flag of a retained message for a subscription at QoS <qos>
      Given Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      When Bob subscribes to "meter/7" at QoS <qos>
      Then Bob receives "42 kWh" on "meter/7" at QoS <qos>, retained

      Examples:
        | qos |
        | 0   |
        | 1   |

  Rule: Retain Handling 1 sends it to a subscription that is new, and to no other

    @MQTT-3.3.1-10 @requires:retain @requires:qos-1
    Scenario: Retain Handling 1 for a new subscription
      Given Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      When Bob subscribes with
        | meter/7 | QoS 1, Retain Handling 1 |
      Then Bob receives "42 kWh" on "meter/7" at QoS 1, retained

    @MQTT-3.3.1-10 @requires:retain @requires:qos-1
    Scenario: Retain Handling 1 for a subscription that exists
      Given Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Bob is subscribed to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7"
      When Bob subscribes with
        | meter/7 | QoS 1, Retain Handling 1 |
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

    @MQTT-3.3.1-10 @requires:retain @requires:qos-1
    Scenario: Retain Handling 1 for a subscription that was deleted
      Given Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Bob is subscribed to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7"
      And Bob unsubscribes from "meter/7"
      When Bob subscribes with
        | meter/7 | QoS 1, Retain Handling 1 |
      Then Bob receives "42 kWh" on "meter/7" at QoS 1, retained

    @MQTT-3.3.1-10 @requires:retain @requires:qos-1 @requires:sessions
    Scenario: Retain Handling 1 for a subscription of a stored session
      Given Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Carol is connected with
        | Clean Start             | 0   |
        | Session Expiry Interval | 600 |
      And Carol is subscribed with
        | meter/7 | QoS 1, Retain Handling 2 |
      And Carol reconnects
      When Carol subscribes with
        | meter/7 | QoS 1, Retain Handling 1 |
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Carol receives "end" on "meter/7" next

  Rule: Retain Handling 2 sends nothing that is stored

    @MQTT-3.3.1-11 @requires:retain @requires:qos-1
    Scenario: Retain Handling 2 for a new subscription
      Given Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      When Bob subscribes with
        | meter/7 | QoS 1, Retain Handling 2 |
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

  Rule: Without Retain As Published, an established subscription gets messages with RETAIN 0

    @MQTT-3.3.1-12 @requires:retain @requires:qos-1
    Scenario: A retained message for a subscriber who is there
      Given Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      Then Bob receives "42 kWh" with
        | RETAIN | 0 |

    @MQTT-3.3.1-12 @requires:retain @requires:qos-1 @requires:sessions
    Scenario: A retained message for a subscriber whose session is away
      Given Carol has a stored session, subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Carol reconnects
      Then Carol receives "42 kWh" with
        | RETAIN | 0 |

  Rule: With Retain As Published, it gets them with RETAIN as it was published

    @MQTT-3.3.1-13 @requires:retain @requires:qos-1
    Scenario: A message with RETAIN 1 and Retain As Published
      Given Bob is subscribed with
        | meter/7 | QoS 1, Retain As Published |
      When Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      Then Bob receives "42 kWh" with
        | RETAIN | 1 |

    @MQTT-3.3.1-13 @requires:qos-1
    Scenario: A message with RETAIN 0 and Retain As Published
      Given Bob is subscribed with
        | meter/7 | QoS 1, Retain As Published |
      When Alice publishes "42 kWh" to "meter/7" at QoS 1
      Then Bob receives "42 kWh" with
        | RETAIN | 0 |

    @MQTT-3.3.1-13 @requires:retain @requires:qos-1 @requires:sessions
    Scenario: A message with RETAIN 1 that waits for its subscriber
      Given Carol is connected with
        | Clean Start             | 0   |
        | Session Expiry Interval | 600 |
      And Carol is subscribed with
        | meter/7 | QoS 1, Retain As Published |
      And Carol disconnects
      When Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Carol reconnects
      Then Carol receives "42 kWh" with
        | RETAIN | 1 |
