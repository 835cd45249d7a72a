@mqtt5
Feature: MQTT 5.0 §3.9 — SUBACK: subscribe acknowledgement
  One Reason Code for each filter of the SUBSCRIBE, in its order: the QoS that is granted, or why it is refused.

  Rule: An explanation does not make SUBACK larger than the client allows

    @MQTT-3.9.2-1 @malformed
    Scenario: Reason String, for a client with a Maximum Packet Size
      Given Alice is connected with
        | Maximum Packet Size | 48 |
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/7 at QoS 0 |
        | Topic Filter      | meter# at QoS 0  |
      Then any SUBACK sent to Alice has
        | Reason String | absent, or at most 48 octets in all |

    @MQTT-3.9.2-2 @malformed
    Scenario: User Properties, for a client with a Maximum Packet Size
      Given Alice is connected with
        | Maximum Packet Size | 48 |
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/7 at QoS 0 |
        | Topic Filter      | meter# at QoS 0  |
      Then any SUBACK sent to Alice has
        | User Property | absent, or at most 48 octets in all |

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
        | Reason Codes | 2, 0, 1, 0, 1 |

  Rule: The codes are those that are listed for SUBACK

    @MQTT-3.9.3-2 @malformed
    Scenario: Filters that a broker may refuse
      Given Alice is connected
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10                      |
        | Topic Filter      | exactly $SYS/# at QoS 2 |
        | Topic Filter      | meter# at QoS 1         |
      Then any SUBACK sent to Alice has
        | Reason Codes | each 0x00 or 0x01 or 0x02 or 0x80 or 0x83 or 0x87 or 0x8F or 0x91 or 0x97 or 0x9E or 0xA1 or 0xA2 |
