@amqp091
Feature: AMQP 0-9-1 §4.2.5 — Data types: short strings and bits

  Background:
    Given Alice and Bob are connected

  Rule: A short string is UTF-8 of up to 255 octets, without a zero octet

    # Whether names are text or octets is disputed: a broker that takes any octets is not blamed.
    @AMQP-data.shortstr-utf8 @malformed @probe:frame.shortstr-utf8
    Scenario: An exchange name that is not UTF-8
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 28 00 0A | exchange.declare        |
        | 00 00       | reserved                |
        | 02 FF FE    | exchange, not UTF-8     |
        | 06          | six letters             |
        | text:direct | type                    |
        | 04          | auto-delete             |
        | 00 00 00 00 | no arguments            |
        | CE          | frame end               |
      Then the broker answers Alice with one of
        | connection          | 501 FRAME_ERROR  |
        | connection          | 502 SYNTAX_ERROR |
        | exchange.declare-ok | taken as octets  |
      And the broker still serves others

    # The domain of queue names ends at 127 octets, a short string at 255.
    @AMQP-data.shortstr-max @AMQP-limits.shortstr @probe:frame.shortstr-255
    Scenario: A queue name of 255 octets
      When Alice sends queue.declare with
        | queue     | desk… to 255 bytes |
        | exclusive | true               |
      Then the broker answers Alice with one of
        | queue.declare-ok | queue = desk… to 255 bytes |
        | channel 1        | 406 PRECONDITION_FAILED    |
        | connection       | 502 SYNTAX_ERROR           |

    # No code is named for a zero octet, so acceptance is not blamed; the name must not end there.
    @AMQP-data.shortstr-utf8 @malformed @probe:frame.shortstr-nul
    Scenario: A queue name with a zero octet
      When Alice sends queue.declare with
        | queue     | desk\u0000a |
        | exclusive | true        |
      Then the broker answers Alice with one of
        | queue.declare-ok | queue = desk\u0000a |
        | connection       | 501 FRAME_ERROR     |
        | connection       | 502 SYNTAX_ERROR    |

  Rule: Neighbouring bits share an octet, the first in the lowest bit

    @AMQP-data.bits @probe:frame.bits-packed
    Scenario: Bit 1 of queue.declare is durable
      Given Alice has declared the durable queue "desk"
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 32 00 0A | queue.declare           |
        | 00 00       | reserved                |
        | short:desk  | queue                   |
        | 02          | durable                 |
        | 00 00 00 00 | no arguments            |
        | CE          | frame end               |
      Then Alice receives queue.declare-ok with
        | queue | desk |
      When Alice sends queue.declare with
        | queue   | desk  |
        | durable | false |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

    @AMQP-data.bits @probe:frame.bits-packed
    Scenario: Bit 2 of queue.declare is exclusive
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 32 00 0A | queue.declare           |
        | 00 00       | reserved                |
        | short:desk  | queue                   |
        | 04          | exclusive               |
        | 00 00 00 00 | no arguments            |
        | CE          | frame end               |
      Then Alice receives queue.declare-ok with
        | queue | desk |
      When Bob sends queue.declare with
        | queue   | desk |
        | passive | true |
      Then the broker closes Bob's channel 1 with 405 RESOURCE_LOCKED
