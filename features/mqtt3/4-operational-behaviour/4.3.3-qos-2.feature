@mqtt3
Feature: MQTT 3.1.1 §4.3.3 — QoS 2: exactly once delivery
  A QoS 2 message crosses each hop exactly once: PUBLISH and PUBREC hand it over, PUBREL and PUBCOMP
  let both sides forget its Packet Identifier.

  Rule: The receiver answers PUBLISH with PUBREC and PUBREL with PUBCOMP

    @MQTT-4.3.3-2 @level:must @requires:qos-2
    Scenario: Alice publishes at QoS 2, byte by byte
      Given Alice is connected
      When Alice sends the bytes
        | 34             | PUBLISH, QoS 2, DUP 0, RETAIN 0 |
        | remaining      | Remaining Length                |
        | string:meter/7 | Topic Name                      |
        | 00 0A          | Packet Identifier 10            |
        | text:42 kWh    | Payload                         |
      Then Alice receives the bytes
        | 50 02 00 0A | PUBREC for packet 10 |
      When Alice sends the bytes
        | 62 02 00 0A | PUBREL for packet 10 |
      Then Alice receives the bytes
        | 70 02 00 0A | PUBCOMP for packet 10 |

    @MQTT-4.3.3-2 @level:must @requires:qos-2
    Scenario: Alice repeats a PUBLISH she has not released
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Alice has published "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBREC
      When Alice repeats that PUBLISH with DUP set
      Then Alice receives PUBREC for packet 10
      When Alice sends PUBREL for packet 10
      And Alice publishes "end" to "meter/7" at QoS 2
      Then Bob receives in order
        | 42 kWh | meter/7 | QoS 2 |
        | end    | meter/7 | QoS 2 |
