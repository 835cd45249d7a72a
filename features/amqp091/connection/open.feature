@amqp091
Feature: AMQP 0-9-1 connection.open — into a virtual host

  Rule: The methods of the handshake come in their order, each once

    @AMQP-connection.sequence @malformed @probe:conn.method-before-start-ok
    Scenario Outline: <method> before connection.start-ok
      Given Alice has connected up to connection.start
      When Alice sends <method>
      Then the broker answers Alice with one of
        | closed     |                      |
        | connection | 503 COMMAND_INVALID  |
        | connection | 504 CHANNEL_ERROR    |
        | connection | 505 UNEXPECTED_FRAME |

      Examples:
        | method             |
        | connection.tune-ok |
        | connection.open    |
        | channel.open       |

    @AMQP-connection.sequence @malformed @probe:conn.open-before-tune-ok
    Scenario: connection.open before connection.tune-ok
      Given Alice has connected up to connection.tune
      When Alice sends connection.open
      Then the broker answers Alice with one of
        | closed     |                     |
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |

    @AMQP-connection.sequence @malformed @probe:conn.open-twice
    Scenario: connection.open a second time
      Given Alice is connected
      When Alice sends connection.open
      Then the broker answers Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |

    @AMQP-connection.sequence @malformed @probe:conn.start-ok-late
    Scenario Outline: <method> on an open connection
      Given Alice is connected
      When Alice sends <method>
      Then the broker answers Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |

      Examples:
        | method              |
        | connection.start-ok |
        | connection.tune-ok  |

    @AMQP-connection.sequence @malformed @probe:conn.tune-from-client
    Scenario: A client proposes limits
      Given Alice is connected
      When Alice sends connection.tune
      Then the broker answers Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |
        | connection | 540 NOT_IMPLEMENTED |

  Rule: A virtual host that exists is opened, any other is an error

    @AMQP-connection.open.virtual-host.separation @probe:open.vhost-ok
    Scenario: The configured virtual host
      Given Alice has connected up to connection.tune
      And Alice sends connection.tune-ok
      When Alice sends connection.open
      Then Alice receives connection.open-ok with
        | reserved-1 |  |

    # The standard says invalid-path; brokers use other codes. What counts is that nobody gets in.
    @AMQP-connection.open.virtual-host.security @probe:open.vhost-unknown
    Scenario: A virtual host that does not exist
      Given Alice has connected up to connection.tune
      And Alice sends connection.tune-ok
      When Alice sends connection.open with
        | virtual-host | nope |
      Then the broker answers Alice with one of
        | connection | 402 INVALID_PATH   |
        | connection | 403 ACCESS_REFUSED |
        | connection | 404 NOT_FOUND      |
        | connection | 530 NOT_ALLOWED    |

    # A broker may take the empty name for its default.
    @AMQP-connection.open.virtual-host.security @probe:open.vhost-empty
    Scenario: A virtual host without a name
      Given Alice has connected up to connection.tune
      And Alice sends connection.tune-ok
      When Alice sends connection.open with
        | virtual-host |  |
      Then the broker answers Alice with one of
        | connection         | any reply          |
        | connection.open-ok | taken as a default |
      And the broker still serves others

    @AMQP-connection.open.virtual-host.security @setup:user=stranger @probe:open.vhost-no-permission
    Scenario: A user who has no rights there
      Given Alice has connected up to connection.start
      And Alice sends connection.start-ok with
        | response | \0stranger\0stranger |
      And Alice receives connection.tune
      And Alice sends connection.tune-ok
      When Alice sends connection.open
      Then the broker answers Alice with one of
        | connection | 403 ACCESS_REFUSED |
        | connection | 530 NOT_ALLOWED    |

  Rule: Virtual hosts share no names

    @AMQP-connection.open.virtual-host.separation @setup:virtual-host=second @probe:open.vhost-separation
    Scenario: The same queue name in two virtual hosts
      Given Alice is connected
      And Alice has declared queue "desk"
      And Bob is connected with
        | virtual-host | second |
      When Bob sends queue.declare with
        | queue   | desk |
        | passive | true |
      Then the broker closes Bob's channel 1 with 404 NOT_FOUND
