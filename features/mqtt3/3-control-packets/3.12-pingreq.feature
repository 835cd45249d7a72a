@mqtt3
Feature: MQTT 3.1.1 §3.12 — PINGREQ: are you there?

  Rule: Every PINGREQ is answered by PINGRESP

    @MQTT-3.12.4-1
    Scenario: A PINGREQ, byte by byte
      Given Alice is connected
      When Alice sends the bytes
        | C0 00 | PINGREQ |
      Then Alice receives the bytes
        | D0 00 | PINGRESP |

    @MQTT-3.12.4-1
    Scenario: Ten PINGREQs at once
      Given Alice is connected
      When Alice sends PINGREQ 10 times
      Then Alice receives PINGRESP 10 times
