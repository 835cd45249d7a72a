@mqtt5
Feature: MQTT 5.0 §3.2.2 — CONNACK: what the broker does not offer
  CONNACK tells the limits of the broker. Inside them everything works; whoever goes beyond loses the connection.

  Rule: A broker that does not serve every QoS says so, and takes every SUBSCRIBE

    @MQTT-3.2.2-9 @setup:maximum-qos=1
    Scenario: CONNACK of a broker that serves QoS 0 and 1
      When Alice connects with
        | Clean Start | 1 |
      Then Alice receives CONNACK with
        | Maximum QoS | 1 |

    @MQTT-3.2.2-9
    Scenario: The values that Maximum QoS has
      When Alice connects with
        | Clean Start | 1 |
      Then Alice receives CONNACK with
        | Maximum QoS | absent or 0 or 1 |

    @MQTT-3.2.2-10 @setup:maximum-qos=1
    Scenario: SUBSCRIBE at QoS 2 to a broker that serves QoS 0 and 1
      Given Alice is connected
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/7 at QoS 2 |
      Then Alice receives SUBACK with
        | Reason Codes | 0 or 1 or 2 |

  Rule: A message or a Will above the Maximum QoS is refused

    @MQTT-3.2.2-11 @setup:maximum-qos=1
    Scenario: PUBLISH at QoS 2 to a broker that serves QoS 0 and 1
      Given Alice is connected
      When Alice sends PUBLISH with
        | Topic Name        | meter/7 |
        | QoS               | 2       |
        | Packet Identifier | 10      |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x9B QoS not supported

    @MQTT-3.2.2-12 @setup:maximum-qos=1
    Scenario: A Will at QoS 2 for a broker that serves QoS 0 and 1
      When Alice connects with
        | Will Topic   | gone |
        | Will Payload | x    |
        | Will QoS     | 2    |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed |
        | closed                               |
      And any CONNACK sent to Alice should carry 0x9B QoS not supported

  Rule: A retained message or Will is refused where retained messages are not available

    @MQTT-3.2.2-13 @setup:retain-available=false
    Scenario: A retained Will for a broker without retained messages
      When Alice connects with
        | Will Topic   | gone |
        | Will Payload | x    |
        | Will Retain  | 1    |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed |
        | closed                               |
      And any CONNACK sent to Alice should carry 0x9A Retain not supported

    @MQTT-3.2.2-14 @setup:retain-available=false
    Scenario: A retained PUBLISH to a broker without retained messages
      Given Alice is connected
      When Alice sends PUBLISH with
        | Topic Name | meter/7 |
        | RETAIN     | 1       |
        | Payload    | 42 kWh  |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x9A Retain not supported

  Rule: A packet above the broker's Maximum Packet Size is refused

    @MQTT-3.2.2-15 @setup:maximum-packet-size=200
    Scenario Outline: A PUBLISH of <size> octets to a broker that takes 200
      Given Alice is connected
      When Alice sends the bytes
        | 30                        | PUBLISH, QoS 0                                       |
        | remaining                 | Remaining Length, in two octets                      |
        | string:m/… to 20 bytes    | Topic Name of 22 octets, its length included         |
        | 00                        | Property Length 0                                    |
        | text:… to <payload> bytes | Payload that makes <size> octets of the whole packet |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x95 Packet too large

      Examples:
        | size | payload |
        | 201  | 175     |
        | 400  | 374     |

  Rule: A Topic Alias above the broker's maximum is refused

    @MQTT-3.2.2-17 @MQTT-3.3.2-9 @requires:topic-alias @requires:topic-alias-limit @malformed
    Scenario: Topic Alias 65,535
      Given Alice is connected
      When Alice sends PUBLISH with
        | Topic Name  | meter/7 |
        | Topic Alias | 65535   |
        | Payload     | 42 kWh  |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x94 Topic Alias invalid

    @MQTT-3.2.2-18 @setup:topic-alias-maximum=0 @malformed
    Scenario: Topic Alias 1 to a broker that takes none
      Given Alice is connected
      When Alice sends PUBLISH with
        | Topic Name  | meter/7 |
        | Topic Alias | 1       |
        | Payload     | 42 kWh  |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x94 Topic Alias invalid or 0x82 Protocol Error
