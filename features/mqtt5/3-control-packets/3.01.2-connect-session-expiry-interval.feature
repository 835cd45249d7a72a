@mqtt5
Feature: MQTT 5.0 §3.1.2 — CONNECT: Session Expiry Interval
  For so many seconds after its connection the session is kept. DISCONNECT may name another number for it.

  Rule: A session with an interval above 0 outlives its connection

    @MQTT-3.1.2-23 @requires:sessions
    Scenario Outline: DISCONNECT, with a Session Expiry Interval of <seconds> in CONNECT
      Given Alice is connected with
        | Session Expiry Interval | <seconds> |
      And Alice disconnects
      When Alice connects with
        | Clean Start | 0 |
      Then Alice receives CONNACK with
        | Session Present | 1 |

      Examples:
        | seconds    |
        | 300        |
        | 4294967295 |

    @MQTT-3.1.2-23 @requires:sessions @clock
    Scenario: Two seconds in CONNECT and 300 in DISCONNECT, after five
      Given Alice is connected with
        | Session Expiry Interval | 2 |
      And Alice sends the bytes, then closes the connection
        | E0             | DISCONNECT                  |
        | remaining      | Remaining Length            |
        | 00             | Normal disconnection        |
        | 05             | Property Length 5           |
        | 11 00 00 01 2C | Session Expiry Interval 300 |
      When 5 seconds pass
      And Alice connects with
        | Clean Start | 0 |
      Then Alice receives CONNACK with
        | Session Present | 1 |

  Rule: An interval of 0 in DISCONNECT ends the session with the connection

    @MQTT-3.1.2-23 @requires:sessions
    Scenario: 300 seconds in CONNECT and 0 in DISCONNECT
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice sends the bytes, then closes the connection
        | E0             | DISCONNECT                |
        | remaining      | Remaining Length          |
        | 00             | Normal disconnection      |
        | 05             | Property Length 5         |
        | 11 00 00 00 00 | Session Expiry Interval 0 |
      And the broker closes Alice's connection
      When Alice connects with
        | Clean Start | 0 |
      Then Alice receives CONNACK with
        | Session Present | 0 |
