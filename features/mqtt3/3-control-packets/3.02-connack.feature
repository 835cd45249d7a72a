@mqtt3
Feature: MQTT 3.1.1 §3.2 — CONNACK: acknowledge connection request
  The broker's first packet. It says whether the client is accepted and whether a session was stored for it.

  Rule: CONNACK comes before anything else

    @MQTT-3.2.0-1
    Scenario: PINGREQ in one segment with CONNECT
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
        | C0                | PINGREQ                           |
        | remaining         | Remaining Length 0                |
      Then Alice receives CONNACK before anything else

    @MQTT-3.2.0-1 @requires:sessions @requires:qos-1
    Scenario: A session with messages waiting
      Given Alice has a stored session, subscribed to "meter/7" at QoS 1
      And Bob is connected
      And Bob publishes 20 numbered messages to "meter/7" at QoS 1
      When Alice connects with
        | Clean Session | 0 |
      Then Alice receives CONNACK before anything else

  Rule: Session Present says whether the broker had a session for the client

    @MQTT-3.2.2-1 @requires:sessions
    Scenario: Clean Session 1, and a session is stored
      Given Alice is connected with
        | Clean Session | 0 |
      And Alice disconnects
      When Alice connects with
        | Clean Session | 1 |
      Then Alice receives CONNACK with
        | Session Present | 0    |
        | Return Code     | 0x00 |

    @MQTT-3.2.2-2 @requires:sessions
    Scenario: Clean Session 0, and a session without subscriptions is stored
      Given Alice is connected with
        | Clean Session | 0 |
      And Alice disconnects
      When Alice connects with
        | Clean Session | 0 |
      Then Alice receives CONNACK with
        | Session Present | 1    |
        | Return Code     | 0x00 |

    @MQTT-3.2.2-3 @requires:sessions
    Scenario: Clean Session 0, and nothing is stored
      When Alice connects with
        | Clean Session | 0 |
      Then Alice receives CONNACK with
        | Session Present | 0    |
        | Return Code     | 0x00 |

    @MQTT-3.2.2-3 @requires:sessions
    Scenario: Clean Session 0, and the last connection had Clean Session 1
      Given Alice is connected
      And Alice disconnects
      When Alice connects with
        | Clean Session | 0 |
      Then Alice receives CONNACK with
        | Session Present | 0    |
        | Return Code     | 0x00 |

  Rule: A refusal has Session Present 0, a code of the table, and ends the connection

    @MQTT-3.2.2-4 @requires:sessions @malformed
    Scenario: A refused level, and a session is stored
      Given Alice is connected with
        | Clean Session | 0 |
      And Alice disconnects
      When Alice connects with
        | Clean Session  | 0 |
        | Protocol Level | 6 |
      Then any CONNACK sent to Alice has
        | Session Present | 0 |

    @MQTT-3.2.2-5
    Scenario: A refused Client Identifier, and the connection afterwards
      When Alice connects with
        | Client Identifier |   |
        | Clean Session     | 0 |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed | refused                            |
        | closed                               | refused, without a word            |
        | CONNACK 0x00                         | accepted: against MQTT-3.1.3-8 only |

    @MQTT-3.2.2-5 @setup:mqtt-user=conform @setup:mqtt-password=secret
    Scenario: A refused password, and the connection afterwards
      When Alice connects with
        | User Name | conform |
        | Password  | wrong   |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed |
        | closed                               |

    @MQTT-3.2.2-6
    Scenario: A refused Client Identifier, and the return code
      When Alice connects with
        | Client Identifier |   |
        | Clean Session     | 0 |
      Then any CONNACK sent to Alice has
        | Return Code | 0x00 or 0x01 or 0x02 or 0x03 or 0x04 or 0x05 |
