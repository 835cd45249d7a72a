@mqtt5
Feature: MQTT 5.0 §3.3.2 — PUBLISH: properties that travel with the message
  The broker hands them on as they are, to everybody, at once or later.

  Background:
    Given Alice and Bob are connected

  Rule: Payload Format Indicator is handed on

    @MQTT-3.3.2-4
    Scenario: A payload that is said to be text
      Given Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes to "meter/7" with
        | Payload                  | 42 kWh |
        | Payload Format Indicator | 1      |
      Then Bob receives "42 kWh" with
        | Payload Format Indicator | 1 |

    @MQTT-3.3.2-4 @requires:retain @requires:qos-1
    Scenario: A retained payload that is said to be text
      Given Alice publishes to "meter/7" with
        | Payload                  | 42 kWh |
        | QoS                      | 1      |
        | RETAIN                   | 1      |
        | Payload Format Indicator | 1      |
      When Bob subscribes to "meter/7" at QoS 1
      Then Bob receives "42 kWh" with
        | Payload Format Indicator | 1 |

  Rule: Response Topic is UTF-8 without wildcards, and is handed on

    @MQTT-3.3.2-13 @malformed
    Scenario: A Response Topic that is not UTF-8
      When Alice sends the bytes
        | 32             | PUBLISH, QoS 1                    |
        | remaining      | Remaining Length                  |
        | string:meter/7 | Topic Name                        |
        | 00 0A          | Packet Identifier 10              |
        | 04             | Property Length 4                 |
        | 08 00 01 FF    | Response Topic of one octet, 0xFF |
        | text:42 kWh    | Payload                           |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

    @MQTT-3.3.2-14 @malformed @soft
    Scenario Outline: The Response Topic <topic>
      No sentence says what a broker does about such a Response Topic.

      When Alice sends PUBLISH with
        | Topic Name        | meter/7 |
        | Payload           | 42 kWh  |
        | QoS               | 1       |
        | Packet Identifier | 10      |
        | Response Topic    | <topic> |
      Then the broker answers Alice with one of
        | closed      |                             |
        | PUBACK 0x90 | refused, and nothing closed |

      Examples:
        | topic     |
        | answers/# |
        | answers/+ |

    @MQTT-3.3.2-15
    Scenario: A Response Topic with capitals, accents and U+FEFF
      Given Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes to "meter/7" with
        | Payload        | 42 kWh                              |
        | Response Topic | R\u00E9ponses/\uFEFFGr\u00F6\u00DFe |
      Then Bob receives "42 kWh" with
        | Response Topic | R\u00E9ponses/\uFEFFGr\u00F6\u00DFe |

    @MQTT-3.3.2-15 @requires:qos-1 @requires:sessions
    Scenario: The Response Topic of a message that waits
      Given Carol has a stored session, subscribed to "meter/7" at QoS 1
      When Alice publishes to "meter/7" with
        | Payload        | 42 kWh  |
        | QoS            | 1       |
        | Response Topic | Answers |
      And Carol reconnects
      Then Carol receives "42 kWh" with
        | Response Topic | Answers |

  Rule: Correlation Data is handed on, whatever its octets

    @MQTT-3.3.2-16
    Scenario Outline: Correlation Data of <what>
      Given Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes to "meter/7" with
        | Payload          | 42 kWh |
        | Correlation Data | <data> |
      Then Bob receives "42 kWh" with
        | Correlation Data | <data> |

      Examples:
        | what                    | data            |
        | four octets, two zeroes | hex 00 FF 80 00 |
        | no octets               |                 |

      @requires:large-packets
      Examples:
        | what          | data                          |
        | 65,535 octets | hex 00 to FF … to 65535 bytes |

  Rule: User Properties are handed on: all of them, in their order

    @MQTT-3.3.2-17
    Scenario: User Properties with one name, and two that are the same
      Given Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes to "meter/7" with
        | Payload       | 42 kWh |
        | User Property | b = 1  |
        | User Property | a = 2  |
        | User Property | b = 0  |
        | User Property | a = 2  |
      Then Bob receives "42 kWh" with
        | User Property | at least, in any order, b = 1; a = 2; b = 0; a = 2 |

    @MQTT-3.3.2-17
    Scenario: User Properties without a name, without a value, without both
      Given Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes to "meter/7" with
        | Payload       | 42 kWh |
        | User Property | = 1    |
        | User Property | a =    |
        | User Property | =      |
      Then Bob receives "42 kWh" with
        | User Property | at least, in any order, = 1; a =; = |

    @MQTT-3.3.2-18
    Scenario: Four User Properties in no order of their own
      Given Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes to "meter/7" with
        | Payload       | 42 kWh |
        | User Property | b = 1  |
        | User Property | a = 2  |
        | User Property | b = 0  |
        | User Property | a = 2  |
      Then Bob receives "42 kWh" with
        | User Property | at least b = 1; a = 2; b = 0; a = 2 |

    @MQTT-3.3.2-18 @requires:qos-1 @requires:sessions
    Scenario: The order of the User Properties of a message that waits
      Given Carol has a stored session, subscribed to "meter/7" at QoS 1
      When Alice publishes to "meter/7" with
        | Payload       | 42 kWh |
        | QoS           | 1      |
        | User Property | b = 1  |
        | User Property | a = 2  |
      And Carol reconnects
      Then Carol receives "42 kWh" with
        | User Property | at least b = 1; a = 2 |

  Rule: Content Type is UTF-8, and is handed on

    @MQTT-3.3.2-19 @malformed
    Scenario: A Content Type that is not UTF-8
      When Alice sends the bytes
        | 32             | PUBLISH, QoS 1                  |
        | remaining      | Remaining Length                |
        | string:meter/7 | Topic Name                      |
        | 00 0A          | Packet Identifier 10            |
        | 04             | Property Length 4               |
        | 03 00 01 FF    | Content Type of one octet, 0xFF |
        | text:42 kWh    | Payload                         |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error

    @MQTT-3.3.2-20
    Scenario Outline: The Content Type "<type>"
      Given Bob is subscribed to "meter/7" at QoS 0
      When Alice publishes to "meter/7" with
        | Payload      | 42 kWh |
        | Content Type | <type> |
      Then Bob receives "42 kWh" with
        | Content Type | <type> |

      Examples:
        | type           |
        | text/x; \u00E9 |
        |                |
