@mqtt3
Feature: MQTT 3.1.1 §2.3.1 — Packet Identifier
  A number from 1 to 65,535 ties a packet to its acknowledgement. It is in use until the last packet of the exchange.

  Rule: SUBSCRIBE, UNSUBSCRIBE and PUBLISH above QoS 0 need an identifier, and not 0

    @MQTT-2.3.1-1 @malformed
    Scenario: SUBSCRIBE with Packet Identifier 0
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE           |
        | remaining      | Remaining Length    |
        | 00 00          | Packet Identifier 0 |
        | string:meter/7 | Topic Filter        |
        | 00             | QoS 0               |
      Then the broker closes Alice's connection

    @MQTT-2.3.1-1 @malformed
    Scenario: UNSUBSCRIBE with Packet Identifier 0
      Given Alice is connected
      When Alice sends the bytes
        | A2             | UNSUBSCRIBE         |
        | remaining      | Remaining Length    |
        | 00 00          | Packet Identifier 0 |
        | string:meter/7 | Topic Filter        |
      Then the broker closes Alice's connection

    @MQTT-2.3.1-1 @malformed
    Scenario Outline: PUBLISH at QoS <qos> with Packet Identifier 0
      Given Alice is connected
      When Alice sends the bytes
        | <byte 1>       | PUBLISH, QoS <qos>  |
        | remaining      | Remaining Length    |
        | string:meter/7 | Topic Name          |
        | 00 00          | Packet Identifier 0 |
        | text:42 kWh    | Payload             |
      Then the broker closes Alice's connection

      Examples:
        | byte 1 | qos |
        | 32     | 1   |
        | 34     | 2   |

    @MQTT-2.3.1-1 @malformed
    Scenario: PUBLISH at QoS 1 that is too short for a Packet Identifier
      Given Alice is connected
      When Alice sends the bytes
        | 32             | PUBLISH, QoS 1           |
        | remaining      | Remaining Length         |
        | string:meter/7 | Topic Name               |
        | 00             | half a Packet Identifier |
      Then the broker closes Alice's connection

    @MQTT-2.3.1-1 @requires:qos-1
    Scenario: The identifiers of the broker's own messages
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1
      Then Bob receives "42 kWh" with
        | Packet Identifier | other than 0 |

  Rule: The broker gives each of its messages an identifier that is not in use, and keeps it when it sends again

    @MQTT-2.3.1-4 @MQTT-4.3.2-1 @requires:qos-1
    Scenario: Several messages at QoS 1, none of them acknowledged
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      And Bob withholds acknowledgements
      When Alice publishes 10 numbered messages to "meter/7" at QoS 1
      Then no two messages that Bob receives have the same Packet Identifier

    @MQTT-2.3.1-4 @MQTT-4.4.0-1 @requires:qos-1 @requires:sessions
    Scenario: A message that is sent again after reconnecting
      Given Bob is connected with
        | Clean Session    | 0        |
        | Acknowledgements | withheld |
      And Bob is subscribed to "meter/7" at QoS 1
      And Alice is connected
      And Alice publishes "42 kWh" to "meter/7" at QoS 1
      And Bob receives "42 kWh" on "meter/7" at QoS 1
      When Bob reconnects
      Then Bob receives "42 kWh" with
        | Packet Identifier | as before |

  Rule: A PUBLISH at QoS 0 has no identifier

    @MQTT-2.3.1-5
    Scenario: A message at QoS 1 for a subscription at QoS 0
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes "hex AA BB" to "meter/7" at QoS 1
      Then Bob receives the bytes
        | 30             | PUBLISH, QoS 0                     |
        | remaining      | Remaining Length                   |
        | string:meter/7 | Topic Name                         |
        | AA BB          | Payload, right behind the topic    |

  Rule: Acknowledgements carry the identifier of what they acknowledge

    @MQTT-2.3.1-6
    Scenario: PUBACK for packet 0x1234
      Given Alice is connected
      When Alice publishes "42 kWh" to "meter/7" at QoS 1 as packet 4660, up to PUBLISH
      Then Alice receives the bytes
        | 40 02 12 34 | PUBACK for packet 0x1234 |

    @MQTT-2.3.1-6 @requires:qos-2
    Scenario: PUBREC for packet 0xFF01
      Given Alice is connected
      When Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 65281, up to PUBLISH
      Then Alice receives the bytes
        | 50 02 FF 01 | PUBREC for packet 0xFF01 |

    @MQTT-2.3.1-6
    Scenario: Three messages at QoS 1 in one segment
      Given Alice is connected
      When Alice sends the bytes
        | 32             | PUBLISH, QoS 1           |
        | remaining      | Remaining Length         |
        | string:meter/7 | Topic Name               |
        | FF FF          | Packet Identifier 0xFFFF |
        | 32             | PUBLISH, QoS 1           |
        | remaining      | Remaining Length         |
        | string:meter/7 | Topic Name               |
        | 00 01          | Packet Identifier 1      |
        | 32             | PUBLISH, QoS 1           |
        | remaining      | Remaining Length         |
        | string:meter/7 | Topic Name               |
        | 01 00          | Packet Identifier 256    |
      Then Alice receives PUBACK for packet 65535
      And Alice receives PUBACK for packet 1
      And Alice receives PUBACK for packet 256

    @MQTT-2.3.1-6 @requires:qos-2
    Scenario: The identifier of the broker's own PUBREL
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 2
      And Bob withholds acknowledgements
      And Alice publishes "42 kWh" to "meter/7" at QoS 2
      And Bob receives "42 kWh" on "meter/7" at QoS 2
      When Bob sends PUBREC for "42 kWh"
      Then Bob receives PUBREL for "42 kWh"

    @MQTT-2.3.1-7
    Scenario: SUBSCRIBE and UNSUBSCRIBE in one segment
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE                |
        | remaining      | Remaining Length         |
        | 01 02          | Packet Identifier 0x0102 |
        | string:meter/7 | Topic Filter             |
        | 00             | QoS 0                    |
        | A2             | UNSUBSCRIBE              |
        | remaining      | Remaining Length         |
        | 02 01          | Packet Identifier 0x0201 |
        | string:meter/7 | Topic Filter             |
      Then Alice receives SUBACK for packet 258
      And Alice receives UNSUBACK for packet 513
