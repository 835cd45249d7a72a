@mqtt5
Feature: MQTT 5.0 §4.5 — Message receipt
  A message that the broker has taken goes to every session with a matching subscription, there or away.

  Rule: Every matching session gets the message

    @MQTT-4.5.0-1 @requires:qos-1
    Scenario: Three subscribers who are there
      Given Alice, Bob, Carol and Dave are connected
      And Bob is subscribed to "meter/7" at QoS 1
      And Carol is subscribed to "meter/7" at QoS 0
      And Dave is subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1
      Then Bob receives "42 kWh" on "meter/7"
      And Carol receives "42 kWh" on "meter/7"
      And Dave receives "42 kWh" on "meter/7"

    @MQTT-4.5.0-1 @requires:sessions
    Scenario Outline: A message at QoS <qos> for a subscriber who is there and one who is away
      Given Bob has a stored session, subscribed to "meter/7" at QoS <qos>
      And Carol is connected
      And Carol is subscribed to "meter/7" at QoS <qos>
      When Carol publishes "42 kWh" to "meter/7" at QoS <qos>
      And Bob reconnects
      Then Bob receives "42 kWh" on "meter/7"
      And Carol receives "42 kWh" on "meter/7"

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |
