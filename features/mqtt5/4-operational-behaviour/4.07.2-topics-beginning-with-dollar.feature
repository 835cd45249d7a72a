@mqtt5
Feature: MQTT 5.0 §4.7.2 — Topics that begin with $
  A filter that begins with a wildcard does not reach topics that begin with "$".

  Background:
    Given Alice, Bob and Carol are connected

  Rule: A filter that begins with a wildcard matches no topic that begins with $

    # A broker may refuse to let clients publish on such topics, and even hang up on them.
    @MQTT-4.7.2-1 @requires:wildcards @requires:qos-1 @exclusive
    Scenario: Everything, and a topic that begins with $
      Given Bob is subscribed to exactly "#" at QoS 1
      When Alice sends PUBLISH with
        | Topic Name        | exactly $conform/meter |
        | Payload           | stray                  |
        | QoS               | 1                      |
        | Packet Identifier | 10                     |
      And Alice waits for an answer
      And Carol publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" and, before it, nothing on a topic that begins with $

    @MQTT-4.7.2-1 @requires:wildcards @requires:qos-1 @exclusive
    Scenario: One level and a name, and a topic that begins with $
      Given Bob is subscribed to exactly "+/conform-meter" at QoS 1
      When Alice sends PUBLISH with
        | Topic Name        | exactly $conform/conform-meter |
        | Payload           | stray                          |
        | QoS               | 1                              |
        | Packet Identifier | 10                             |
      And Alice waits for an answer
      And Carol publishes "end" to exactly "conform/conform-meter" at QoS 1
      Then Bob receives "end" on exactly "conform/conform-meter" and, before it, nothing on a topic that begins with $
