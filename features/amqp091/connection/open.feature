@amqp091
Feature: AMQP 0-9-1 connection.open — into a virtual host

  Rule: The methods of the handshake come in their order, each once

    # probe conn.method-before-start-ok
    @AMQP-connection.sequence @level:must @malformed
    Scenario Outline: <method> before connection.start-ok
      Given Alice has connected up to connection.start
      When Alice sends <method>
      Then the broker refuses Alice with one of
        | connection | dropped              |
        | connection | 503 COMMAND_INVALID  |
        | connection | 504 CHANNEL_ERROR    |
        | connection | 505 UNEXPECTED_FRAME |

      Examples:
        | method             |
        | connection.tune-ok |
        | connection.open    |
        | channel.open       |

    # probe conn.open-before-tune-ok
    @AMQP-connection.sequence @level:must @malformed
    Scenario: connection.open before connection.tune-ok
      Given Alice has connected up to connection.tune
      When Alice sends connection.open
      Then the broker refuses Alice with one of
        | connection | dropped             |
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |

    # probe conn.open-twice
    @AMQP-connection.sequence @level:must @malformed
    Scenario: connection.open a second time
      Given Alice is connected
      When Alice sends connection.open
      Then the broker refuses Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |

    # probe conn.start-ok-late
    @AMQP-connection.sequence @level:must @malformed
    Scenario Outline: <method> on an open connection
      Given Alice is connected
      When Alice sends <method>
      Then the broker refuses Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |

      Examples:
        | method              |
        | connection.start-ok |
        | connection.tune-ok  |

    # probe conn.tune-from-client
    @AMQP-connection.sequence @level:must @malformed
    Scenario: A client proposes limits
      Given Alice is connected
      When Alice sends connection.tune
      Then the broker refuses Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |
        | connection | 540 NOT_IMPLEMENTED |

  Rule: A virtual host that exists is opened, any other is an error

    # probe open.vhost-ok
    @AMQP-connection.open.virtual-host.separation @level:must
    Scenario: The configured virtual host
      Given Alice has connected up to connection.tune
      And Alice sends connection.tune-ok
      When Alice sends connection.open
      Then Alice receives connection.open-ok with
        | reserved-1 |  |

    # The standard says invalid-path; brokers use other codes. What counts is that nobody gets in.
    # probe open.vhost-unknown
    @AMQP-connection.open.virtual-host.security @level:should
    Scenario: A virtual host that does not exist
      Given Alice has connected up to connection.tune
      And Alice sends connection.tune-ok
      When Alice sends connection.open with
        | virtual-host | nope |
      Then the broker refuses Alice with one of
        | connection | 402 INVALID_PATH   |
        | connection | 403 ACCESS_REFUSED |
        | connection | 404 NOT_FOUND      |
        | connection | 530 NOT_ALLOWED    |

    # A broker may take the empty name for its default.
    # probe open.vhost-empty
    @AMQP-connection.open.virtual-host.security @level:should
    Scenario: A virtual host without a name
      Given Alice has connected up to connection.tune
      And Alice sends connection.tune-ok
      When Alice sends connection.open with
        | virtual-host |  |
      Then the broker answers Alice with one of
        | connection         | any reply          |
        | connection.open-ok | taken as a default |
      And the broker still serves others

    # probe open.vhost-no-permission
    @AMQP-connection.open.virtual-host.security @level:should @setup:user=stranger
    Scenario: A user who has no rights there
      Given Alice has connected up to connection.start
      And Alice sends connection.start-ok with
        | response | \0stranger\0stranger |
      And Alice receives connection.tune
      And Alice sends connection.tune-ok
      When Alice sends connection.open
      Then the broker refuses Alice with one of
        | connection | 403 ACCESS_REFUSED |
        | connection | 530 NOT_ALLOWED    |

  Rule: Virtual hosts share no names

    # probe open.vhost-separation
    @AMQP-connection.open.virtual-host.separation @level:must @setup:virtual-host=second
    Scenario: The same queue name in two virtual hosts
      Given Alice is connected
      And Alice has declared queue "desk"
      And Bob is connected with
        | virtual-host | second |
      When Bob sends queue.declare with
        | queue   | desk |
        | passive | true |
      Then the broker closes Bob's channel 1 with 404 NOT_FOUND
