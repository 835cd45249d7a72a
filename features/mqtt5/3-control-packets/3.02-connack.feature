@mqtt5
Feature: MQTT 5.0 §3.2 — CONNACK: connect acknowledgement
  The broker's first packet but for AUTH. It says whether the client is accepted, and whether a session was stored for
  it.

  Rule: CONNACK comes before anything else, and once

    @MQTT-3.2.0-1
    Scenario: PINGREQ in one segment with CONNECT
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 05                | Protocol Version 5                |
        | flags:02          | Connect Flags: Clean Start        |
        | 00 3C             | Keep Alive 60 seconds             |
        | 00                | Property Length 0                 |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
        | C0                | PINGREQ                           |
        | remaining         | Remaining Length 0                |
      Then Alice receives CONNACK before anything else

    @MQTT-3.2.0-1 @requires:sessions @requires:qos-1
    Scenario: A session with messages waiting
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice is subscribed to "meter/7" at QoS 1
      And Alice disconnects
      And Bob is connected
      And Bob publishes 20 numbered messages to "meter/7" at QoS 1
      When Alice connects with
        | Clean Start | 0 |
      Then Alice receives CONNACK before anything else

    @MQTT-3.2.0-2
    Scenario: What comes behind CONNACK
      Given Alice is connected
      Then nothing more arrives for Alice

  Rule: The reserved bits of the Connect Acknowledge Flags are 0

    @MQTT-3.2.2-1
    Scenario: The flags of a new session
      When Alice connects with
        | Clean Start | 1 |
      Then Alice receives CONNACK with
        | Connect Acknowledge Flags | 0 |

    @MQTT-3.2.2-1 @requires:sessions
    Scenario: The flags of a stored session
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice disconnects
      When Alice connects with
        | Clean Start | 0 |
      Then Alice receives CONNACK with
        | Connect Acknowledge Flags | 0 or 1 |

  Rule: Session Present says whether the broker had a session for the client

    @MQTT-3.2.2-2 @requires:sessions
    Scenario: Clean Start 1, and the session's connection is still open
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      When Bob connects with
        | Client Identifier | Alice |
      Then Bob receives CONNACK with
        | Session Present | 0    |
        | Reason Code     | 0x00 |

    @MQTT-3.2.2-3 @requires:sessions
    Scenario: Clean Start 0, and a session without subscriptions is stored
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice disconnects
      When Alice connects with
        | Clean Start | 0 |
      Then Alice receives CONNACK with
        | Session Present | 1    |
        | Reason Code     | 0x00 |

    @MQTT-3.2.2-3
    Scenario: Clean Start 0, and nothing is stored
      When Alice connects with
        | Clean Start | 0 |
      Then Alice receives CONNACK with
        | Session Present | 0    |
        | Reason Code     | 0x00 |

  Rule: A refusal has Session Present 0, a code of the table, and ends the connection

    @MQTT-3.2.2-6 @requires:sessions
    Scenario: An unknown Authentication Method, and a session is stored
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice disconnects
      When Alice connects with
        | Clean Start           | 0     |
        | Authentication Method | cfnon |
      Then any CONNACK sent to Alice has
        | Session Present | 0 |

    @MQTT-3.2.2-6 @requires:sessions
    Scenario: The session that was stored when its client was refused
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice disconnects
      And Alice connects with
        | Clean Start           | 0     |
        | Authentication Method | cfnon |
      And the broker gives up Alice's connection
      When Alice connects with
        | Clean Start | 0 |
      Then Alice receives CONNACK with
        | Session Present | 1 |

    @MQTT-3.2.2-7
    Scenario: An unknown Authentication Method, and the connection afterwards
      When Alice connects with
        | Authentication Method | cfnon |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed |
        | closed                               |

    @MQTT-3.2.2-8
    Scenario: An unknown Authentication Method, and the Reason Code
      When Alice connects with
        | Authentication Method | cfnon |
      Then any CONNACK sent to Alice has
        | Reason Code | 0x80 or 0x81 or 0x82 or 0x83 or 0x84 or 0x85 or 0x86 or 0x87 or 0x88 or 0x89 or 0x8A or 0x8C or 0x90 or 0x95 or 0x97 or 0x99 or 0x9A or 0x9B or 0x9C or 0x9D or 0x9F |

  Rule: An explanation makes CONNACK no larger than the client allows

    @MQTT-3.2.2-19
    Scenario: The Reason String of a refusal, for a client that takes 24 octets
      When Alice connects with
        | Maximum Packet Size   | 24    |
        | Authentication Method | cfnon |
      Then any CONNACK sent to Alice has
        | Reason String | absent, or at most 24 octets in all |

    @MQTT-3.2.2-20
    Scenario: The User Properties of a refusal, for a client that takes 24 octets
      When Alice connects with
        | Maximum Packet Size   | 24    |
        | Authentication Method | cfnon |
      Then any CONNACK sent to Alice has
        | User Property | absent, or at most 24 octets in all |
