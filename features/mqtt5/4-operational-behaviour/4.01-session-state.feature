@mqtt5
Feature: MQTT 5.0 §4.1 — Session state
  A session holds subscriptions, messages on their way and messages that wait. It lasts as long as its connection, and
  then for its Session Expiry Interval.

  Rule: A session lasts while its connection does

    @MQTT-4.1.0-1 @clock @requires:sessions @requires:qos-1
    Scenario: A Session Expiry Interval of one second, and a connection of four
      Given Alice and Bob are connected
      And Alice is connected with
        | Session Expiry Interval | 1 |
      And Alice is subscribed to "meter/7" at QoS 1
      When Alice sends PINGREQ every 1 seconds for 4 seconds
      And Bob publishes "42 kWh" to "meter/7" at QoS 1
      Then Alice receives "42 kWh" on "meter/7"

  Rule: A session ends when its interval has passed, and at once where that is 0

    @MQTT-4.1.0-2 @clock @requires:sessions
    Scenario: A Session Expiry Interval of one second, five seconds later
      Given Alice is connected with
        | Session Expiry Interval | 1 |
      And Alice disconnects
      And 5 seconds pass
      When Alice connects with
        | Clean Start | 0 |
      Then Alice receives CONNACK with
        | Session Present | 0    |
        | Reason Code     | 0x00 |

    @MQTT-4.1.0-2
    Scenario Outline: <interval>, and the next connection
      Given Alice is connected with
        | <name> | <value> |
      And Alice is subscribed to "meter/7" at QoS 0
      And Alice disconnects
      When Alice connects with
        | Clean Start | 0 |
      Then Alice receives CONNACK with
        | Session Present | 0    |
        | Reason Code     | 0x00 |

      Examples:
        | interval                    | name                    | value |
        | No Session Expiry Interval  | Clean Start             | 1     |
        | A Session Expiry Interval 0 | Session Expiry Interval | 0     |
