@mqtt5
Feature: MQTT 5.0 §3.14 — DISCONNECT: a farewell
  Either side may end the connection with a word on why. Nothing follows it. From the client, 0x00 discards the Will.

  Rule: DISCONNECT comes only from a broker that has accepted the client

    @MQTT-3.14.0-1
    Scenario: An unknown Authentication Method
      When Alice connects with
        | Authentication Method | cfnon |
      Then Alice receives no DISCONNECT

  Rule: The flag bits of DISCONNECT are 0000

    @MQTT-3.14.1-1 @malformed
    Scenario: DISCONNECT with flags 0001
      Given Bob is connected
      And Bob is subscribed to "gone" at QoS 0
      And Alice is connected with
        | Will Topic   | gone       |
        | Will Payload | Alice left |
      When Alice sends the bytes
        | E1 | DISCONNECT, flags 0001 instead of 0000 |
        | 00 | Remaining Length 0                     |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet
      And Bob receives "Alice left" on "gone"

  Rule: The broker's DISCONNECT has a code and properties that are meant for it

    @MQTT-3.14.2-1 @malformed
    Scenario: The Reason Code after a second CONNECT
      Given Alice is connected
      When Alice sends CONNECT
      Then any DISCONNECT sent to Alice has
        | Reason Code | 0x80 or 0x81 or 0x82 or 0x83 or 0x87 or 0x89 or 0x8B or 0x8C or 0x8D or 0x8E or 0x8F or 0x90 or 0x93 or 0x94 or 0x95 or 0x96 or 0x97 or 0x98 or 0x99 or 0x9A or 0x9B or 0x9C or 0x9D or 0x9E or 0x9F or 0xA0 or 0xA1 or 0xA2 |

    @MQTT-3.14.2-2 @malformed
    Scenario: The Session Expiry Interval after a second CONNECT
      Given Alice is connected
      When Alice sends CONNECT
      Then any DISCONNECT sent to Alice has
        | Session Expiry Interval | absent |

    @MQTT-3.14.2-2
    Scenario: The Session Expiry Interval after a take-over
      Given Alice is connected
      When Bob connects with
        | Client Identifier | Alice |
      Then any DISCONNECT sent to Alice has
        | Session Expiry Interval | absent |

  Rule: An explanation makes DISCONNECT no larger than the client allows

    @MQTT-3.14.2-3 @malformed
    Scenario: The Reason String after a second CONNECT, for a client that takes 100 octets
      Given Alice is connected with
        | Maximum Packet Size | 100 |
      When Alice sends CONNECT
      Then any DISCONNECT sent to Alice has
        | Reason String | absent, or at most 100 octets in all |

    @MQTT-3.14.2-4 @malformed
    Scenario: The User Properties after a second CONNECT, for a client that takes 100 octets
      Given Alice is connected with
        | Maximum Packet Size | 100 |
      When Alice sends CONNECT
      Then any DISCONNECT sent to Alice has
        | User Property | absent, or at most 100 octets in all |

  Rule: Nothing follows a DISCONNECT, and its sender closes the connection

    @MQTT-3.14.4-1 @malformed
    Scenario: What follows the DISCONNECT after a second CONNECT
      Given Alice is connected
      When Alice sends CONNECT
      Then nothing follows any DISCONNECT sent to Alice

    @MQTT-3.14.4-1 @malformed @soft
    Scenario: A message behind the client's own DISCONNECT
      The rule binds the client; no sentence says what a broker does with what follows all the same.

      Given Bob and Carol are connected
      And Bob is subscribed to "meter/7" at QoS 0
      And Alice is connected
      When Alice sends the bytes
        | E0             | DISCONNECT         |
        | 00             | Remaining Length 0 |
        | 30             | PUBLISH, QoS 0     |
        | remaining      | Remaining Length   |
        | string:meter/7 | Topic Name         |
        | 00             | Property Length 0  |
        | text:stray     | Payload            |
      Then the broker closes Alice's connection
      When Carol publishes "end" to "meter/7" at QoS 0
      Then Bob receives "end" on "meter/7" next

    @MQTT-3.14.4-2 @malformed
    Scenario: The connection after the DISCONNECT for a second CONNECT
      Given Alice is connected
      When Alice sends CONNECT
      Then the broker closes Alice's connection

  Rule: DISCONNECT 0x00 discards the Will

    @MQTT-3.14.4-3
    Scenario Outline: Normal disconnection in <octets> octets
      Given Bob is connected
      And Bob is subscribed to "gone" at QoS 0
      And Alice is connected with
        | Will Topic   | gone       |
        | Will Payload | Alice left |
      And Carol is connected with
        | Will Topic   | gone       |
        | Will Payload | Carol left |
      When Alice sends the bytes, then closes the connection
        | <bytes> | DISCONNECT, normal disconnection |
      And the broker closes Alice's connection
      And Carol loses the network connection
      Then Bob receives "Carol left" on "gone" next

      Examples:
        | octets | bytes       |
        | two    | E0 00       |
        | three  | E0 01 00    |
        | four   | E0 02 00 00 |

    @MQTT-3.14.4-3 @requires:sessions @clock
    Scenario: Normal disconnection, and a Will Delay that would have run out
      Given Bob is connected
      And Bob is subscribed to "gone" at QoS 0
      And Alice is connected with
        | Session Expiry Interval | 60         |
        | Will Topic              | gone       |
        | Will Payload            | Alice left |
        | Will Delay Interval     | 1          |
      And Carol is connected with
        | Session Expiry Interval | 60         |
        | Will Topic              | gone       |
        | Will Payload            | Carol left |
        | Will Delay Interval     | 1          |
      And Alice disconnects
      And Carol loses the network connection
      When 5 seconds pass
      Then Bob receives "Carol left" on "gone" next
