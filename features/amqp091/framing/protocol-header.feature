@amqp091
Feature: AMQP 0-9-1 §4.2.2 — The protocol header

  Background:
    Given Alice has a network connection

  Rule: Whoever asks for AMQP 0-9-1 is answered with connection.start on channel 0

    @AMQP-proto.header @probe:proto.header-091
    Scenario: Opening with the header of 0-9-1
      When Alice sends the bytes
        | 41 4D 51 50 | "AMQP"                    |
        | 00 00 09 01 | protocol 0, version 0-9-1 |
      Then Alice receives connection.start next

    @AMQP-proto.header @probe:proto.header-partial
    Scenario: The header arrives one octet at a time
      When Alice sends the bytes one at a time
        | 41 4D 51 50 | "AMQP"                    |
        | 00 00 09 01 | protocol 0, version 0-9-1 |
      Then Alice receives connection.start next

    @AMQP-proto.header @probe:proto.header-then-pipeline
    Scenario: Header and connection.start-ok in one segment
      When Alice sends the bytes
        | 41 4D 51 50 00 00 09 01 | "AMQP", version 0-9-1   |
        | 01 00 00                | method frame, channel 0 |
        | size                    |                         |
        | 00 0A 00 0B             | connection.start-ok     |
        | 00 00 00 00             | no client-properties    |
        | short:exactly PLAIN     | mechanism               |
        | sasl:PLAIN              | response                |
        | short:exactly en_US     | locale                  |
        | CE                      | frame end               |
      Then Alice receives connection.start next
      And the broker answers Alice with one of
        | connection.tune | the octets behind the header were kept |
        | closed          |                                        |

    @AMQP-connection.start.server-support @probe:conn.start-version
    Scenario: The version in connection.start is the one that was asked for
      When Alice sends the bytes
        | 41 4D 51 50 00 00 09 01 | "AMQP", version 0-9-1 |
      Then Alice receives connection.start with
        | version-major | 0 |
        | version-minor | 9 |

  Rule: Any other header is answered with one that the broker supports, and the connection ends

    @AMQP-proto.header-reject @AMQP-connection.start.protocol-name @malformed @probe:proto.header-http
    Scenario: Speaking HTTP
      When Alice sends the bytes
        | text:GET / HTTP/1.1 | a request of another protocol |
        | 0D 0A 0D 0A         | two line ends                 |
      Then the broker answers Alice with one of
        | protocol header | and the end of the connection |

    # Another protocol may live on the same port: whatever comes back, AMQP is still served.
    @AMQP-proto.other-protocols @malformed
    Scenario: Speaking TLS
      When Alice sends the bytes
        | 16 03 01 00 05 | a TLS record of five octets    |
        | 01 00 00 01 FC | the beginning of a ClientHello |
      Then the broker goes on serving, whatever it answers Alice

    @AMQP-proto.header-reject @malformed @probe:proto.header-lowercase
    Scenario: The literal in lower case
      When Alice sends the bytes
        | 61 6D 71 70 | "amqp"                    |
        | 00 00 09 01 | protocol 0, version 0-9-1 |
      Then the broker answers Alice with one of
        | protocol header | and the end of the connection |

    @AMQP-proto.header-reject @AMQP-connection.start.server-support @probe:proto.header-future
    Scenario Outline: Asking for version <version>, which nobody has published
      When Alice sends the bytes
        | 41 4D 51 50 | "AMQP"      |
        | <octets>    | the version |
      Then the broker answers Alice with one of
        | protocol header | and the end of the connection |

      Examples:
        | octets      | version |
        | 00 02 00 00 | 2-0-0   |
        | 00 00 09 02 | 0-9-2   |
        | 00 00 0A 00 | 0-10-0  |

    @AMQP-proto.header-reject @probe:proto.header-090
    Scenario Outline: Asking for <version>, which came before 0-9-1
      When Alice sends the bytes
        | 41 4D 51 50 | "AMQP"      |
        | <octets>    | the version |
      Then the broker answers Alice with one of
        | protocol header  | and the end of the connection |
        | connection.start | version-minor = /^[09]$/      |

      Examples:
        | octets      | version                |
        | 00 00 09 00 | 0-9-0                  |
        | 01 01 00 09 | 0-9, as it was written |
        | 01 01 08 00 | 8-0                    |

    @AMQP-proto.header-reject @probe:proto.header-amqp10
    Scenario Outline: Asking for AMQP 1.0 with <layer>
      When Alice sends the bytes
        | 41 4D 51 50 | "AMQP"   |
        | <octets>    | AMQP 1.0 |
      Then the broker answers Alice with one of
        | protocol header | AMQP <octets>                 |
        | protocol header | and the end of the connection |

      Examples:
        | octets      | layer           |
        | 00 01 00 00 | the plain layer |
        | 03 01 00 00 | the SASL layer  |
