@mqtt5
Feature: MQTT 5.0 §3.1.3 — CONNECT: the fields of the Will
  Will Properties, Will Topic and Will Payload follow the Client Identifier, in this order.

  Background:
    Given Bob is connected
    And Bob is subscribed to "gone" at QoS 0

  Rule: The fields are read in their order

    @MQTT-3.1.3-1
    Scenario: A Will Topic and a Will Payload that could be mistaken for each other
      Given Bob is subscribed with
        | first  | QoS 0 |
        | second | QoS 0 |
      And Alice is connected with
        | Will Topic   | first  |
        | Will Payload | second |
      When Alice loses the network connection
      Then Bob receives "second" on "first"

    @MQTT-3.1.3-1
    Scenario: A CONNECT with Will Properties
      When Alice connects with
        | Will Topic        | gone       |
        | Will Payload      | Alice left |
        | Will Content Type | text/plain |
      Then Alice receives CONNACK with
        | Reason Code | 0x00 |

  Rule: Who comes back within the Will Delay spares the Will

    @MQTT-3.1.3-9 @requires:sessions @clock
    Scenario: Alice comes back within five seconds, and Carol does not
      Given Alice is connected with
        | Session Expiry Interval | 60         |
        | Will Topic              | gone       |
        | Will Payload            | Alice left |
        | Will Delay Interval     | 5          |
      And Carol is connected with
        | Session Expiry Interval | 60         |
        | Will Topic              | gone       |
        | Will Payload            | Carol left |
        | Will Delay Interval     | 5          |
      And Alice loses the network connection
      And Carol loses the network connection
      When Alice reconnects with
        | Clean Start | 0 |
      And 8 seconds pass
      Then Bob receives "Carol left" on "gone" next

  Rule: The User Properties of a Will keep their order and their number

    @MQTT-3.1.3-10
    Scenario: Four User Properties, two of them the same
      Given Alice is connected with
        | Will Topic         | gone       |
        | Will Payload       | Alice left |
        | Will User Property | a = 1      |
        | Will User Property | b = 2      |
        | Will User Property | a = 3      |
        | Will User Property | a = 1      |
      When Alice loses the network connection
      Then Bob receives "Alice left" with
        | User Property | a = 1; b = 2; a = 3; a = 1 |

    @MQTT-3.1.3-10 @requires:retain @requires:qos-1
    Scenario: Three User Properties of a retained Will
      Given Alice is connected with
        | Will Topic         | gone       |
        | Will Payload       | Alice left |
        | Will QoS           | 1          |
        | Will Retain        | 1          |
        | Will User Property | a = 1      |
        | Will User Property | b = 2      |
        | Will User Property | a = 3      |
      And Carol is connected
      And Alice loses the network connection
      And Bob receives "Alice left" on "gone"
      When Carol subscribes to "gone" at QoS 1
      Then Carol receives "Alice left" with
        | User Property | a = 1; b = 2; a = 3 |
