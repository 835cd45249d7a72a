@mqtt5
Feature: MQTT 5.0 §3.3.1 — PUBLISH: DUP and QoS
  DUP says that the sender may have sent this packet before. QoS is 0, 1 or 2.

  Rule: A message that is sent again has DUP 1, one that is sent for the first time has DUP 0

    @MQTT-3.3.1-1 @requires:sessions
    Scenario Outline: A message at QoS <qos> that was not acknowledged
      Given Bob is connected with
        | Clean Start             | 0        |
        | Session Expiry Interval | 600      |
        | Acknowledgements        | withheld |
      And Bob is subscribed to "meter/7" at QoS <qos>
      And Alice is connected
      And Alice publishes "42 kWh" to "meter/7" at QoS <qos>
      And Bob receives "42 kWh" on "meter/7" at QoS <qos>
      When Bob reconnects
      Then Bob receives "42 kWh" with
        | QoS | <qos> |
        | DUP | 1     |

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

    @MQTT-3.3.1-1 @MQTT-4.3.2-2 @requires:sessions @requires:qos-1
    Scenario: A message that waited for its subscriber
      Given Alice is connected
      And Bob has a stored session, subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob reconnects
      Then Bob receives "42 kWh" with
        | DUP | 0 |

  Rule: At QoS 0 DUP is 0

    @MQTT-3.3.1-2 @requires:qos-1
    Scenario: A message with DUP 1 for a subscription at QoS 0
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes to "meter/7" with
        | Payload | 42 kWh |
        | QoS     | 1      |
        | DUP     | 1      |
      And Alice publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7"
      And any PUBLISH sent to Bob has
        | QoS | 0 |
        | DUP | 0 |

    @MQTT-3.3.1-2 @malformed @soft
    Scenario: PUBLISH at QoS 0 with DUP 1
      No sentence says what a broker does about DUP 1 at QoS 0: it may close, or serve the message without it.

      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice sends PUBLISH with
        | Topic Name | meter/7 |
        | Payload    | odd     |
        | DUP        | 1       |
      And Bob publishes "end" to "meter/7" at QoS 0
      Then Bob receives "end" on "meter/7"
      And any PUBLISH sent to Bob has
        | DUP | 0 |

  Rule: DUP of a publisher is not handed on

    @MQTT-3.3.1-3
    Scenario Outline: A message at QoS <qos> that its publisher sent with DUP 1
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS <qos>
      When Alice publishes to "meter/7" with
        | Payload | 42 kWh |
        | QoS     | <qos>  |
        | DUP     | 1      |
      Then Bob receives "42 kWh" with
        | QoS | <qos> |
        | DUP | 0     |

      @requires:qos-1
      Examples:
        | qos |
        | 1   |

      @requires:qos-2
      Examples:
        | qos |
        | 2   |

  Rule: QoS 3 ends the connection

    @MQTT-3.3.1-4 @malformed
    Scenario Outline: PUBLISH at QoS 3, first octet <byte 1>
      Given Alice is connected
      When Alice sends the bytes
        | <byte 1>       | PUBLISH, QoS 3 (<flags>) |
        | remaining      | Remaining Length         |
        | string:meter/7 | Topic Name               |
        | 00 0A          | Packet Identifier 10     |
        | 00             | Property Length 0        |
        | text:42 kWh    | Payload                  |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet

      Examples:
        | byte 1 | flags           |
        | 36     | DUP 0, RETAIN 0 |
        | 37     | DUP 0, RETAIN 1 |
        | 3E     | DUP 1, RETAIN 0 |
