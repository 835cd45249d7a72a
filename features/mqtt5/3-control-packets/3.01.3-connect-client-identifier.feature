@mqtt5
Feature: MQTT 5.0 §3.1.3 — CONNECT: Client Identifier
  The Client Identifier names the session. It comes first in the payload; 23 letters and digits are always allowed, and
  a client that has none may be given one.

  Rule: The Client Identifier is there

    @MQTT-3.1.3-3 @malformed
    Scenario: A CONNECT that ends behind its properties
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                    |
        | remaining         | Remaining Length           |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"       |
        | 05                | Protocol Version 5         |
        | 02                | Connect Flags: Clean Start |
        | 00 3C             | Keep Alive 60 seconds      |
        | 00                | Property Length 0          |
      Then the broker closes Alice's connection

  Rule: The Client Identifier is the key of the session

    @MQTT-3.1.3-2 @requires:sessions
    Scenario: Two Client Identifiers that differ in case only
      Given Alice is connected with
        | Client Identifier       | meter |
        | Session Expiry Interval | 300   |
      And Alice disconnects
      When Bob connects with
        | Client Identifier | METER |
        | Clean Start       | 0     |
      Then Bob receives CONNACK with
        | Session Present | 0 |

    @MQTT-3.1.3-2 @requires:sessions @requires:qos-1
    Scenario: Two sessions and their messages
      Given Alice is connected with
        | Session Expiry Interval | 300 |
      And Alice is subscribed to "for Alice" at QoS 1
      And Bob is connected with
        | Session Expiry Interval | 300 |
      And Bob is subscribed to "for Bob" at QoS 1
      And Bob disconnects
      When Bob reconnects with
        | Clean Start | 0 |
      And Alice publishes in order
        | to Alice | for Alice | QoS 1 |
        | to Bob   | for Bob   | QoS 1 |
      Then Bob receives "to Bob" on "for Bob" next

  Rule: Up to 23 letters and digits are a good Client Identifier

    @MQTT-3.1.3-5
    Scenario Outline: A Client Identifier of <characters>
      When Alice connects with
        | Client Identifier | <identifier> |
      Then Alice receives CONNACK with
        | Reason Code | 0x00 |

      Examples:
        | characters           | identifier                   |
        | 23 with capitals A-M | ABCDEFGHIJKLM                |
        | 23 with capitals N-Z | NOPQRSTUVWXYZ                |
        | 23 with letters a-m  | abcdefghijklm                |
        | 23 with letters n-z  | nopqrstuvwxyz                |
        | 23 with digits       | 0123456789012                |
        | 20 digits            | exactly 31415926535897932384 |

  Rule: A client without an identifier is given one of its own, or refused

    @MQTT-3.1.3-6 @requires:empty-client-id
    Scenario Outline: A zero-length Client Identifier with Clean Start <clean>
      When Alice connects with
        | Client Identifier |         |
        | Clean Start       | <clean> |
      Then Alice receives CONNACK with
        | Reason Code                | 0x00    |
        | Session Present            | 0       |
        | Assigned Client Identifier | present |

      Examples:
        | clean |
        | 1     |
        | 0     |

    @MQTT-3.1.3-6 @MQTT-3.2.2-16 @requires:empty-client-id
    Scenario: Two clients without a Client Identifier
      Given Alice is connected with
        | Client Identifier |  |
      When Bob connects with
        | Client Identifier |  |
      Then Bob receives CONNACK with
        | Reason Code | 0x00 |
      And Alice's connection is still open

    @MQTT-3.1.3-7 @requires:empty-client-id @requires:sessions
    Scenario: The assigned Client Identifier in the next CONNECT
      Given Alice is connected with
        | Client Identifier       |    |
        | Session Expiry Interval | 60 |
      And Alice disconnects
      When Alice connects with
        | Client Identifier | as assigned |
        | Clean Start       | 0           |
      Then Alice receives CONNACK with
        | Reason Code     | 0x00 |
        | Session Present | 1    |

    @MQTT-3.1.3-7 @requires:empty-client-id
    Scenario: What CONNACK says to a client without a Client Identifier
      When Alice connects with
        | Client Identifier |  |
      Then Alice receives CONNACK with
        | Assigned Client Identifier | present |

    @MQTT-3.2.2-16 @soft
    Scenario: What CONNACK says to a client with a Client Identifier
      The property is meant for clients without an identifier; no sentence forbids it to others.

      When Alice connects with
        | Clean Start | 1 |
      Then Alice receives CONNACK with
        | Assigned Client Identifier | absent |

  Rule: A Client Identifier that is not wanted ends the connection

    @MQTT-3.1.3-8
    Scenario Outline: A Client Identifier of <length> characters
      When Alice connects with
        | Client Identifier | … to <length> bytes |
      Then the broker answers Alice with one of
        | CONNACK 0x00                         | served          |
        | CONNACK other than 0x00, then closed | such as 0x85    |
        | closed                               | without CONNACK |

      Examples:
        | length |
        | 1000   |
        | 60000  |
