@mqtt5
Feature: MQTT 5.0 §3.1.2 — CONNECT: Maximum Packet Size
  The client says how large a packet it takes. A message that would be larger is not sent to it, as if it had been
  delivered; everybody else gets it.

  Background:
    Given Bob is connected

  Rule: The broker sends no packet larger than the client's maximum

    @MQTT-3.1.2-24
    Scenario Outline: A message of more than 100 octets at QoS <qos>
      Given Alice is connected with
        | Maximum Packet Size | 100 |
      And Alice is subscribed to "meter/7" at QoS <qos>
      When Bob publishes "large… to 200 bytes" to "meter/7" at QoS <qos>
      And Bob publishes "end" to "meter/7" at QoS <qos>
      Then Alice receives "end" on "meter/7" next

      Examples:
        | qos |
        | 0   |

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

    @MQTT-3.1.2-24 @requires:sessions @requires:qos-1
    Scenario: A message of more than 100 octets that waited for its client
      Given Alice is connected with
        | Maximum Packet Size     | 100 |
        | Session Expiry Interval | 300 |
      And Alice is subscribed to "meter/7" at QoS 1
      And Alice disconnects
      And Bob publishes "large… to 200 bytes" to "meter/7" at QoS 1
      When Alice reconnects with
        | Clean Start | 0 |
      And Bob publishes "end" to "meter/7" at QoS 1
      Then Alice receives "end" on "meter/7" next

  Rule: A message that is too large does no harm

    @MQTT-3.1.2-25 @requires:qos-1
    Scenario: Three messages that are too large, with a Receive Maximum of one
      Given Alice is connected with
        | Maximum Packet Size | 100 |
        | Receive Maximum     | 1   |
      And Alice is subscribed to "meter/7" at QoS 1
      When Bob publishes in order
        | large 1… to 200 bytes | meter/7 | QoS 1 |
        | large 2… to 200 bytes | meter/7 | QoS 1 |
        | large 3… to 200 bytes | meter/7 | QoS 1 |
        | end                   | meter/7 | QoS 1 |
      Then Alice receives "end" on "meter/7"
      And Alice's connection is still open

    @MQTT-3.1.2-25 @requires:qos-1
    Scenario: A message that is too large for one of two subscribers
      Given Alice is connected with
        | Maximum Packet Size | 100 |
      And Carol is connected
      And Alice is subscribed to "meter/7" at QoS 1
      And Carol is subscribed to "meter/7" at QoS 1
      When Bob publishes "large… to 200 bytes" to "meter/7" at QoS 1
      Then Carol receives "large… to 200 bytes" on "meter/7"
