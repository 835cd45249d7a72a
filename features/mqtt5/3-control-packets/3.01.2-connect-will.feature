@mqtt5
Feature: MQTT 5.0 §3.1.2 — CONNECT: the Will
  A client leaves a message with the broker that is published for it when its connection ends in any way but a normal
  DISCONNECT, at once or after the delay it asks for.

  Background:
    Given Bob is connected
    And Bob is subscribed to "gone" at QoS 0

  Rule: The Will is kept with its payload and its properties

    @MQTT-3.1.2-7
    Scenario: A Will Payload of two octets, the first of them 0
      Given Alice is connected with
        | Will Topic   | gone      |
        | Will Payload | hex 00 FF |
      When Alice loses the network connection
      Then Bob receives "hex 00 FF" on "gone"

    @MQTT-3.1.2-7
    Scenario: A Will with every property of a message
      Given Alice is connected with
        | Will Topic                    | gone         |
        | Will Payload                  | Alice left   |
        | Will Payload Format Indicator | 1            |
        | Will Message Expiry Interval  | 600          |
        | Will Content Type             | text/plain   |
        | Will Response Topic           | answer       |
        | Will Correlation Data         | hex 00 2A    |
        | Will User Property            | name = value |
      When Alice loses the network connection
      Then Bob receives "Alice left" with
        | Payload Format Indicator | 1            |
        | Message Expiry Interval  | present      |
        | Content Type             | text/plain   |
        | Response Topic           | answer       |
        | Correlation Data         | hex 00 2A    |
        | User Property            | name = value |

  Rule: The Will is published on every end but a normal DISCONNECT

    @MQTT-3.1.2-8
    Scenario: The network connection ends without DISCONNECT
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Payload | Alice left |
      When Alice loses the network connection
      Then Bob receives "Alice left" on "gone"

    @MQTT-3.1.2-8
    Scenario Outline: DISCONNECT with Reason Code <code>
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Payload | Alice left |
      When Alice sends the bytes, then closes the connection
        | E0      | DISCONNECT         |
        | 02      | Remaining Length 2 |
        | <octet> | Reason Code <code> |
        | 00      | Property Length 0  |
      Then Bob receives "Alice left" on "gone"

      Examples:
        | octet | code                          |
        | 04    | 0x04 Disconnect with Will     |
        | 80    | 0x80 Unspecified error        |
        | 81    | 0x81 Malformed Packet         |
        | 82    | 0x82 Protocol Error           |
        | 93    | 0x93 Receive Maximum exceeded |
        | 97    | 0x97 Quota exceeded           |

    @MQTT-3.1.2-8 @malformed
    Scenario: A second CONNECT
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Payload | Alice left |
      And Alice sends CONNECT
      And the broker gives up Alice's connection
      Then Bob receives "Alice left" on "gone"

    @MQTT-3.1.2-8 @malformed
    Scenario: A malformed SUBSCRIBE
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Payload | Alice left |
      And Alice sends the bytes
        | 80             | SUBSCRIBE, flags 0000 instead of 0010 |
        | remaining      | Remaining Length                      |
        | 00 0A          | Packet Identifier 10                  |
        | 00             | Property Length 0                     |
        | string:meter/7 | Topic Filter                          |
        | 00             | QoS 0                                 |
      And the broker gives up Alice's connection
      Then Bob receives "Alice left" on "gone"

    @MQTT-3.1.2-8
    Scenario: Another client takes over the Client Identifier
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Payload | Alice left |
      When Carol connects with
        | Client Identifier | Alice |
      Then Bob receives "Alice left" on "gone"

    @MQTT-3.1.2-8 @clock
    Scenario: The Keep Alive runs out
      When Alice connects with
        | Will Topic   | gone       |
        | Will Payload | Alice left |
        | Keep Alive   | 1          |
      Then Bob receives "Alice left" on "gone" within 12 seconds

  Rule: The Will waits for its delay, or for the end of the session where that comes first

    @MQTT-3.1.2-8 @clock @requires:sessions
    Scenario: A delay of two seconds, and a Will without delay meanwhile
      Given Alice is connected with
        | Session Expiry Interval | 60         |
        | Will Topic              | gone       |
        | Will Payload            | Alice left |
        | Will Delay Interval     | 2          |
      And Carol is connected with
        | Will Topic   | gone       |
        | Will Payload | Carol left |
      When Alice loses the network connection
      And Carol loses the network connection
      Then Bob receives "Carol left" on "gone" next
      And Bob receives "Alice left" on "gone" within 12 seconds

    @MQTT-3.1.2-8 @clock @requires:sessions
    Scenario: A delay of 60 seconds, and a session of one
      Given Alice is connected with
        | Session Expiry Interval | 1          |
        | Will Topic              | gone       |
        | Will Payload            | Alice left |
        | Will Delay Interval     | 60         |
      When Alice loses the network connection
      Then Bob receives "Alice left" on "gone" within 12 seconds

  Rule: A Will that was published, or given up by DISCONNECT, is gone

    @MQTT-3.1.2-10 @requires:sessions
    Scenario: The session's next connection, without a Will, is lost too
      Given Alice is connected with
        | Session Expiry Interval | 60         |
        | Will Topic              | gone       |
        | Will Payload            | Alice left |
      And Carol is connected with
        | Will Topic   | gone       |
        | Will Payload | Carol left |
      And Alice loses the network connection
      And Bob receives "Alice left" on "gone"
      And Alice is connected with
        | Clean Start | 0 |
      When Alice loses the network connection
      And Carol loses the network connection
      Then Bob receives "Carol left" on "gone" next

    @MQTT-3.1.2-10 @requires:sessions
    Scenario: DISCONNECT, then a connection without a Will that is lost
      Given Alice is connected with
        | Session Expiry Interval | 60         |
        | Will Topic              | gone       |
        | Will Payload            | Alice left |
      And Carol is connected with
        | Will Topic   | gone       |
        | Will Payload | Carol left |
      And Alice disconnects
      And Alice is connected with
        | Clean Start | 0 |
      When Alice loses the network connection
      And Carol loses the network connection
      Then Bob receives "Carol left" on "gone" next

  Rule: Will QoS and Will Retain of the flags are those of the Will

    @MQTT-3.1.2-12
    Scenario Outline: A Will at QoS <qos>
      Given Bob is subscribed to "left" at QoS <qos>
      And Alice is connected with
        | Will Topic   | left       |
        | Will Payload | Alice left |
        | Will QoS     | <qos>      |
      When Alice loses the network connection
      Then Bob receives "Alice left" on "left" at QoS <qos>

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

    @MQTT-3.1.2-14 @requires:retain @requires:qos-1
    Scenario: A Will that is not retained, on a topic with a retained message
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Payload | Alice left |
      And Carol is connected
      And Carol publishes "older" to "gone" at QoS 1, retained
      And Alice loses the network connection
      And Bob receives "Alice left" on "gone"
      When Carol subscribes to "gone" at QoS 1
      And Carol publishes "end" to "gone" at QoS 1
      Then Carol receives in order
        | older | gone |
        | end   | gone |

    @MQTT-3.1.2-15 @requires:retain @requires:qos-1
    Scenario: A retained Will, for a later subscriber
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Payload | Alice left |
        | Will QoS     | 1          |
        | Will Retain  | 1          |
      And Carol is connected
      And Alice loses the network connection
      And Bob receives "Alice left" on "gone"
      When Carol subscribes to "gone" at QoS 1
      Then Carol receives "Alice left" on "gone" at QoS 1, retained
