@mqtt3
Feature: MQTT 3.1.1 §3.3.4, §3.3.5 — PUBLISH: response and actions
  QoS decides how a PUBLISH is answered. A client whose subscriptions overlap gets the message at the highest of their QoS.

  Rule: Nothing for QoS 0, PUBACK for QoS 1, PUBREC for QoS 2

    @MQTT-3.3.4-1
    Scenario: A message at QoS 0
      Given Alice is connected
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      Then nothing more arrives for Alice

    @MQTT-3.3.4-1
    Scenario: A message at QoS 1 without a subscriber
      Given Alice is connected
      When Alice publishes "42 kWh" to "meter/7" at QoS 1 as packet 10, up to PUBLISH
      Then Alice receives PUBACK for packet 10
      And nothing more arrives for Alice

    @MQTT-3.3.4-1 @requires:qos-1
    Scenario: A message at QoS 1 with a subscriber
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1 as packet 10, up to PUBLISH
      Then Alice receives PUBACK for packet 10
      And nothing more arrives for Alice

  Rule: Overlapping subscriptions deliver at the highest QoS, at most once each

    @MQTT-3.3.5-1 @requires:qos-2 @requires:wildcards
    Scenario: Three subscriptions of one client match
      Given Alice and Bob are connected
      And Bob is subscribed with
        | meter/# | QoS 0 |
        | meter/7 | QoS 2 |
        | meter/+ | QoS 1 |
      When Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Alice publishes "end" to "meter/7" at QoS 2
      Then before "end", Bob receives "42 kWh" 3 times at most, at least once at QoS 2
