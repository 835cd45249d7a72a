@mqtt3
Feature: MQTT 3.1.1 §3.3.2 — PUBLISH: Topic Name
  The Topic Name comes first behind the fixed header. It has no wildcards, and every subscriber gets it as it was sent.

  Rule: The Topic Name is there, and lies within the packet

    @MQTT-3.3.2-1 @malformed
    Scenario Outline: PUBLISH whose Topic Name <flaw>
      Given Alice is connected
      When Alice sends the bytes
        | 30        | PUBLISH, QoS 0       |
        | remaining | Remaining Length     |
        | <octets>  | Topic Name: <flaw>   |
      Then the broker closes Alice's connection

      Examples:
        | octets   | flaw                                |
        | 00 20 74 | claims 32 octets, of which 1 is there |
        | 00       | has half a length                   |

  Rule: A Topic Name holds no wildcard

    @MQTT-3.3.2-2 @MQTT-4.7.1-1 @malformed
    Scenario Outline: PUBLISH to <topic>
      Given Alice is connected
      When Alice sends the bytes
        | 32             | PUBLISH, QoS 1             |
        | remaining      | Remaining Length           |
        | string:<topic> | Topic Name with a wildcard |
        | 00 0A          | Packet Identifier 10       |
        | text:42 kWh    | Payload                    |
      Then the broker closes Alice's connection

      Examples:
        | topic     |
        | meter/+   |
        | meter/#   |
        | meter/a+b |

    @MQTT-3.3.2-2 @malformed @requires:wildcards @requires:qos-1
    Scenario: Subscribers of a PUBLISH with a wildcard
      Given Bob and Carol are connected
      And Bob is subscribed to "meter/#" at QoS 1
      And Alice is connected
      When Alice sends PUBLISH with
        | Topic Name        | meter/+ |
        | Payload           | stray   |
        | QoS               | 1       |
        | Packet Identifier | 10      |
      And Alice waits for an answer
      And Carol publishes "end" to "meter/7" at QoS 1
      Then Bob receives "end" on "meter/7" next

  Rule: A message goes to subscriptions that match, under the name it was published

    @MQTT-3.3.2-3 @requires:qos-1
    Scenario: A message on another topic
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/7" at QoS 1
      When Alice publishes in order
        | stray | meter/8 | QoS 1 |
        | end   | meter/7 | QoS 1 |
      Then Bob receives "end" on "meter/7" next
