@mqtt3
Feature: MQTT 3.1.1 §3.14 — DISCONNECT: a clean end
  The client's farewell. It ends the connection without the Will.

  Background:
    Given Bob is connected
    And Bob is subscribed to "gone" at QoS 0
    And Alice is connected with
      | Will Topic   | gone       |
      | Will Message | Alice left |

  Rule: A DISCONNECT with other flags than 0000 is no clean end

    @MQTT-3.14.1-1 @malformed
    Scenario: DISCONNECT with flags 0001
      When Alice sends the bytes
        | E1 | DISCONNECT, flags 0001 instead of 0000 |
        | 00 | Remaining Length 0                     |
      Then the broker closes Alice's connection
      And Bob receives "Alice left" on "gone"

  Rule: DISCONNECT discards the Will

    @MQTT-3.14.4-3
    Scenario: DISCONNECT, and another client's Will after it
      Given Carol is connected with
        | Will Topic   | gone       |
        | Will Message | Carol left |
      When Alice disconnects
      And Carol loses the network connection
      Then Bob receives "Carol left" on "gone" next

    @MQTT-3.14.4-3
    Scenario: DISCONNECT with the end of the connection right behind it
      Given Carol is connected with
        | Will Topic   | gone       |
        | Will Message | Carol left |
      When Alice sends the bytes, then closes the connection
        | E0 00 | DISCONNECT |
      And Carol loses the network connection
      Then Bob receives "Carol left" on "gone" next
