@mqtt5
Feature: MQTT 5.0 §3.1.2 — CONNECT: Clean Start
  Clean Start says whether the connection begins with the stored session or with none. How long the session is kept
  afterwards is another matter: that is the Session Expiry Interval.

  Background:
    Given Bob is connected

  Rule: Clean Start 1 discards what was stored

    @MQTT-3.1.2-4 @requires:sessions @requires:qos-1
    Scenario: Clean Start 1 for a Client Identifier that has a session
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice is subscribed to "meter/7" at QoS 1
      And Alice disconnects
      And Bob publishes "queued" to "meter/7" at QoS 1
      And Alice is connected
      When Alice subscribes to "meter/8" at QoS 1
      And Bob publishes in order
        | stray | meter/7 | QoS 1 |
        | end   | meter/8 | QoS 1 |
      Then Alice receives "end" on "meter/8" next

    @MQTT-3.1.2-4 @MQTT-3.2.2-2 @requires:sessions
    Scenario: Clean Start 1, and the Session Present of its CONNACK
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice disconnects
      When Alice connects with
        | Clean Start | 1 |
      Then Alice receives CONNACK with
        | Session Present | 0    |
        | Reason Code     | 0x00 |

  Rule: Clean Start 0 takes up the stored session

    @MQTT-3.1.2-5 @requires:sessions
    Scenario: A subscription of the stored session
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice is subscribed to "meter/7" at QoS 1
      And Alice loses the network connection
      When Alice reconnects with
        | Clean Start | 0 |
      And Bob publishes "42 kWh" to "meter/7" at QoS 1
      Then Alice receives "42 kWh" on "meter/7"

    @MQTT-3.1.2-5 @requires:sessions
    Scenario Outline: A message at QoS <qos> while its subscriber is away
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice is subscribed to "meter/7" at QoS <qos>
      And Alice disconnects
      When Bob publishes "42 kWh" to "meter/7" at QoS <qos>
      And Alice reconnects with
        | Clean Start | 0 |
      Then Alice receives "42 kWh" on "meter/7" at QoS <qos>

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

    @MQTT-3.1.2-5 @requires:sessions @requires:qos-2
    Scenario: A PUBLISH at QoS 2 before, and its repetition after the reconnection
      Given Bob is subscribed to "meter/7" at QoS 2
      And Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBREC
      And Alice reconnects with
        | Clean Start | 0 |
      When Alice repeats that PUBLISH with DUP set
      And Alice sends PUBREL for packet 10
      And Alice publishes "end" to "meter/7" at QoS 2
      Then Bob receives in order
        | 42 kWh | meter/7 |
        | end    | meter/7 |

  Rule: Clean Start 0 without a stored session begins a new one

    @MQTT-3.1.2-6 @requires:sessions
    Scenario: A Client Identifier that the broker does not know
      When Alice connects with
        | Clean Start             | 0  |
        | Session Expiry Interval | 60 |
      Then Alice receives CONNACK with
        | Session Present | 0    |
        | Reason Code     | 0x00 |

    @MQTT-3.1.2-6 @requires:sessions
    Scenario: The session that such a connection began
      Given Alice is connected with
        | Clean Start             | 0  |
        | Session Expiry Interval | 60 |
      And Alice disconnects
      When Alice connects with
        | Clean Start | 0 |
      Then Alice receives CONNACK with
        | Session Present | 1 |
