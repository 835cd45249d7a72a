@mqtt5
Feature: MQTT 5.0 §3.15 — AUTH: authentication exchange
  AUTH carries the legs of an enhanced authentication. The method "conform" of these scenarios has one: the broker
  challenges, and the client answers with the octets of the word "response".

  Rule: The flag bits of AUTH are 0000

    @MQTT-3.15.1-1 @malformed
    Scenario: AUTH with flags 0001
      Given Alice is connected
      When Alice sends the bytes
        | F1 | AUTH, flags 0001 instead of 0000 |
        | 00 | Remaining Length 0               |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

  Rule: AUTH has the code of one of its three meanings

    @MQTT-3.15.2-1 @setup:authentication-method=conform
    Scenario: The code of the broker's challenge
      When Alice connects with
        | Authentication Method | conform |
      Then Alice receives AUTH with
        | Reason Code | 0x00 or 0x18 |

  Rule: An explanation makes AUTH no larger than the client allows

    @MQTT-3.15.2-2 @setup:authentication-method=conform
    Scenario: The Reason String of a challenge, for a client that takes 100 octets
      When Alice connects with
        | Maximum Packet Size   | 100     |
        | Authentication Method | conform |
      Then Alice receives AUTH with
        | Reason String | absent, or at most 100 octets in all |

    @MQTT-3.15.2-3 @setup:authentication-method=conform
    Scenario: The User Properties of a challenge, for a client that takes 100 octets
      When Alice connects with
        | Maximum Packet Size   | 100     |
        | Authentication Method | conform |
      Then Alice receives AUTH with
        | User Property | absent, or at most 100 octets in all |
