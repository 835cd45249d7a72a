@mqtt5
Feature: MQTT 5.0 §4.6 — Message ordering
  What one publisher sends on one topic at one QoS arrives in the order in which it was sent.

  Background:
    Given Alice is connected

  Rule: Messages of one publisher, topic and QoS arrive in order

    @MQTT-4.6.0-5 @requires:qos-1
    Scenario: A hundred messages at QoS 1
      Given Bob is connected
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes 100 numbered messages to "meter/7" at QoS 1
      Then Bob receives the 100 numbered messages on "meter/7"

    @MQTT-4.6.0-5 @requires:qos-1
    Scenario: A hundred messages at QoS 1, two of them in flight at most
      Given Bob is connected with
        | Receive Maximum | 2 |
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes 100 numbered messages to "meter/7" at QoS 1
      Then Bob receives the 100 numbered messages on "meter/7"

    @MQTT-4.6.0-5 @requires:qos-1 @requires:sessions
    Scenario: A hundred messages that wait for a session
      Given Bob has a stored session, subscribed to "meter/7" at QoS 1
      When Alice publishes 100 numbered messages to "meter/7" at QoS 1
      And Bob reconnects
      Then Bob receives the 100 numbered messages on "meter/7"

    @MQTT-4.6.0-5 @requires:qos-1 @requires:sessions
    Scenario: A message that is sent again, and newer ones
      Given Bob is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "first" to "meter/7" at QoS 1
      And Bob disconnects
      When Alice publishes "second" to "meter/7" at QoS 1
      And Bob reconnects with
        | Acknowledgements | sent |
      Then Bob receives in order
        | first  | meter/7 |
        | second | meter/7 |

  Rule: Every topic is ordered, unless somebody has said otherwise

    @MQTT-4.6.0-6
    Scenario Outline: A topic that nobody has configured, at QoS <qos>
      Given Bob is connected
      And Bob is subscribed to "meter/7" at QoS <qos>
      When Alice publishes 100 numbered messages to "meter/7" at QoS <qos>
      Then Bob receives the 100 numbered messages on "meter/7"

      Examples:
        | qos |
        | 0   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

    @MQTT-4.6.0-6 @requires:qos-1 @requires:wildcards
    Scenario: Two subscribers, each with a wildcard
      Given Bob and Carol are connected
      And Bob is subscribed to "meter/+" at QoS 1
      And Carol is subscribed to "meter/#" at QoS 1
      When Alice publishes 100 numbered messages to "meter/7" at QoS 1
      Then Bob receives the 100 numbered messages on "meter/7"
      And Carol receives the 100 numbered messages on "meter/7"
