@mqtt3
Feature: MQTT 3.1.1 §3.1.2 — CONNECT: Clean Session
  With Clean Session 0 the broker keeps subscriptions and messages while the client is away, and takes them up again
  when it comes back. With Clean Session 1 it begins with nothing and keeps nothing.

  Background:
    Given Bob is connected

  Rule: Clean Session 0 takes up the stored session

    @MQTT-3.1.2-4 @requires:sessions
    Scenario: Coming back after the network was lost
      Given Alice is connected with
        | Clean Session | 0 |
      And Alice is subscribed to "meter/7" at QoS 1
      When Alice loses the network connection
      And Alice reconnects
      And Bob publishes "42 kWh" to "meter/7" at QoS 1
      Then Alice receives "42 kWh" on "meter/7"

    @MQTT-3.1.2-4 @requires:sessions
    Scenario: Coming back after DISCONNECT
      Given Alice is connected with
        | Clean Session | 0 |
      And Alice is subscribed to "meter/7" at QoS 1
      When Alice disconnects
      And Alice reconnects
      And Bob publishes "42 kWh" to "meter/7" at QoS 1
      Then Alice receives "42 kWh" on "meter/7"

  Rule: Messages above QoS 0 wait for a session that is away

    @MQTT-3.1.2-5 @requires:sessions @requires:qos-1
    Scenario Outline: A message at QoS <qos> while its subscriber is away
      Given Alice has a stored session, subscribed to "meter/7" at QoS <qos>
      When Bob publishes "42 kWh" to "meter/7" at QoS <qos>
      And Alice reconnects
      Then Alice receives "42 kWh" on "meter/7" at QoS <qos>

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

    @MQTT-3.1.2-5 @MQTT-4.3.2-1 @requires:sessions @requires:qos-1
    Scenario: A message that waited is sent for the first time
      Given Alice has a stored session, subscribed to "meter/7" at QoS 1
      When Bob publishes "42 kWh" to "meter/7" at QoS 1
      And Alice reconnects
      Then Alice receives "42 kWh" with
        | DUP | 0 |

  Rule: Clean Session 1 discards what was stored, and stores nothing

    @MQTT-3.1.2-6 @requires:sessions @requires:qos-1
    Scenario: Clean Session 1 for a Client Identifier that has a session
      Given Alice has a stored session, subscribed to "meter/7" at QoS 1
      And Bob publishes "queued" to "meter/7" at QoS 1
      And Alice is connected
      When Alice subscribes to "meter/8" at QoS 1
      And Bob publishes in order
        | stray | meter/7 | QoS 1 |
        | end   | meter/8 | QoS 1 |
      Then Alice receives "end" on "meter/8" next

    @MQTT-3.1.2-6 @requires:sessions
    Scenario: Clean Session 0 after a connection with Clean Session 1
      Given Alice is connected
      And Alice is subscribed to "meter/7" at QoS 0
      And Alice disconnects
      And Alice is connected with
        | Clean Session | 0 |
      When Alice subscribes to "meter/8" at QoS 0
      And Bob publishes in order
        | stray | meter/7 | QoS 0 |
        | end   | meter/8 | QoS 0 |
      Then Alice receives "end" on "meter/8" next

  Rule: Retained messages belong to no session

    @MQTT-3.1.2-7 @requires:retain @requires:qos-1
    Scenario: The session that retained a message ends
      Given Alice is connected
      And Alice publishes "42 kWh" to "meter/7" at QoS 1, retained
      And Alice disconnects
      And Alice is connected
      When Bob subscribes to "meter/7" at QoS 1
      Then Bob receives "42 kWh" on "meter/7"
