@amqp091
Feature: AMQP 0-9-1 §4.2.3 — Frames: type, channel, size, payload, end

  Background:
    Given Alice and Bob are connected

  Rule: Frames are frames however TCP cuts them

    @AMQP-frame.layout @probe:frame.segmentation
    Scenario: A frame arrives one octet at a time
      When Alice sends the bytes one at a time
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
      And nothing more arrives for Alice

    @AMQP-frame.layout @AMQP-content.ordering @probe:frame.coalescing
    Scenario: Three frames in one segment
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 32 00 0A | queue.declare           |
        | 00 00       | reserved                |
        | short:one   | queue                   |
        | 04          | exclusive               |
        | 00 00 00 00 | no arguments            |
        | CE          | frame end               |
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 32 00 0A | queue.declare           |
        | 00 00       | reserved                |
        | short:two   | queue                   |
        | 04          | exclusive               |
        | 00 00 00 00 | no arguments            |
        | CE          | frame end               |
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 32 00 0A | queue.declare           |
        | 00 00       | reserved                |
        | short:three | queue                   |
        | 04          | exclusive               |
        | 00 00 00 00 | no arguments            |
        | CE          | frame end               |
      Then Alice receives queue.declare-ok with
        | queue | one |
      And Alice receives queue.declare-ok with
        | queue | two |
      And Alice receives queue.declare-ok with
        | queue | three |
      And nothing more arrives for Alice

  Rule: A frame that does not end in CE ends the connection, and its method has no effect

    @AMQP-frame.end-octet @malformed @probe:frame.end-octet
    Scenario: The frame ends in CD
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 32 00 0A | queue.declare           |
        | 00 00       | reserved                |
        | short:desk  | queue                   |
        | 00          | no bits                 |
        | 00 00 00 00 | no arguments            |
        | CD          | not a frame end         |
      Then the broker answers Alice with one of
        | closed     |                 |
        | connection | 501 FRAME_ERROR |
      And Bob finds no queue "desk"

    @AMQP-frame.end-octet @malformed @probe:frame.end-octet-next-frame
    Scenario: The size is one too small
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1                                 |
        | size-1      | one less than there is                                  |
        | 00 32 00 0A | queue.declare                                           |
        | 00 00       | reserved                                                |
        | short:one   | queue                                                   |
        | 00          | no bits                                                 |
        | 00 00 00 00 | no arguments, the last octet is where the end should be |
        | CE          | frame end                                               |
        | 01 00 01    | method frame, channel 1                                 |
        | size        |                                                         |
        | 00 32 00 0A | queue.declare                                           |
        | 00 00       | reserved                                                |
        | short:two   | queue                                                   |
        | 00          | no bits                                                 |
        | 00 00 00 00 | no arguments                                            |
        | CE          | frame end                                               |
      Then the broker answers Alice with one of
        | closed     |                 |
        | connection | 501 FRAME_ERROR |
      And Bob finds no queue "one"
      And Bob finds no queue "two"

  Rule: A frame of a type that does not exist ends the connection

    @AMQP-frame.unknown-type @malformed @probe:frame.type-unknown
    Scenario Outline: An empty frame of type <type> on channel 1
      When Alice sends the bytes
        | <type>      | no such frame type |
        | 00 01       | channel 1          |
        | 00 00 00 00 | no payload         |
        | CE          | frame end          |
      Then the broker answers Alice with one of
        | closed     |                 |
        | connection | 501 FRAME_ERROR |

      Examples:
        | type |
        | 00   |
        | 04   |
        | 05   |
        | 06   |
        | 07   |
        | 09   |
        | FF   |

    # The prose of 4.2.3 calls 4 a heartbeat, the constants say 8; all brokers use 8.
    @AMQP-frame.unknown-type @malformed @probe:frame.type-unknown-channel0
    Scenario Outline: An empty frame of type <type> on channel 0
      When Alice sends the bytes
        | <type>      | no such frame type |
        | 00 00       | channel 0          |
        | 00 00 00 00 | no payload         |
        | CE          | frame end          |
      Then the broker answers Alice with one of
        | closed     |                 |
        | connection | 501 FRAME_ERROR |

      Examples:
        | type |
        | 04   |
        | 09   |

  Rule: Class connection lives on channel 0, every other class on another

    @AMQP-frame.channel-zero @malformed @probe:frame.channel-nonzero-connection-class
    Scenario: connection.close on channel 1
      When Alice sends connection.close on channel 1
      Then the broker closes Alice's connection with 503 COMMAND_INVALID

    @AMQP-frame.channel-zero @malformed @probe:frame.method-channel0
    Scenario Outline: <method> on channel 0
      When Alice sends <method> on channel 0
      Then the broker answers Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |

      Examples:
        | method        |
        | queue.declare |
        | channel.open  |

  Rule: Only a channel that is open takes methods

    @AMQP-channel.not-open @malformed @probe:frame.method-unopened-channel
    Scenario: A method on a channel that was never opened
      When Alice sends queue.declare on channel 2
      Then the broker closes Alice's connection with 504 CHANNEL_ERROR

    @AMQP-channel.not-open @malformed @probe:frame.channel-reuse-after-close
    Scenario: A method on a channel that was closed
      Given Alice closes channel 1
      When Alice sends queue.declare on channel 1
      Then the broker closes Alice's connection with 504 CHANNEL_ERROR

    @AMQP-channel.not-open @malformed @probe:content.channel-unopened
    Scenario: A content header on a channel that was never opened
      When Alice sends the bytes
        | 02 00 02                | content header, channel 2 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 00 | no body                   |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
      Then the broker answers Alice with one of
        | connection | 504 CHANNEL_ERROR    |
        | connection | 505 UNEXPECTED_FRAME |
