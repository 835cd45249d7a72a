@mqtt3
Feature: MQTT 3.1.1 §3.1.3 — CONNECT: Client Identifier
  The Client Identifier names the session. It comes first in the payload; 23 letters and digits are always allowed.

  Rule: The payload's fields come in their order

    @MQTT-3.1.3-1
    Scenario: A Will Topic and a Will Message that could be mistaken for each other
      Given Bob is connected
      And Bob is subscribed with
        | first  | QoS 0 |
        | second | QoS 0 |
      And Alice is connected with
        | Will Topic   | first  |
        | Will Message | second |
      When Alice loses the network connection
      Then Bob receives "second" on "first"

    @MQTT-3.1.3-3 @malformed
    Scenario: A CONNECT that ends behind the Keep Alive
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                      |
        | 0A                | Remaining Length 10          |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"         |
        | 04                | Protocol Level 4             |
        | 02                | Connect Flags: Clean Session |
        | 00 3C             | Keep Alive 60 seconds        |
      Then the broker closes Alice's connection

  Rule: The Client Identifier is the key of the session

    @MQTT-3.1.3-2 @requires:sessions
    Scenario: Two Client Identifiers that differ in case only
      Given Alice is connected with
        | Client Identifier | meter |
        | Clean Session     | 0     |
      And Alice is subscribed to "for Alice" at QoS 1
      And Alice disconnects
      When Bob connects with
        | Client Identifier | METER |
        | Clean Session     | 0     |
      Then Bob receives CONNACK with
        | Session Present | 0 |

    @MQTT-3.1.3-2 @requires:sessions @requires:qos-1
    Scenario: Two sessions and their messages
      Given Alice has a stored session, subscribed to "for Alice" at QoS 1
      And Bob has a stored session, subscribed to "for Bob" at QoS 1
      When Bob reconnects
      And Bob publishes in order
        | to Alice | for Alice | QoS 1 |
        | to Bob   | for Bob   | QoS 1 |
      Then Bob receives "to Bob" on "for Bob" next

  Rule: Up to 23 letters and digits are a good Client Identifier

    @MQTT-3.1.3-5
    Scenario Outline: The 23 characters of <characters>
      When Alice connects with
        | Client Identifier | <identifier> |
      Then Alice receives CONNACK with
        | Return Code | 0x00 |

      Examples:
        | characters     | identifier    |
        | capitals A-M   | ABCDEFGHIJKLM |
        | capitals N-Z   | NOPQRSTUVWXYZ |
        | letters a-m    | abcdefghijklm |
        | letters n-z    | nopqrstuvwxyz |
        | digits         | 0123456789012 |

  Rule: A zero-length Client Identifier is for clean sessions, and each client gets one of its own

    @MQTT-3.1.3-6 @requires:empty-client-id
    Scenario: Two clients without a Client Identifier
      Given Alice is connected with
        | Client Identifier |  |
      When Bob connects with
        | Client Identifier |  |
      Then Bob receives CONNACK with
        | Return Code | 0x00 |
      And Alice's connection is still open

    @MQTT-3.1.3-7 @MQTT-3.1.3-8
    Scenario: No Client Identifier and Clean Session 0
      When Alice connects with
        | Client Identifier |   |
        | Clean Session     | 0 |
      Then the broker answers Alice with one of
        | CONNACK 0x02, then closed | identifier rejected |

  Rule: A Client Identifier that is not wanted is rejected with CONNACK 0x02

    # Longer than the size that a broker must take: it may also hang up on the size alone.
    @MQTT-3.1.3-9
    Scenario Outline: A Client Identifier of <length> characters
      When Alice connects with
        | Client Identifier | … to <length> bytes |
      Then the broker answers Alice with one of
        | CONNACK 0x00              | served              |
        | CONNACK 0x02, then closed | identifier rejected |
        | closed                    | too long            |

      Examples:
        | length |
        | 1000   |
        | 65535  |
