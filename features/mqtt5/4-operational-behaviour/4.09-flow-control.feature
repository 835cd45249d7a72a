@mqtt5
Feature: MQTT 5.0 §4.9 — Flow control
  The send quota is the number of messages at QoS 1 and 2 that may still go out. It begins anew with each connection.

  Background:
    Given Alice is connected

  Rule: The quota is one at least, at the beginning of every connection

    @MQTT-4.9.0-1 @requires:qos-1
    Scenario: A Receive Maximum of one
      Given Bob is connected with
        | Receive Maximum | 1 |
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes 5 numbered messages to "meter/7" at QoS 1
      Then Bob receives the 5 numbered messages on "meter/7"

    @MQTT-4.9.0-1 @requires:qos-1 @requires:sessions
    Scenario: Messages without PUBACK, and the next connection
      Given Bob is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Receive Maximum         | 2        |
        | Acknowledgements        | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes 5 numbered messages to "meter/7" at QoS 1
      And Bob receives "message 1" on "meter/7"
      When Bob reconnects with
        | Acknowledgements | sent |
      Then Bob receives the 5 numbered messages on "meter/7"

  Rule: An acknowledgement of nothing does not raise it

    @MQTT-4.9.0-2 @requires:qos-1 @soft
    Scenario: PUBACK for a message that the broker never sent
      4.9 counts each PUBACK, 3.3.4 the messages that are really under way. A broker may also close.

      Given Bob is connected with
        | Receive Maximum  | 1        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes 2 numbered messages to "meter/7" at QoS 1
      And Bob receives "message 1" on "meter/7"
      When Bob sends PUBACK for packet 30583
      Then Bob has received 1 message at most
