@mqtt3
Feature: MQTT 3.1.1 §3.3.1 — PUBLISH: RETAIN
  The broker keeps the last retained message of each topic for those who subscribe later.

  Background:
    Given Alice and Bob are connected

  Rule: RETAIN 1 stores a message and its QoS

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

  Rule: A new subscription gets the last retained message of each topic, with RETAIN 1

    @MQTT-3.3.1-6 @requires:retain @requires:qos-1
    Scenario: Two retained messages on one topic
      Given Alice publishes "older" to "meter/7" at QoS 1, retained
      And Alice publishes "newer" to "meter/7" at QoS 1, retained
      When Bob subscribes to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives in order
        | newer | meter/7 |
        | end   | meter/7 |

    @MQTT-3.3.1-6 @requires:retain @requires:qos-1 @requires:wildcards
    Scenario: Retained messages on two topics, and a wildcard
      Given Alice publishes "seven" to "meter/7" at QoS 1, retained
      And Alice publishes "eight" to "meter/8" at QoS 1, retained
      When Bob subscribes to "meter/+" at QoS 1
      Then Bob receives "seven" on "meter/7"
      And Bob receives "eight" on "meter/8"

    @MQTT-3.3.1-8 @requires:retain @requires:qos-1
    Scenario Outline: The flag of a retained message for a subscription at QoS <qos>
      Given Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      When Bob subscribes to "meter/7" at QoS <qos>
      Then Bob receives "42 kWh" on "meter/7" at QoS <qos>, retained

      Examples:
        | qos |
        | 0   |
        | 1   |

  Rule: An established subscription gets it with RETAIN 0

    @MQTT-3.3.1-9 @requires:retain @requires:qos-1
    Scenario: A retained message for a subscriber who is there
      Given Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      Then Bob receives "42 kWh" with
        | RETAIN | 0 |

    @MQTT-3.3.1-9 @requires:retain @requires:qos-1 @requires:sessions
    Scenario: A retained message for a subscriber whose session is away
      Given Carol has a stored session, subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Carol reconnects
      Then Carol receives "42 kWh" with
        | RETAIN | 0 |

  Rule: A retained message at QoS 0 takes the place of an older one

    # The broker may throw the newer message away, but not keep the older one.
    @MQTT-3.3.1-7 @requires:retain @requires:qos-1
    Scenario: QoS 0 after QoS 1
      Given Alice is subscribed to "meter/7" at QoS 1
      And Alice publishes "older" to "meter/7" at QoS 1, retained
      # A broker may acknowledge it before it does anything with it: that it has, its delivery tells.
      And Alice receives "older" on "meter/7"
      And Alice publishes "newer" to "meter/7" at QoS 0, retained
      # Nobody acknowledges QoS 0: this one tells that the broker has read it.
      And Alice publishes "fence" to "meter/8" at QoS 1
      When Bob subscribes to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then before "end", Bob receives no message but
        | newer |

  Rule: A retained message of no octets is delivered, removes the stored one, and is not stored

    @MQTT-3.3.1-10 @requires:retain @requires:qos-1
    Scenario: An empty retained message for a subscriber who is there
      Given Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Bob receives "42 kWh" on "meter/7"
      When Alice publishes "" to "meter/7" at QoS 1, retained
      Then Bob receives "" with
        | RETAIN | 0 |

    @MQTT-3.3.1-10 @requires:retain @requires:qos-1
    Scenario: An empty retained message, and a later subscriber
      Given Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Alice publishes "" to "meter/7" at QoS 1, retained
      When Bob subscribes to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

    @MQTT-3.3.1-11 @requires:retain @requires:qos-1
    Scenario: An empty retained message where none was stored
      Given Alice publishes "" to "meter/7" at QoS 1, retained
      When Bob subscribes to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

  Rule: RETAIN 0 leaves what is stored as it is

    @MQTT-3.3.1-12 @requires:retain @requires:qos-1
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

    @MQTT-3.3.1-12 @requires:retain @requires:qos-1
    Scenario: A message with RETAIN 0 where none is stored
      Given Alice publishes "live" to "meter/7" at QoS 1
      When Bob subscribes to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next
