@mqtt5
Feature: MQTT 5.0 §4.12 — Enhanced authentication
  A client that names an Authentication Method proves who it is in an exchange of AUTH packets before CONNACK, and may
  do so again later. The method "conform" of these scenarios has one leg: the broker challenges, and the client answers
  with the octets of the word "response".

  Rule: A method that the broker does not know ends the connection

    @MQTT-4.12.0-1
    Scenario: An Authentication Method that nobody knows
      When Alice connects with
        | Authentication Method | cfnon |
        | Authentication Data   | hello |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed | such as 0x8C or 0x87 |
        | closed                               |                      |

  Rule: The broker asks for more with AUTH 0x18, and the client answers with the same

    @MQTT-4.12.0-2 @setup:authentication-method=conform
    Scenario: The challenge
      When Alice connects with
        | Authentication Method | conform |
      Then Alice receives AUTH with
        | Reason Code           | 0x18    |
        | Authentication Method | conform |

    @MQTT-4.12.0-3 @setup:authentication-method=conform @malformed
    Scenario Outline: An answer with Reason Code <code>
      Given Alice connects with
        | Authentication Method | conform |
      And Alice receives AUTH
      When Alice sends AUTH with
        | Reason Code           | <code>   |
        | Authentication Method | conform  |
        | Authentication Data   | response |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed |
        | closed                               |

      Examples:
        | code                 |
        | 0x00 Success         |
        | 0x19 Re-authenticate |

  Rule: Who fails is refused, and the connection closed

    @MQTT-4.12.0-4 @setup:authentication-method=conform
    Scenario: A wrong answer
      Given Alice connects with
        | Authentication Method | conform |
      And Alice receives AUTH
      When Alice sends AUTH with
        | Reason Code           | 0x18    |
        | Authentication Method | conform |
        | Authentication Data   | wrong   |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed |
        | closed                               |

  Rule: Every AUTH, and the CONNACK at its end, names the method of CONNECT

    @MQTT-4.12.0-5 @setup:authentication-method=conform
    Scenario: The method in CONNACK
      Given Alice connects with
        | Authentication Method | conform |
      And Alice receives AUTH
      When Alice sends AUTH with
        | Reason Code           | 0x18     |
        | Authentication Method | conform  |
        | Authentication Data   | response |
      Then Alice receives CONNACK with
        | Reason Code           | 0x00    |
        | Authentication Method | conform |

    @MQTT-4.12.0-5 @setup:authentication-method=conform @malformed
    Scenario: An answer that names another method
      Given Alice connects with
        | Authentication Method | conform |
      And Alice receives AUTH
      When Alice sends AUTH with
        | Reason Code           | 0x18     |
        | Authentication Method | cfnon    |
        | Authentication Data   | response |
      Then the broker answers Alice with one of
        | CONNACK other than 0x00, then closed |
        | closed                               |

  Rule: Without a method in CONNECT there is no AUTH, and no method in CONNACK

    @MQTT-4.12.0-6
    Scenario: The method in the CONNACK of a client that named none
      When Alice connects with
        | Clean Start | 1 |
      Then Alice receives CONNACK with
        | Authentication Method | absent |

    @MQTT-4.12.0-6
    Scenario: What comes to a client that named none
      Given Alice is connected
      Then nothing more arrives for Alice

    @MQTT-4.12.0-7 @malformed
    Scenario Outline: AUTH <what> from a client that named no method
      Given Alice is connected
      When Alice sends the bytes
        | F0      | AUTH                          |
        | <bytes> | Remaining Length and the rest |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x82 Protocol Error or 0x81 Malformed Packet or 0x8C Bad authentication method

      Examples:
        | what                  | bytes                   |
        | 0x00 of no octets     | 00                      |
        | 0x18 without a method | 02 18 00                |
        | 0x19 with a method    | 07 19 05 15 00 02 78 78 |

  Rule: To authenticate again takes the same method, and the connection is closed where it fails

    @MQTT-4.12.1-1 @setup:authentication-method=conform @malformed
    Scenario: To authenticate again by another method
      Given Alice connects with
        | Authentication Method | conform |
      And Alice receives AUTH
      And Alice sends AUTH with
        | Reason Code           | 0x18     |
        | Authentication Method | conform  |
        | Authentication Data   | response |
      And Alice receives CONNACK
      When Alice sends AUTH with
        | Reason Code           | 0x19  |
        | Authentication Method | cfnon |
      Then the broker closes Alice's connection
      And any DISCONNECT sent to Alice should carry 0x82 Protocol Error or 0x8C Bad authentication method

    @MQTT-4.12.1-2 @setup:authentication-method=conform
    Scenario: To authenticate again with a wrong answer
      Given Alice connects with
        | Authentication Method | conform |
      And Alice receives AUTH
      And Alice sends AUTH with
        | Reason Code           | 0x18     |
        | Authentication Method | conform  |
        | Authentication Data   | response |
      And Alice receives CONNACK
      And Alice sends AUTH with
        | Reason Code           | 0x19    |
        | Authentication Method | conform |
      And Alice receives AUTH
      When Alice sends AUTH with
        | Reason Code           | 0x18    |
        | Authentication Method | conform |
        | Authentication Data   | wrong   |
      Then the broker closes Alice's connection
