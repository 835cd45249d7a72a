@mqtt3
Feature: MQTT 3.1.1 §4.1 — Storing state
  A session holds subscriptions, messages on their way and messages that wait. It lasts as long as it was promised.

  Background:
    Given Bob is connected

  Rule: The whole state is kept through every connection of the session

    @MQTT-4.1.0-1 @requires:sessions @requires:qos-1
    Scenario: A subscription, and the third connection
      Given Alice is connected with
        | Clean Session | 0 |
      And Alice is subscribed to "meter/7" at QoS 1
      And Alice reconnects
      When Alice reconnects
      And Bob publishes "42 kWh" to "meter/7" at QoS 1
      Then Alice receives "42 kWh" on "meter/7"

    @MQTT-4.1.0-1 @requires:sessions @requires:qos-1
    Scenario: Messages that wait, through a connection and the next
      Given Alice is connected with
        | Clean Session | 0 |
      And Alice is subscribed to "meter/7" at QoS 1
      And Alice reconnects
      And Alice disconnects
      And Bob publishes "42 kWh" to "meter/7" at QoS 1
      And Alice reconnects
      When Bob publishes "end" to "meter/7" at QoS 1
      Then Alice receives in order
        | 42 kWh | meter/7 |
        | end    | meter/7 |

  Rule: A session lasts while its connection does

    @MQTT-4.1.0-2 @clock @requires:qos-1
    Scenario: A clean session after three quiet seconds
      Given Alice is connected
      And Alice is subscribed to "meter/7" at QoS 1
      When 3 seconds pass
      And Bob publishes "42 kWh" to "meter/7" at QoS 1
      Then Alice receives "42 kWh" on "meter/7"
