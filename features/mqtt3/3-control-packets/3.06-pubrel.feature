@mqtt3
Feature: MQTT 3.1.1 §3.6 — PUBREL: publish release

  Rule: The flag bits of PUBREL are 0010; anything else is malformed

    @MQTT-3.6.1-1 @requires:qos-2 @malformed
    Scenario Outline: PUBREL with flag bits <flags>
      Given Alice is connected
      And Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 10, up to PUBREC
      When Alice sends the bytes
        | <byte 1> | PUBREL, flags <flags> instead of 0010 |
        | 02       | Remaining Length 2                    |
        | 00 0A    | Packet Identifier 10                  |
      Then the broker closes Alice's connection

      Examples:
        | byte 1 | flags |
        | 60     | 0000  |
        | 61     | 0001  |
        | 63     | 0011  |
        | 6A     | 1010  |
