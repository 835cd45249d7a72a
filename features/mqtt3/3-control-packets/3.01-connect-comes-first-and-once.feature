@mqtt3
Feature: MQTT 3.1.1 §3.1 — CONNECT comes first, and once
  A connection begins with CONNECT. Anything before it, and a second CONNECT, is a protocol violation.

  Rule: Whatever comes before CONNECT ends the connection and has no effect

    # A CONNACK with an error before the close is not forbidden in so many words.
    @MQTT-3.1.0-1 @malformed
    Scenario: PINGREQ as the first packet
      Given Alice has a network connection
      When Alice sends the bytes
        | C0 00 | PINGREQ |
      Then the broker answers Alice with one of
        | closed                                |
        | CONNACK other than 0x00, then closed |

    @MQTT-3.1.0-1 @malformed
    Scenario: SUBSCRIBE as the first packet
      Given Alice has a network connection
      When Alice sends the bytes
        | 82             | SUBSCRIBE            |
        | remaining      | Remaining Length     |
        | 00 0A          | Packet Identifier 10 |
        | string:meter/7 | Topic Filter         |
        | 00             | QoS 0                |
      Then the broker answers Alice with one of
        | closed                                |
        | CONNACK other than 0x00, then closed |

    @MQTT-3.1.0-1 @malformed
    Scenario: PUBLISH as the first packet
      Given Bob and Carol are connected
      And Bob is subscribed to "meter/7" at QoS 0
      And Alice has a network connection
      When Alice sends the bytes
        | 30             | PUBLISH, QoS 0   |
        | remaining      | Remaining Length |
        | string:meter/7 | Topic Name       |
        | text:stray     | Payload          |
      Then the broker answers Alice with one of
        | closed                                |
        | CONNACK other than 0x00, then closed |
      When Carol publishes "end" to "meter/7" at QoS 0
      Then Bob receives "end" on "meter/7" next

  Rule: A second CONNECT ends the connection

    @MQTT-3.1.0-2 @malformed
    Scenario: The same CONNECT again
      Given Alice is connected
      When Alice sends CONNECT
      Then the broker closes Alice's connection

    @MQTT-3.1.0-2 @malformed
    Scenario: Two CONNECTs in one segment
      Given Alice has a network connection
      When Alice sends the bytes
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
      Then the broker answers Alice with one of
        | CONNACK 0x00, then closed |
        | closed                    |
