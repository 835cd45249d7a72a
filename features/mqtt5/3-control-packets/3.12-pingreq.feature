@mqtt5
Feature: MQTT 5.0 §3.12 — PINGREQ: are you there?

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

    @MQTT-3.12.4-1 @malformed @soft
    Scenario: A PINGREQ with a body
      The packet has no variable header and no payload; no sentence says what a broker does about one that has.

      Given Alice is connected
      When Alice sends the bytes
        | C0 | PINGREQ            |
        | 01 | Remaining Length 1 |
        | 00 | what PINGREQ lacks |
      Then the broker closes Alice's connection
