@mqtt5
Feature: MQTT 5.0 §2.2.2 — Properties
  A set of properties begins with its length. A set of none has the length 0, and that octet is there.

  Rule: The Property Length is there where there are no properties

    @MQTT-2.2.2-1
    Scenario: The broker's SUBACK
      Given Alice is connected
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/7 at QoS 0 |
      Then Alice receives SUBACK with
        | Packet Identifier | 10 |
        | Reason Codes      | 0  |

    @MQTT-2.2.2-1
    Scenario: The broker's PUBLISH
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      Then Bob receives "42 kWh" on "meter/7" at QoS 0

    @MQTT-2.2.2-1 @malformed
    Scenario: SUBSCRIBE as in MQTT 3.1.1, without a Property Length
      Given Alice is connected
      When Alice sends the bytes
        | 82    | SUBSCRIBE                                                  |
        | 06    | Remaining Length 6                                         |
        | 00 0A | Packet Identifier 10                                       |
        | 00    | Property Length 0 in 5.0, first octet of a length in 3.1.1 |
        | 01 61 | length 353 of a Topic Filter in 5.0                        |
        | 00    | nothing more                                               |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet
