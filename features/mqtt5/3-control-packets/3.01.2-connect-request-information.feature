@mqtt5
Feature: MQTT 5.0 §3.1.2 — CONNECT: Request Response Information, Request Problem Information
  The client asks for Response Information, and may do without explanations of what went wrong.

  Rule: Response Information is for those who asked

    @MQTT-3.1.2-28
    Scenario: A CONNECT that does not ask
      When Alice connects with
        | Clean Start | 1 |
      Then Alice receives CONNACK with
        | Response Information | absent |

    @MQTT-3.1.2-28
    Scenario: A CONNECT that asks for none
      When Alice connects with
        | Request Response Information | 0 |
      Then Alice receives CONNACK with
        | Response Information | absent |

  Rule: Without problem information, acknowledgements explain nothing

    @MQTT-3.1.2-29
    Scenario: UNSUBACK for a filter that was never subscribed to
      Given Alice is connected with
        | Request Problem Information | 0 |
      When Alice sends UNSUBSCRIBE with
        | Packet Identifier | 10      |
        | Topic Filter      | meter/7 |
      Then Alice receives UNSUBACK with
        | Reason String | absent |
        | User Property | absent |

    @MQTT-3.1.2-29
    Scenario: SUBACK
      Given Alice is connected with
        | Request Problem Information | 0 |
      When Alice sends SUBSCRIBE with
        | Packet Identifier | 10               |
        | Topic Filter      | meter/7 at QoS 0 |
      Then Alice receives SUBACK with
        | Reason String | absent |
        | User Property | absent |

    @MQTT-3.1.2-29 @requires:qos-1
    Scenario: PUBACK for a message without a subscriber
      Given Alice is connected with
        | Request Problem Information | 0 |
      When Alice sends PUBLISH with
        | Topic Name        | meter/7 |
        | QoS               | 1       |
        | Packet Identifier | 10      |
      Then Alice receives PUBACK with
        | Reason String | absent |
        | User Property | absent |

    @MQTT-3.1.2-29 @requires:qos-2
    Scenario: PUBREC for a message without a subscriber
      Given Alice is connected with
        | Request Problem Information | 0 |
      When Alice sends PUBLISH with
        | Topic Name        | meter/7 |
        | QoS               | 2       |
        | Packet Identifier | 10      |
      Then Alice receives PUBREC with
        | Reason String | absent |
        | User Property | absent |

  Rule: The User Properties of messages are no explanations

    @MQTT-3.1.2-29
    Scenario: A message with a User Property
      Given Alice is connected with
        | Request Problem Information | 0 |
      And Alice is subscribed to "meter/7" at QoS 0
      And Bob is connected
      When Bob publishes to "meter/7" with
        | Payload       | 42 kWh       |
        | User Property | name = value |
      Then Alice receives "42 kWh" with
        | User Property | name = value |
