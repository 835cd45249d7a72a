@mqtt5
Feature: MQTT 5.0 §3.3.2 — PUBLISH: Topic Name
  The Topic Name comes first behind the fixed header. It has no wildcards, and every subscriber gets it as it was sent.

  Rule: The Topic Name is there, lies within the packet, and is UTF-8

    @MQTT-3.3.2-1 @malformed
    Scenario Outline: PUBLISH whose Topic Name <flaw>
      Given Alice is connected
      When Alice sends the bytes
        | 30        | PUBLISH, QoS 0     |
        | remaining | Remaining Length   |
        | <octets>  | Topic Name: <flaw> |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet

      Examples:
        | octets   | flaw                                  |
        | 00 20 74 | claims 32 octets, of which 1 is there |
        | 00       | has half a length                     |

    @MQTT-3.3.2-1 @malformed
    Scenario: PUBLISH whose Topic Name is not UTF-8
      Given Alice is connected
      When Alice sends the bytes
        | 32                    | PUBLISH, QoS 1                             |
        | remaining             | Remaining Length                           |
        | string:meter/ + C3 28 | Topic Name: C3 begins what 28 cannot go on |
        | 00 0A                 | Packet Identifier 10                       |
        | 00                    | Property Length 0                          |
        | text:42 kWh           | Payload                                    |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error or 0x90 Topic Name Invalid

  Rule: A Topic Name holds no wildcard

    # No sentence says what the broker does about it. 0x90 is defined for names that are well-formed and not accepted,
    # so an acknowledgement with it is taken for a refusal like the close; one that takes the message is not.
    @MQTT-3.3.2-2 @MQTT-4.7.0-1 @malformed
    Scenario Outline: PUBLISH to <topic>
      Given Alice is connected
      When Alice sends the bytes
        | 32             | PUBLISH, QoS 1             |
        | remaining      | Remaining Length           |
        | string:<topic> | Topic Name with a wildcard |
        | 00 0A          | Packet Identifier 10       |
        | 00             | Property Length 0          |
        | text:42 kWh    | Payload                    |
      Then the broker answers Alice with one of
        | closed      |                             |
        | PUBACK 0x90 | refused, and nothing closed |
      And any DISCONNECT sent to Alice should carry 0x81 Malformed Packet or 0x82 Protocol Error or 0x90 Topic Name Invalid

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

    @MQTT-3.3.2-3 @requires:qos-1 @requires:wildcards
    Scenario: A message for a subscription with a wildcard
      Given Alice and Bob are connected
      And Bob is subscribed to "meter/+" at QoS 1
      When Alice publishes "42 kWh" to "meter/7" at QoS 1
      Then Bob receives "42 kWh" on "meter/7"
