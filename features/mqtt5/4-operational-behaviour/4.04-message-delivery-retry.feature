@mqtt5
Feature: MQTT 5.0 §4.4 — Message delivery retry
  When a client comes back to its session, whatever was not acknowledged is sent again under the same Packet Identifiers.
  At no other time is anything sent again.

  Background:
    Given Alice is connected
    And Bob is connected with
      | Clean Start             | 0        |
      | Session Expiry Interval | 600      |
      | Acknowledgements        | withheld |

  Rule: On the next connection, unacknowledged PUBLISH and PUBREL packets are sent again

    @MQTT-4.4.0-1 @requires:sessions
    Scenario Outline: A PUBLISH at QoS <qos> that was not acknowledged
      Given Bob is subscribed to "meter/7" at QoS <qos>
      And Alice publishes "42 kWh" to "meter/7" at QoS <qos>
      And Bob receives "42 kWh" on "meter/7" at QoS <qos>
      When Bob reconnects
      Then Bob receives "42 kWh" with
        | Packet Identifier | as before |

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

    @MQTT-4.4.0-1 @requires:qos-2 @requires:sessions
    Scenario: A PUBREL that was not answered
      Given Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives PUBREL after PUBREC for "42 kWh"
      When Bob reconnects
      Then Bob receives PUBREL for "42 kWh"

  Rule: On the same connection, nothing is sent again

    @MQTT-4.4.0-1 @requires:qos-1 @clock
    Scenario: Twelve seconds without PUBACK
      Given Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7" at QoS 1
      When 12 seconds pass
      Then nothing more arrives for Bob

  Rule: A message that was refused is done with

    @MQTT-4.4.0-2 @requires:qos-1 @requires:sessions
    Scenario: PUBACK 0x80, and the next connection
      Given Bob is subscribed to "meter/7" at QoS 1
      And Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7" at QoS 1
      When Bob sends the bytes
        | 40 03         | PUBACK, Remaining Length 3 |
        | packet:42 kWh | Packet Identifier          |
        | 80            | 0x80 Unspecified error     |
      And Bob reconnects
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

    @MQTT-4.4.0-2 @requires:qos-2 @requires:sessions
    Scenario: PUBREC 0x83, and the next connection
      Given Bob is subscribed to "meter/7" at QoS 2
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      When Bob sends the bytes
        | 50 03         | PUBREC, Remaining Length 3         |
        | packet:42 kWh | Packet Identifier                  |
        | 83            | 0x83 Implementation specific error |
      And Bob reconnects
      And Alice publishes "end" to "meter/7" at QoS 2
      Then Bob receives "end" on "meter/7" next
