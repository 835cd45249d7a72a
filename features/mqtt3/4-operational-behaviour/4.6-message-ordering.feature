@mqtt3
Feature: MQTT 3.1.1 §4.6 — Message ordering
  What one publisher sends on one topic at one QoS arrives in the order in which it was sent.

  Rule: Messages of one publisher, topic and QoS arrive in order

    @MQTT-4.6.0-6
    Scenario Outline: A hundred messages at QoS <qos>
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS <qos>
      When Alice publishes 100 numbered messages to "meter/7" at QoS <qos>
      Then Bob receives the 100 numbered messages on "meter/7"

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

    @MQTT-4.6.0-6 @requires:qos-1 @requires:wildcards
    Scenario: A hundred messages for a subscription with a wildcard
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/+" at QoS 1
      When Alice publishes 100 numbered messages to "meter/7" at QoS 1
      Then Bob receives the 100 numbered messages on "meter/7"

    @MQTT-4.6.0-6 @requires:qos-1 @requires:sessions
    Scenario: A hundred messages that wait for a session
      Given Alice is connected
      And Bob has a stored session, subscribed to "meter/7" at QoS 1
      When Alice publishes 100 numbered messages to "meter/7" at QoS 1
      And Bob reconnects
      Then Bob receives the 100 numbered messages on "meter/7"

    @MQTT-4.6.0-6 @requires:qos-1 @requires:sessions
    Scenario: A message that is sent again, and newer ones
      Given Alice is connected
      And Bob is connected with
        | Clean Session    | 0        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "first" to "meter/7" at QoS 1
      And Bob disconnects
      When Alice publishes "second" to "meter/7" at QoS 1
      And Bob reconnects with
        | Acknowledgements | sent |
      Then Bob receives in order
        | first  | meter/7 |
        | second | meter/7 |

    @MQTT-4.6.0-5
    Scenario Outline: A topic that nobody has configured, at QoS <qos>
      Given Alice and Bob are connected
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

  Rule: Packets that are sent again keep their order

    @MQTT-4.6.0-1 @requires:qos-1 @requires:sessions
    Scenario: Messages without PUBACK, on the next connection
      Given Alice is connected
      And Bob is connected with
        | Clean Session    | 0        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes 5 numbered messages to "meter/7" at QoS 1
      And Bob receives "message 1" on "meter/7"
      When Bob reconnects with
        | Acknowledgements | sent |
      Then Bob receives the 5 numbered messages on "meter/7"

    @MQTT-4.6.0-4 @requires:qos-2
    Scenario: PUBREC for the second message before the first
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes 3 numbered messages to "meter/7" at QoS 2
      And Bob has received 3 messages and acknowledged none
      When Bob sends the bytes
        | 50 02            | PUBREC                              |
        | packet:message 2 | Packet Identifier of the second one |
        | 50 02            | PUBREC                              |
        | packet:message 1 | Packet Identifier of the first one  |
        | 50 02            | PUBREC                              |
        | packet:message 3 | Packet Identifier of the third one  |
      Then Bob receives PUBREL for, in order
        | message 2 |
        | message 1 |
        | message 3 |
