@amqp091
Feature: AMQP 0-9-1 §4.2.7 — Heartbeats

  Rule: Both sides send heartbeats at the agreed pace

    @AMQP-heartbeat.rate @clock @probe:hb.server-sends
    Scenario: The broker's own heartbeats
      When Alice is connected with
        | heartbeat | 1 |
      Then Alice receives a heartbeat within 2 seconds
      And Alice receives a heartbeat within 2 seconds

    @AMQP-heartbeat.rate @clock @probe:tune.heartbeat-client-choice
    Scenario: The pace is what the client answered, not what the broker proposed
      When Alice is connected with
        | heartbeat | 1 |
      Then Alice receives a heartbeat within 2 seconds
      And Alice receives a heartbeat within 2 seconds

  Rule: A peer that is silent for two intervals is gone

    @AMQP-heartbeat.timeout @clock @probe:hb.server-monitors
    Scenario: A client that falls silent
      Given Alice is connected with
        | heartbeat | 1 |
      When Alice sends no heartbeats
      Then the broker closes Alice's connection within 5 seconds

    @AMQP-heartbeat.substitute @clock @probe:hb.any-octet
    Scenario: A client that sends methods in place of heartbeats
      Given Alice is connected with
        | heartbeat | 1 |
      When Alice sends no heartbeats
      And Alice performs basic.qos every 700 milliseconds for 4 seconds
      Then Alice's connection is still open

  Rule: An interval of zero means no heartbeats

    @AMQP-heartbeat.disabled @clock @probe:hb.disabled
    Scenario: Three silent seconds
      Given Alice is connected
      When 3 seconds pass
      Then nothing more arrives for Alice

    @AMQP-heartbeat.ignore @probe:hb.accepted-when-disabled
    Scenario: A heartbeat though none was agreed
      Given Alice is connected
      When Alice sends the bytes
        | 08 00 00    | heartbeat, channel 0 |
        | 00 00 00 00 | no payload           |
        | CE          | frame end            |
      Then nothing more arrives for Alice

  Rule: A heartbeat is empty and on channel 0

    # Section 4.2.7 says frame-error, 4.2.3 says command-invalid.
    @AMQP-heartbeat.channel @AMQP-frame.channel-zero @malformed @probe:hb.channel-nonzero
    Scenario: A heartbeat on channel 1
      Given Alice is connected
      When Alice sends the bytes
        | 08 00 01    | heartbeat, channel 1 |
        | 00 00 00 00 | no payload           |
        | CE          | frame end            |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR     |
        | connection | 503 COMMAND_INVALID |

    @AMQP-heartbeat.channel @malformed @probe:hb.payload
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
