@mqtt3
Feature: MQTT 3.1.1 §3.8 — SUBSCRIBE: subscribe to topics
  A list of Topic Filters, each with the highest QoS that is wanted.

  Rule: The flag bits of SUBSCRIBE are 0010; anything else is malformed

    @MQTT-3.8.1-1 @malformed
    Scenario Outline: SUBSCRIBE with flag bits <flags>
      Given Alice is connected
      When Alice sends the bytes
        | <byte 1>       | SUBSCRIBE, flags <flags> instead of 0010 |
        | remaining      | Remaining Length                         |
        | 00 0A          | Packet Identifier 10                     |
        | string:meter/7 | Topic Filter                             |
        | 00             | QoS 0                                    |
      Then the broker closes Alice's connection

      Examples:
        | byte 1 | flags |
        | 80     | 0000  |
        | 81     | 0001  |
        | 83     | 0011  |
        | 8A     | 1010  |

  Rule: The payload is Topic Filters in UTF-8, each followed by its QoS, and nothing else

    @MQTT-3.8.3-1 @malformed
    Scenario: A Topic Filter that is not UTF-8
      Given Alice is connected
      When Alice sends the bytes
        | 82          | SUBSCRIBE                                    |
        | remaining   | Remaining Length                             |
        | 00 0A       | Packet Identifier 10                         |
        | string:meter/ + C3 28 | Topic Filter: C3 begins what 28 cannot go on |
        | 00          | QoS 0                                        |
      Then the broker closes Alice's connection

    @MQTT-3.8.3-1 @malformed
    Scenario: A Topic Filter without its QoS
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE                  |
        | remaining      | Remaining Length           |
        | 00 0A          | Packet Identifier 10       |
        | string:meter/7 | Topic Filter, and no QoS   |
      Then the broker closes Alice's connection

    @MQTT-4.8.0-1 @malformed
    Scenario: An octet behind the last Topic Filter
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE                       |
        | remaining      | Remaining Length                |
        | 00 0A          | Packet Identifier 10            |
        | string:meter/7 | Topic Filter                    |
        | 00             | QoS 0                           |
        | 00             | the beginning of nothing        |
      Then the broker closes Alice's connection

    @MQTT-3.8.3-3 @malformed
    Scenario: SUBSCRIBE without a Topic Filter
      Given Alice is connected
      When Alice sends the bytes
        | 82    | SUBSCRIBE            |
        | 02    | Remaining Length 2   |
        | 00 0A | Packet Identifier 10 |
      Then the broker closes Alice's connection

  Rule: A broker that grants a filter with a wildcard serves it

    @MQTT-3.8.3-2 @requires:wildcards
    Scenario: A filter with a wildcard is granted
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/+" at QoS 0
      When Alice publishes "42 kWh" to "meter/7" at QoS 0
      Then Bob receives "42 kWh" on "meter/7"

  Rule: Of the octet behind a filter two bits are QoS 0, 1 or 2, and six bits are 0

    @MQTT-3.8.3-4 @malformed
    Scenario Outline: The octet behind the filter is <octet>
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE            |
        | remaining      | Remaining Length     |
        | 00 0A          | Packet Identifier 10 |
        | string:meter/7 | Topic Filter         |
        | <octet>        | <what>               |
      Then the broker closes Alice's connection

      Examples:
        | octet | what                          |
        | 03    | QoS 3                         |
        | 04    | No Local of MQTT 5.0          |
        | 08    | Retain As Published of 5.0    |
        | 10    | Retain Handling of 5.0        |
        | 40    | QoS 0 and a reserved bit      |
        | 81    | QoS 1 and a reserved bit      |

    @MQTT-3.8.3-4 @malformed
    Scenario: The second of two filters asks for QoS 3
      Given Alice is connected
      When Alice sends the bytes
        | 82             | SUBSCRIBE            |
        | remaining      | Remaining Length     |
        | 00 0A          | Packet Identifier 10 |
        | string:meter/7 | Topic Filter         |
        | 00             | QoS 0                |
        | string:meter/8 | Topic Filter         |
        | 03             | QoS 3                |
      Then the broker closes Alice's connection
