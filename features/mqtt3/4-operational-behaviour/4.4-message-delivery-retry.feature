@mqtt3
Feature: MQTT 3.1.1 §4.4 — Message delivery retry
  When a client comes back to its session, whatever was not acknowledged is sent again under the same Packet Identifiers.

  Rule: Unacknowledged PUBLISH and PUBREL packets are sent again

    @MQTT-4.4.0-1 @requires:qos-1 @requires:sessions
    Scenario: A PUBLISH at QoS 1 that was not acknowledged
      Given Alice is connected
      And Bob is connected with
        | Clean Session    | 0        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7" at QoS 1
      When Bob reconnects
      Then Bob receives "42 kWh" with
        | Packet Identifier | as before |

    @MQTT-4.4.0-1 @requires:qos-2 @requires:sessions
    Scenario: A PUBREL that was not answered
      Given Alice is connected
      And Bob is connected with
        | Clean Session    | 0        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives PUBREL after PUBREC for "42 kWh"
      When Bob reconnects
      Then Bob receives PUBREL for "42 kWh"
