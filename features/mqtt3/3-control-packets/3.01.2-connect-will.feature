@mqtt3
Feature: MQTT 3.1.1 §3.1.2 — CONNECT: the Will
  A client leaves a message with the broker that is published for it when its connection ends in any way but DISCONNECT.

  Background:
    Given Bob is connected
    And Bob is subscribed to "gone" at QoS 0

  Rule: The Will is published on every end but DISCONNECT

    @MQTT-3.1.2-8
    Scenario: The network connection ends without DISCONNECT
      Given Alice is connected with
        | Will Topic   | gone      |
        | Will Message | hex 00 FF |
        | Will QoS     | 1         |
      When Alice loses the network connection
      Then Bob receives "hex 00 FF" on "gone"

    @MQTT-3.1.2-8
    Scenario: A Will Message of no octets
      Given Alice is connected with
        | Will Topic   | gone |
        | Will Message |      |
      When Alice loses the network connection
      Then Bob receives "" on "gone"

    @MQTT-3.1.2-8 @malformed
    Scenario: A second CONNECT
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Message | Alice left |
      And Alice sends CONNECT
      And the broker gives up Alice's connection
      Then Bob receives "Alice left" on "gone"

    @MQTT-3.1.2-8 @malformed
    Scenario: A malformed SUBSCRIBE
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Message | Alice left |
      And Alice sends the bytes
        | 80             | SUBSCRIBE, flags 0000 instead of 0010 |
        | remaining      | Remaining Length                      |
        | 00 0A          | Packet Identifier 10                  |
        | string:meter/7 | Topic Filter                          |
        | 00             | QoS 0                                 |
      And the broker gives up Alice's connection
      Then Bob receives "Alice left" on "gone"

    @MQTT-3.1.2-8
    Scenario: Another client takes over the Client Identifier
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Message | Alice left |
      When Carol connects with
        | Client Identifier | Alice |
      Then Bob receives "Alice left" on "gone"

    @MQTT-3.1.2-8 @clock
    Scenario: The Keep Alive runs out
      When Alice connects with
        | Will Topic   | gone       |
        | Will Message | Alice left |
        | Keep Alive   | 1          |
      Then Bob receives "Alice left" on "gone" within 12 seconds

  Rule: A Will that was published, or given up by DISCONNECT, is gone

    @MQTT-3.1.2-10 @requires:sessions
    Scenario: The session's next connection, without a Will, is lost too
      Given Alice is connected with
        | Clean Session | 0          |
        | Will Topic    | gone       |
        | Will Message  | Alice left |
      And Carol is connected with
        | Will Topic   | gone       |
        | Will Message | Carol left |
      And Alice loses the network connection
      And Bob receives "Alice left" on "gone"
      And Alice is connected with
        | Clean Session | 0 |
      When Alice loses the network connection
      And Carol loses the network connection
      Then Bob receives "Carol left" on "gone" next

    @MQTT-3.1.2-10 @requires:sessions
    Scenario: DISCONNECT, then a connection without a Will that is lost
      Given Alice is connected with
        | Clean Session | 0          |
        | Will Topic    | gone       |
        | Will Message  | Alice left |
      And Carol is connected with
        | Will Topic   | gone       |
        | Will Message | Carol left |
      And Alice disconnects
      And Alice is connected with
        | Clean Session | 0 |
      When Alice loses the network connection
      And Carol loses the network connection
      Then Bob receives "Carol left" on "gone" next

  Rule: Without the Will Flag no Will is published

    @MQTT-3.1.2-12
    Scenario: A connection without a Will, after one with a Will
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Message | Alice left |
      And Carol is connected with
        | Will Topic   | gone       |
        | Will Message | Carol left |
      And Alice disconnects
      And Alice is connected
      When Alice loses the network connection
      And Carol loses the network connection
      Then Bob receives "Carol left" on "gone" next

  Rule: Will QoS and Will Retain of the flags are those of the Will

    @MQTT-3.1.2-14
    Scenario Outline: A Will at QoS <qos>
      Given Bob is subscribed to "left" at QoS <qos>
      And Alice is connected with
        | Will Topic   | left       |
        | Will Message | Alice left |
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

    @MQTT-3.1.2-16 @requires:retain @requires:qos-1
    Scenario: A Will that is not retained, on a topic with a retained message
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Message | Alice left |
      And Carol is connected
      And Carol publishes "older" to "gone" at QoS 1, retained
      And Alice loses the network connection
      And Bob receives "Alice left" on "gone"
      When Carol subscribes to "gone" at QoS 1
      And Carol publishes "end" to "gone" at QoS 1
      Then Carol receives in order
        | older | gone |
        | end   | gone |

    @MQTT-3.1.2-17 @requires:retain @requires:qos-1
    Scenario: A retained Will, for a later subscriber
      Given Alice is connected with
        | Will Topic   | gone       |
        | Will Message | Alice left |
        | Will QoS     | 1          |
        | Will Retain  | 1          |
      And Carol is connected
      And Alice loses the network connection
      And Bob receives "Alice left" on "gone"
      When Carol subscribes to "gone" at QoS 1
      Then Carol receives "Alice left" on "gone" at QoS 1, retained
