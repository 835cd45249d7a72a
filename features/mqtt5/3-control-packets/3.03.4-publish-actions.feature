@mqtt5
Feature: MQTT 5.0 §3.3.4 — PUBLISH: actions
  QoS decides how a PUBLISH is answered. A client whose subscriptions overlap gets the message at the highest of their
  QoS, in one copy or in one for each subscription.

  Rule: Nothing for QoS 0, one PUBACK for QoS 1, one PUBREC for QoS 2

    @MQTT-3.3.4-1
    Scenario: A message at QoS 0
      Given Alice is connected
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      Then nothing more arrives for Alice

    @MQTT-3.3.4-1 @requires:qos-1
    Scenario: A message at QoS 1 without a subscriber
      Given Alice is connected
      When Alice publishes "42 kWh" to "meter/7" at QoS 1 as packet 10, up to PUBLISH
      Then Alice receives PUBACK for packet 10 with
        | Reason Code | 0x00 or 0x10 |
      And nothing more arrives for Alice

    @MQTT-3.3.4-1 @requires:qos-1
    Scenario: A message at QoS 1 with a subscriber
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1 as packet 10, up to PUBLISH
      Then Alice receives PUBACK for packet 10 with
        | Reason Code | 0x00 |
      And nothing more arrives for Alice

    @MQTT-3.3.4-1 @requires:qos-2
    Scenario: A message at QoS 2 with a subscriber
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 2
      When Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBLISH
      Then Alice receives PUBREC for packet 10 with
        | Reason Code | 0x00 |
      And nothing more arrives for Alice

  Rule: Overlapping subscriptions deliver at the highest QoS, at most once each

    @MQTT-3.3.4-2 @requires:qos-2 @requires:wildcards
    Scenario: Three subscriptions of one client match
      Given Alice and Bob are connected
      And Bob is subscribed with
        | meter/# | QoS 0 |
        | meter/7 | QoS 2 |
        | meter/+ | QoS 1 |
      When Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Alice publishes "end" to "meter/7" at QoS 2
      Then before "end", Bob receives "42 kWh" 3 times at most, at least once at QoS 2
