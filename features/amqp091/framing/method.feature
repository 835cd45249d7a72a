@amqp091
Feature: AMQP 0-9-1 §4.2.4 — Method frames: class, method, arguments

  Background:
    Given Alice and Bob are connected

  Rule: A method frame that is cut short or too long is an error

    @AMQP-frame.malformed-method @malformed @probe:frame.empty-method
    Scenario: A method frame without a method
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | 00 00 00 00 | no payload              |
        | CE          | frame end               |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR     |
        | connection | 502 SYNTAX_ERROR    |
        | connection | 503 COMMAND_INVALID |
        | closed     |                     |
      And the broker still serves others

    @AMQP-frame.malformed-method @malformed @probe:frame.empty-method
    Scenario: A method frame with a class and no method
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | 00 00 00 02 | two octets              |
        | 00 32       | class queue             |
        | CE          | frame end               |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR     |
        | connection | 502 SYNTAX_ERROR    |
        | connection | 503 COMMAND_INVALID |
        | closed     |                     |
      And the broker still serves others

    @AMQP-frame.malformed-method @malformed @probe:frame.truncated-args
    Scenario: queue.declare without its bits and arguments
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 32 00 0A | queue.declare           |
        | 00 00       | reserved                |
        | short:desk  | queue, and then nothing |
        | CE          | frame end               |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR  |
        | connection | 502 SYNTAX_ERROR |
      And Bob finds no queue "desk"

    # No rule speaks of octets that are left over: a broker that passes over them is not blamed.
    @AMQP-frame.malformed-method @malformed @probe:frame.trailing-args
    Scenario: queue.declare with octets too many
      When Alice sends the bytes
        | 01 00 01             | method frame, channel 1            |
        | size                 |                                    |
        | 00 32 00 0A          | queue.declare                      |
        | 00 00                | reserved                           |
        | short:desk           | queue                              |
        | 04                   | exclusive                          |
        | 00 00 00 00          | no arguments                       |
        | 01 00 01 00 00 00 05 | what would be a frame, were it one |
        | 00 14 00 0A 00 CE    | channel.open on an open channel    |
        | CE                   | frame end                          |
      Then the broker answers Alice with one of
        | connection       | 501 FRAME_ERROR     |
        | connection       | 502 SYNTAX_ERROR    |
        | queue.declare-ok | the channel goes on |

  Rule: A method that does not exist, or that only a broker may send, ends the connection

    @AMQP-frame.unknown-method @malformed @probe:frame.unknown-class
    Scenario: Class 999
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | 00 00 00 04 | four octets             |
        | 03 E7 00 0A | class 999, method 10    |
        | CE          | frame end               |
      Then the broker answers Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 540 NOT_IMPLEMENTED |
        | closed     |                     |

    @AMQP-frame.unknown-method @malformed @probe:frame.unknown-method
    Scenario: Method 999 of class basic
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | 00 00 00 04 | four octets             |
        | 00 3C 03 E7 | basic, method 999       |
        | CE          | frame end               |
      Then the broker answers Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 540 NOT_IMPLEMENTED |

    @AMQP-frame.unknown-method @malformed @probe:frame.reply-from-client
    Scenario: A client sends queue.declare-ok
      When Alice sends queue.declare-ok
      Then the broker answers Alice with one of
        | connection | 503 COMMAND_INVALID  |
        | connection | 505 UNEXPECTED_FRAME |
        | connection | 540 NOT_IMPLEMENTED  |

    @AMQP-frame.unknown-method @malformed @probe:frame.reply-from-client
    Scenario: A client sends channel.close-ok though nothing was closed
      # The method that proves the silence goes out at once: a broker that has given the channel up before it refuses
      # the close-ok finds that method first, on a channel that is not open (504).
      When Alice sends channel.close-ok
      Then the broker answers Alice with one of
        | connection | 503 COMMAND_INVALID  |
        | connection | 504 CHANNEL_ERROR    |
        | connection | 505 UNEXPECTED_FRAME |
        | connection | 540 NOT_IMPLEMENTED  |
        | ignored    | it may be discarded  |
