@mqtt5
Feature: MQTT 5.0 §3.3.2 — PUBLISH: Message Expiry Interval
  The seconds that a message may wait in the broker. Its subscribers are told how many are left.

  Background:
    Given Alice is connected

  Rule: A message that has waited too long is not delivered

    @MQTT-3.3.2-5 @requires:qos-1 @requires:sessions @clock
    Scenario: A message that expires while its subscriber is away
      Given Bob has a stored session, subscribed to "meter/7" at QoS 1
      And Alice publishes to "meter/7" with
        | Payload                 | late     |
        | QoS                     | 1        |
        | Message Expiry Interval | 1 second |
      And Alice publishes "kept" to "meter/7" at QoS 1
      When 3 seconds pass
      And Bob reconnects
      Then Bob receives "kept" on "meter/7" next

    @MQTT-3.3.2-5 @requires:qos-1 @requires:retain @clock
    Scenario: A retained message that expires before anybody subscribes
      Given Bob is connected
      And Alice publishes to "meter/7" with
        | Payload                 | late     |
        | QoS                     | 1        |
        | RETAIN                  | 1        |
        | Message Expiry Interval | 1 second |
      When 3 seconds pass
      And Bob subscribes to "meter/7" at QoS 1
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

  Rule: Subscribers get the interval less the time that the message has waited

    @MQTT-3.3.2-6
    Scenario: A message for a subscriber who is there
      Given Bob is connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes to "meter/7" with
        | Payload                 | 42 kWh      |
        | Message Expiry Interval | 100 seconds |
      Then Bob receives "42 kWh" with
        | Message Expiry Interval | 90 to 100 |

    @MQTT-3.3.2-6 @requires:qos-1 @requires:sessions @clock
    Scenario: A message that waits for three seconds
      Given Bob has a stored session, subscribed to "meter/7" at QoS 1
      And Alice publishes to "meter/7" with
        | Payload                 | 42 kWh      |
        | QoS                     | 1           |
        | Message Expiry Interval | 100 seconds |
      When 3 seconds pass
      And Bob reconnects
      Then Bob receives "42 kWh" with
        | Message Expiry Interval | 80 to 98 |

    @MQTT-3.3.2-6 @requires:qos-1 @requires:retain @clock
    Scenario: A retained message after three seconds
      Given Bob is connected
      And Alice publishes to "meter/7" with
        | Payload                 | 42 kWh      |
        | QoS                     | 1           |
        | RETAIN                  | 1           |
        | Message Expiry Interval | 100 seconds |
      When 3 seconds pass
      And Bob subscribes to "meter/7" at QoS 1
      Then Bob receives "42 kWh" with
        | Message Expiry Interval | 80 to 98 |
