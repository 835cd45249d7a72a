@mqtt5
Feature: MQTT 5.0 §3.11 — UNSUBACK: unsubscribe acknowledgement
  One Reason Code for each filter of the UNSUBSCRIBE, in its order.

  Rule: An explanation does not make UNSUBACK larger than the client allows

    @MQTT-3.11.2-1
    Scenario: Reason String, for a client with a Maximum Packet Size
      Given Alice is connected with
        | Maximum Packet Size | 48 |
      When Alice sends UNSUBSCRIBE with
        | Packet Identifier | 10      |
        | Topic Filter      | meter/7 |
      Then any UNSUBACK sent to Alice has
        | Reason String | absent, or at most 48 octets in all |

    @MQTT-3.11.2-2
    Scenario: User Properties, for a client with a Maximum Packet Size
      Given Alice is connected with
        | Maximum Packet Size | 48 |
      When Alice sends UNSUBSCRIBE with
        | Packet Identifier | 10      |
        | Topic Filter      | meter/7 |
      Then any UNSUBACK sent to Alice has
        | User Property | absent, or at most 48 octets in all |

  Rule: The codes are in the order of the filters

    # 0x00 for a filter that was never subscribed is seen in practice, and tells nothing of the order.
    @MQTT-3.11.3-1
    Scenario: Four filters, the second and the fourth subscribed
      Given Alice is connected
      And Alice is subscribed with
        | meter/2 | QoS 0 |
        | meter/4 | QoS 0 |
      When Alice sends UNSUBSCRIBE with
        | Packet Identifier | 10      |
        | Topic Filter      | meter/1 |
        | Topic Filter      | meter/2 |
        | Topic Filter      | meter/3 |
        | Topic Filter      | meter/4 |
      Then Alice receives UNSUBACK for packet 10 with
        | Reason Codes | 0x11, 0x00, 0x11, 0x00 or 0x00, 0x00, 0x00, 0x00 |

  Rule: There is a code for each filter, of those that are listed for UNSUBACK

    @MQTT-3.11.3-2
    Scenario Outline: UNSUBSCRIBE from <filter>
      Given Alice is connected
      And Alice is subscribed to "meter/7" at QoS 0
      When Alice sends UNSUBSCRIBE with
        | Packet Identifier | 10       |
        | Topic Filter      | <filter> |
      Then Alice receives UNSUBACK for packet 10 with
        | Reason Codes | 0x00 or 0x11 or 0x80 or 0x83 or 0x87 or 0x8F or 0x91 |

      Examples:
        | filter  |
        | meter/7 |
        | meter/8 |
