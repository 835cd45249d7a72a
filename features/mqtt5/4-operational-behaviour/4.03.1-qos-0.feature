@mqtt5
Feature: MQTT 5.0 §4.3.1 — QoS 0: at most once delivery
  A QoS 0 message is one PUBLISH, and no answer to it.

  Rule: The message is sent once, with QoS 0 and DUP 0

    @MQTT-4.3.1-1
    Scenario: A message at QoS 0, byte by byte
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice sends the bytes
        | 30             | PUBLISH, QoS 0, DUP 0, RETAIN 0 |
        | remaining      | Remaining Length                |
        | string:meter/7 | Topic Name                      |
        | 00             | Property Length 0               |
        | text:42 kWh    | Payload                         |
      Then Bob receives "42 kWh" with
        | Flags      | 0000    |
        | Topic Name | meter/7 |

    @MQTT-4.3.1-1 @requires:sessions @requires:qos-1
    Scenario: A message at QoS 0, and the next connection of the session
      Given Alice is connected
      And Bob is connected with
        | Clean Start             | 0   |
        | Session Expiry Interval | 600 |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 0
      And Bob receives "42 kWh" on "meter/7" at QoS 0
      And Bob reconnects
      When Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next
