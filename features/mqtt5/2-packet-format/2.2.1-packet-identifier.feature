@mqtt5
Feature: MQTT 5.0 §2.2.1 — Packet Identifier
  A number from 1 to 65,535 ties a packet to its acknowledgement. It is in use until the last packet of the exchange.

  Rule: A PUBLISH at QoS 0 has no identifier

    @MQTT-2.2.1-2 @requires:qos-1
    Scenario: A message at QoS 1 for a subscription at QoS 0
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes "hex AA BB" to "meter/7" at QoS 1
      Then Bob receives "hex AA BB" on "meter/7" at QoS 0

  Rule: SUBSCRIBE, UNSUBSCRIBE and PUBLISH above QoS 0 need an identifier, and not 0

    @MQTT-2.2.1-3 @malformed
    Scenario: SUBSCRIBE with Packet Identifier 0
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE           |
        | remaining      | Remaining Length    |
        | 00 00          | Packet Identifier 0 |
        | 00             | Property Length 0   |
        | string:meter/7 | Topic Filter        |
        | 00             | QoS 0               |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

    @MQTT-2.2.1-3 @malformed
    Scenario: UNSUBSCRIBE with Packet Identifier 0
      Given Alice is connected
      When Alice sends the bytes
        | A2             | UNSUBSCRIBE         |
        | remaining      | Remaining Length    |
        | 00 00          | Packet Identifier 0 |
        | 00             | Property Length 0   |
        | string:meter/7 | Topic Filter        |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

    @MQTT-2.2.1-3 @malformed
    Scenario Outline: PUBLISH at QoS <qos> with Packet Identifier 0
      Given Alice is connected
      When Alice sends the bytes
        | <byte 1>       | PUBLISH, QoS <qos>  |
        | remaining      | Remaining Length    |
        | string:meter/7 | Topic Name          |
        | 00 00          | Packet Identifier 0 |
        | 00             | Property Length 0   |
        | text:42 kWh    | Payload             |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

      @requires:qos-1
      Examples:
        | byte 1 | qos |
        | 32     | 1   |

      @requires:qos-2
      Examples:
        | byte 1 | qos |
        | 34     | 2   |

  Rule: The broker gives each of its messages an identifier other than 0 that is not in use

    @MQTT-2.2.1-4 @requires:qos-1
    Scenario: The identifier of the broker's own message
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1
      Then Bob receives "42 kWh" with
        | Packet Identifier | other than 0 |

    @MQTT-2.2.1-4 @requires:qos-1
    Scenario: Several messages at QoS 1, none of them acknowledged
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      And Bob withholds acknowledgements
      When Alice publishes 10 numbered messages to "meter/7" at QoS 1
      Then no two messages that Bob receives have the same Packet Identifier

    @MQTT-2.2.1-4 @requires:qos-1 @setup:first-packet-identifier=65530
    Scenario: The identifiers behind 65,535
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes 10 numbered messages to "meter/7" at QoS 1
      Then Bob receives the 10 numbered messages on "meter/7"
      And any PUBLISH sent to Bob has
        | Packet Identifier | other than 0 |

  Rule: Acknowledgements carry the identifier of what they acknowledge

    @MQTT-2.2.1-5 @requires:qos-1
    Scenario: PUBACK for packet 0x1234
      Given Alice is connected
      When Alice sends PUBLISH with
        | Topic Name        | meter/7 |
        | QoS               | 1       |
        | Packet Identifier | 4660    |
      Then Alice receives PUBACK with
        | Packet Identifier | 4660 |

    @MQTT-2.2.1-5 @requires:qos-2
    Scenario: PUBREC for packet 0xFF01
      Given Alice is connected
      When Alice sends PUBLISH with
        | Topic Name        | meter/7 |
        | QoS               | 2       |
        | Packet Identifier | 65281   |
      Then Alice receives PUBREC with
        | Packet Identifier | 65281 |

    @MQTT-2.2.1-5 @requires:qos-2
    Scenario: PUBCOMP for packet 0xFF01
      Given Alice is connected
      And Alice publishes "42 kWh" to "meter/7" at QoS 2 as packet 65281, up to PUBREC
      When Alice sends PUBREL for packet 65281
      Then Alice receives PUBCOMP with
        | Packet Identifier | 65281 |

    @MQTT-2.2.1-5 @requires:qos-1
    Scenario: Three messages at QoS 1 in one segment
      Given Alice is connected
      When Alice sends the bytes
        | 32             | PUBLISH, QoS 1           |
        | remaining      | Remaining Length         |
        | string:meter/7 | Topic Name               |
        | FF FF          | Packet Identifier 0xFFFF |
        | 00             | Property Length 0        |
        | 32             | PUBLISH, QoS 1           |
        | remaining      | Remaining Length         |
        | string:meter/7 | Topic Name               |
        | 00 01          | Packet Identifier 1      |
        | 00             | Property Length 0        |
        | 32             | PUBLISH, QoS 1           |
        | remaining      | Remaining Length         |
        | string:meter/7 | Topic Name               |
        | 01 00          | Packet Identifier 256    |
        | 00             | Property Length 0        |
      Then Alice receives PUBACK for packet 65535
      And Alice receives PUBACK for packet 1
      And Alice receives PUBACK for packet 256

  Rule: SUBACK and UNSUBACK carry the identifier of the request

    @MQTT-2.2.1-6
    Scenario: SUBSCRIBE and UNSUBSCRIBE in one segment
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE                |
        | remaining      | Remaining Length         |
        | 01 02          | Packet Identifier 0x0102 |
        | 00             | Property Length 0        |
        | string:meter/7 | Topic Filter             |
        | 00             | QoS 0                    |
        | A2             | UNSUBSCRIBE              |
        | remaining      | Remaining Length         |
        | 02 01          | Packet Identifier 0x0201 |
        | 00             | Property Length 0        |
        | string:meter/7 | Topic Filter             |
      Then Alice receives SUBACK for packet 258
      And Alice receives UNSUBACK for packet 513
