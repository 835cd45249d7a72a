@amqp091
Feature: AMQP 0-9-1 §4.2.7 — Heartbeats

  Rule: Both sides send heartbeats at the agreed pace

    # probe hb.server-sends
    @AMQP-heartbeat.rate @level:should @clock
    Scenario: The broker's own heartbeats
      When Alice is connected with
        | heartbeat | 1 |
      Then Alice receives a heartbeat within 2 seconds
      And Alice receives a heartbeat within 2 seconds

    # probe tune.heartbeat-client-choice
    @AMQP-heartbeat.rate @level:should @clock
    Scenario: The pace is what the client answered, not what the broker proposed
      When Alice is connected with
        | heartbeat | 1 |
      Then Alice receives a heartbeat within 2 seconds
      And Alice receives a heartbeat within 2 seconds

  Rule: A peer that is silent for two intervals is gone

    # probe hb.server-monitors
    @AMQP-heartbeat.timeout @level:should @clock
    Scenario: A client that falls silent
      Given Alice is connected with
        | heartbeat | 1 |
      When Alice sends no heartbeats
      Then the broker closes Alice's connection within 5 seconds

    # probe hb.any-octet
    @AMQP-heartbeat.substitute @level:must @clock
    Scenario: A client that sends methods in place of heartbeats
      Given Alice is connected with
        | heartbeat | 1 |
      When Alice sends no heartbeats
      And Alice performs basic.qos every 700 milliseconds for 4 seconds
      Then Alice's connection is still open

  Rule: An interval of zero means no heartbeats

    # probe hb.disabled
    @AMQP-heartbeat.disabled @level:must @clock
    Scenario: Three silent seconds
      Given Alice is connected
      When 3 seconds pass
      Then nothing more arrives for Alice

    # probe hb.accepted-when-disabled
    @AMQP-heartbeat.ignore @level:must
    Scenario: A heartbeat though none was agreed
      Given Alice is connected
      When Alice sends the bytes
        | 08 00 00    | heartbeat, channel 0 |
        | 00 00 00 00 | no payload           |
        | CE          | frame end            |
      Then nothing more arrives for Alice

  Rule: A heartbeat is empty and on channel 0

    # Section 4.2.7 says frame-error, 4.2.3 says command-invalid.
    # probe hb.channel-nonzero
    @AMQP-heartbeat.channel @AMQP-frame.channel-zero @level:must @malformed
    Scenario: A heartbeat on channel 1
      Given Alice is connected
      When Alice sends the bytes
        | 08 00 01    | heartbeat, channel 1 |
        | 00 00 00 00 | no payload           |
        | CE          | frame end            |
      Then the broker refuses Alice with one of
        | connection | 501 FRAME_ERROR     |
        | connection | 503 COMMAND_INVALID |

    # probe hb.payload
    @AMQP-heartbeat.channel @level:must @malformed
    Scenario: A heartbeat with a payload
      Given Alice is connected
      When Alice sends the bytes
        | 08 00 00                | heartbeat, channel 0               |
        | size                    |                                    |
        | 01 00 00 00 00 00 0B    | what would be a frame, were it one |
        | 00 0A 00 32             | connection.close                   |
        | 00 C8 00 00 00 00 00 CE | with 200                           |
        | CE                      | frame end                          |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR |
        | ignored    | it says enough  |
