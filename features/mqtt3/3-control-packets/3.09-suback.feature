@mqtt3
Feature: MQTT 3.1.1 §3.9 — SUBACK: subscribe acknowledgement
  One return code for each filter of the SUBSCRIBE, in its order: the QoS that is granted, or failure.

  Rule: The codes are in the order of the filters

    @MQTT-3.9.3-1 @requires:qos-2
    Scenario: Five filters with QoS 2, 0, 1, 0, 1
      Given Alice is connected
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/1 at QoS 2 |
        | Topic Filter      | meter/2 at QoS 0 |
        | Topic Filter      | meter/3 at QoS 1 |
        | Topic Filter      | meter/4 at QoS 0 |
        | Topic Filter      | meter/5 at QoS 1 |
      Then Alice receives SUBACK for packet 10 with
        | Return Codes | 2, 0, 1, 0, 1 |

  Rule: There are four codes, 0x00, 0x01, 0x02 and 0x80

    @MQTT-3.9.3-2 @malformed
    Scenario: Filters that a broker may refuse
      Given Alice is connected
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10                          |
        | Topic Filter      | exactly $SYS/# at QoS 2     |
        | Topic Filter      | meter# at QoS 1             |
      Then any SUBACK sent to Alice has
        | Return Codes | each 0x00 or 0x01 or 0x02 or 0x80 |
