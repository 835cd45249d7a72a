@amqp091
Feature: AMQP 0-9-1 connection.tune — limits are proposed and lowered

  Rule: The proposal leaves room for the smallest frame that everybody may send

    @AMQP-connection.tune.frame-max.minimum @probe:tune.proposal
    Scenario: What the broker proposes
      Given Alice has connected up to connection.start
      When Alice sends connection.start-ok
      Then Alice receives connection.tune with
        | frame-max   | 0 or at least 4096 |
        | channel-max | at least 0         |
        | heartbeat   | at least 0         |

  Rule: A client may lower frame-max to 4096 and no further

    @AMQP-connection.tune-ok.frame-max.minimum @probe:tune.frame-max-4096
    Scenario: frame-max of exactly 4096
      Given Alice has connected up to connection.tune
      When Alice sends connection.tune-ok with
        | frame-max | 4096 |
      And Alice sends connection.open
      Then Alice receives connection.open-ok next

    @AMQP-connection.tune-ok.frame-max.minimum @malformed @probe:tune.frame-max-low
    Scenario Outline: frame-max of <frame-max>
      Given Alice has connected up to connection.tune
      When Alice sends connection.tune-ok with
        | frame-max | <frame-max> |
      And Alice sends connection.open
      Then the broker answers Alice with one of
        | closed     |                  |
        | connection | 501 FRAME_ERROR  |
        | connection | 502 SYNTAX_ERROR |
        | connection | 530 NOT_ALLOWED  |

      Examples:
        | frame-max |
        | 4095      |
        | 8         |

    @AMQP-connection.tune-ok.frame-max.upper-limit @malformed @probe:tune.frame-max-higher
    Scenario: frame-max one above the proposal
      Given Alice has connected up to connection.tune
      When Alice sends connection.tune-ok with
        | frame-max | offered+1 |
      And Alice sends connection.open
      Then the broker answers Alice with one of
        | closed     |                 |
        | connection | 501 FRAME_ERROR |
        | connection | 530 NOT_ALLOWED |

    # Zero is no limit, hence above the proposal; a broker may also read it as the proposal itself.
    @AMQP-connection.tune-ok.frame-max.upper-limit @probe:tune.frame-max-zero-when-limited
    Scenario: frame-max of zero against a finite proposal
      Given Alice has connected up to connection.tune
      When Alice sends connection.tune-ok with
        | frame-max | 0 |
      And Alice sends connection.open
      Then the broker answers Alice with one of
        | closed             |                             |
        | connection.open-ok | frames keep to the proposal |

  Rule: A client may lower channel-max, not raise it

    @AMQP-connection.tune-ok.channel-max.upper-limit @malformed @probe:tune.channel-max-higher
    Scenario: channel-max one above the proposal
      Given Alice has connected up to connection.tune
      When Alice sends connection.tune-ok with
        | channel-max | offered+1 |
      And Alice sends connection.open
      Then the broker answers Alice with one of
        | closed     |                 |
        | connection | 530 NOT_ALLOWED |

    @AMQP-connection.tune-ok.channel-max.upper-limit @probe:tune.channel-max-zero-when-limited
    Scenario: channel-max of zero against a finite proposal
      Given Alice has connected up to connection.tune
      When Alice sends connection.tune-ok with
        | channel-max | 0 |
      And Alice sends connection.open
      Then the broker answers Alice with one of
        | closed             |                               |
        | connection.open-ok | channels keep to the proposal |

  Rule: No channel beyond what was agreed

    @AMQP-channel.max @malformed @probe:tune.channel-number-limit
    Scenario: Channel 4 where three were agreed
      Given Alice is connected with
        | channel-max | 3 |
      When Alice sends channel.open on channel 4
      Then the broker answers Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |
        | connection | 530 NOT_ALLOWED     |

    @AMQP-channel.max @malformed @probe:tune.channel-count-limit
    Scenario: A third channel where two were agreed
      Given Alice is connected with
        | channel-max | 2 |
      And Alice opens channel 2
      When Alice sends channel.open on channel 3
      Then the broker answers Alice with one of
        | connection | 504 CHANNEL_ERROR |
        | connection | 530 NOT_ALLOWED   |
