@mqtt3
Feature: MQTT 3.1.1 §3.3.5 — PUBLISH: a client that may not
  The broker cannot say no to a PUBLISH. It acknowledges as usual and drops the message, or closes the connection.

  Rule: A message that its publisher may not publish is acknowledged or ends the connection, and reaches nobody

    @MQTT-3.3.5-2 @setup:denied-topic-level=forbidden
    Scenario: A forbidden topic at QoS 1
      Given Alice is connected
      When Alice publishes "stray" to "forbidden/7" at QoS 1 as packet 10, up to PUBLISH
      Then the broker answers Alice with one of
        | PUBACK | acknowledged and dropped |
        | closed | refused                  |

    @MQTT-3.3.5-2 @setup:denied-topic-level=forbidden @requires:wildcards
    Scenario: A forbidden topic, and a subscriber by wildcard
      Given Alice, Bob and Carol are connected
      And Bob is subscribed to "+/7" at QoS 1
      When Alice sends PUBLISH with
        | Topic Name        | forbidden/7 |
        | Payload           | stray       |
        | QoS               | 1           |
        | Packet Identifier | 10          |
      And Alice disconnects
      And Carol publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next
