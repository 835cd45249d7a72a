@amqp091
Feature: AMQP 0-9-1 §4.2.6.1 — The content header

  Background:
    Given Alice and Bob are connected
    And Alice has declared queue "desk"

  Rule: The body size says how many octets of body follow

    # A broker may notice with the next method only.
    @AMQP-content.body-size @malformed @probe:content.body-too-long
    Scenario: Three octets of body where two were announced
      Given Alice sends basic.publish with
        | routing-key | desk |
      And Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 02 | two octets of body        |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
        | 03 00 01                | content body, channel 1   |
        | size                    |                           |
        | text:one                | three octets              |
        | CE                      | frame end                 |
      When Alice sends basic.get with
        | queue | desk |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR      |
        | connection | 505 UNEXPECTED_FRAME |

    @AMQP-content.body-size @probe:content.body-size-zero
    Scenario: A message without a body
      When Alice publishes "" to queue "desk"
      Then Alice gets "" from "desk"
      And nothing more arrives for Alice

    @AMQP-content.body-size @malformed @probe:content.empty-body-frame-after-zero
    Scenario: An empty body frame where no body was announced
      Given Alice sends basic.publish with
        | routing-key | desk |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 00 | no body                   |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
        | 03 00 01                | content body, channel 1   |
        | 00 00 00 00             | empty                     |
        | CE                      | frame end                 |
      Then the broker answers Alice with one of
        | connection | 505 UNEXPECTED_FRAME |
        | ignored    | it adds nothing      |
      And Bob soon gets a message from "desk" with
        | body |  |
      And Bob gets nothing from "desk"

    @AMQP-content.body-size @probe:content.body-size-announced-huge
    Scenario: An announced body of eight exabytes that never comes
      Given Alice sends basic.publish with
        | routing-key | desk |
      And Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 80 00 00 00 00 00 00 00 | 2^63 octets of body       |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
      When Alice loses the network connection
      Then the broker still serves others

  Rule: The class of the header is the class of the method

    # Section 4.2.6.1 says frame-error, 4.2.6 says unexpected-frame.
    @AMQP-content.class-id @malformed @probe:content.wrong-class
    Scenario Outline: A header of <class> behind basic.publish
      Given Alice sends basic.publish with
        | routing-key | desk |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | <octets> 00 00          | <class>, weight 0         |
        | 00 00 00 00 00 00 00 00 | no body                   |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR      |
        | connection | 505 UNEXPECTED_FRAME |
      And Bob gets nothing from "desk"

      Examples:
        | octets | class       |
        | 00 32  | class queue |
        | 03 E7  | class 999   |

  Rule: The weight is zero

    # No error is named for another weight: refusal and tolerance are both right.
    @AMQP-content.weight @malformed @probe:content.weight-nonzero
    Scenario: A weight of one
      Given Alice sends basic.publish with
        | routing-key | desk |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 01             | class basic, weight 1     |
        | 00 00 00 00 00 00 00 00 | no body                   |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR      |
        | connection | 502 SYNTAX_ERROR     |
        | connection | 505 UNEXPECTED_FRAME |
        | ignored    | it means nothing     |

  Rule: Content never travels on channel 0

    @AMQP-content.channel-zero @malformed @probe:content.channel-zero
    Scenario: A content header on channel 0
      When Alice sends the bytes
        | 02 00 00                | content header, channel 0 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 00 | no body                   |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
      Then the broker closes Alice's connection with 504 CHANNEL_ERROR

    @AMQP-content.channel-zero @malformed @probe:content.channel-zero
    Scenario: A content body on channel 0
      When Alice sends the bytes
        | 03 00 00 | content body, channel 0 |
        | size     |                         |
        | text:one | three octets            |
        | CE       | frame end               |
      Then the broker closes Alice's connection with 504 CHANNEL_ERROR

  Rule: Property flags say which properties follow, and no others do

    @AMQP-content.property-flags @probe:content.property-flags-continuation
    Scenario: A second word of flags, with nothing in it
      Given Alice sends basic.publish with
        | routing-key | nowhere |
        | mandatory   | true    |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 00 | no body                   |
        | 00 01                   | more flags follow         |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
      Then Alice gets back "" with 312 NO_ROUTE

    @AMQP-content.property-flags @malformed @probe:content.property-flags-reserved
    Scenario: A flag that stands for no property
      Given Alice sends basic.publish with
        | routing-key | nowhere |
        | mandatory   | true    |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 00 | no body                   |
        | 00 02                   | bit 1 is not defined      |
        | CE                      | frame end                 |
      Then the broker answers Alice with one of
        | basic.return | the message is taken |
        | connection   | 501 FRAME_ERROR      |
        | connection   | 502 SYNTAX_ERROR     |

    @AMQP-content.property-flags @malformed @probe:content.property-truncated
    Scenario: A property that is announced and absent
      Given Alice sends basic.publish with
        | routing-key | desk |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1        |
        | size                    |                                  |
        | 00 3C 00 00             | class basic, weight 0            |
        | 00 00 00 00 00 00 00 00 | no body                          |
        | 80 00                   | content-type, which is not there |
        | CE                      | frame end                        |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR  |
        | connection | 502 SYNTAX_ERROR |

    @AMQP-content.property-flags @malformed @probe:content.property-trailing
    Scenario: Octets behind the last property
      Given Alice sends basic.publish with
        | routing-key | nowhere |
        | mandatory   | true    |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 00 | no body                   |
        | 00 00                   | no properties             |
        | DE AD BE EF             | four octets more          |
        | CE                      | frame end                 |
      Then the broker answers Alice with one of
        | connection   | 501 FRAME_ERROR    |
        | connection   | 502 SYNTAX_ERROR   |
        | basic.return | properties = 00 00 |
