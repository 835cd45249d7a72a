@amqp091
Feature: AMQP 0-9-1 connection.start-ok — the client chooses and identifies itself

  Background:
    Given Alice has connected up to connection.start

  Rule: PLAIN is a zero octet, the user, a zero octet, the password

    # probe sasl.plain-ok
    @AMQP-connection.start-ok.mechanism.validity @level:must
    Scenario: The right user and password
      When Alice sends connection.start-ok with
        | mechanism | PLAIN                |
        | response  | \0<user>\0<password> |
      Then Alice receives connection.tune next

    # probe sasl.plain-wrong-password
    @AMQP-connection.start-ok.response @level:must
    Scenario: A wrong password
      When Alice sends connection.start-ok with
        | mechanism | PLAIN            |
        | response  | \0<user>\0not-it |
      Then the broker refuses Alice with one of
        | connection | dropped            |
        | connection | 403 ACCESS_REFUSED |

    # probe sasl.plain-unknown-user
    @AMQP-connection.start-ok.response @level:must
    Scenario: An unknown user and a wrong password are told the same
      Given Bob has connected up to connection.start
      When Alice sends connection.start-ok with
        | client-properties | capabilities: {authentication_failure_close: true} |
        | response          | \0nobody-at-all\0<password>                        |
      And Bob sends connection.start-ok with
        | client-properties | capabilities: {authentication_failure_close: true} |
        | response          | \0<user>\0not-it                                   |
      Then the broker refuses Alice and Bob alike

    # probe sasl.plain-malformed
    @AMQP-connection.start-ok.response @level:must @malformed
    Scenario Outline: A PLAIN response <without>
      When Alice sends connection.start-ok with
        | mechanism | PLAIN      |
        | response  | <response> |
      Then the broker refuses Alice with one of
        | connection        | dropped             |
        | connection        | 403 ACCESS_REFUSED  |
        | connection        | 501 FRAME_ERROR     |
        | connection        | 502 SYNTAX_ERROR    |
        | connection        | 503 COMMAND_INVALID |
        | connection.secure | it asks for more    |

      Examples:
        | response | without             |
        | <user>   | without zero octets |
        |          | of nothing          |
        | \0<user> | with one zero octet |

    # RFC 4616 lets a client ask for another identity, which the broker must verify: nobody is called so.
    # probe sasl.plain-authzid
    @AMQP-connection.start-ok.response @level:must
    Scenario: An authorization identity that is not the user
      When Alice sends connection.start-ok with
        | mechanism | PLAIN                 |
        | response  | x\0<user>\0<password> |
      Then the broker refuses Alice with one of
        | connection | dropped   |
        | connection | any reply |
      And the broker still serves others

    # probe sasl.plain-authzid
    @AMQP-connection.start-ok.response @level:must
    Scenario: An authorization identity in place of the user
      When Alice sends connection.start-ok with
        | mechanism | PLAIN                             |
        | response  | <user>\0nobody-at-all\0<password> |
      Then the broker refuses Alice with one of
        | connection | dropped   |
        | connection | any reply |

  Rule: Only a mechanism that was offered, by its exact name

    # probe sasl.mechanism-unknown
    @AMQP-connection.start-ok.mechanism.validity @level:must
    Scenario: A mechanism that nobody offered
      When Alice sends connection.start-ok with
        | mechanism | BOGUS                |
        | response  | \0<user>\0<password> |
      Then the broker refuses Alice with one of
        | connection | dropped             |
        | connection | 403 ACCESS_REFUSED  |
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |

    # SASL names are upper case; a broker that does not mind is not blamed.
    # probe sasl.mechanism-case
    @AMQP-connection.start-ok.mechanism.validity @level:must
    Scenario: A mechanism in lower case
      When Alice sends connection.start-ok with
        | mechanism | plain                |
        | response  | \0<user>\0<password> |
      Then the broker answers Alice with one of
        | connection      | dropped   |
        | connection      | any reply |
        | connection.tune | tolerated |
      And the broker still serves others

  Rule: The locale is one of those offered

    # No failure is named: a broker that ignores the field is not blamed.
    # probe conn.start-ok-locale-unknown
    @AMQP-connection.start-ok.locale @level:must
    Scenario: A locale that nobody offered
      When Alice sends connection.start-ok with
        | locale | xx_XX |
      Then the broker answers Alice with one of
        | connection      | dropped   |
        | connection      | any reply |
        | connection.tune | ignored   |
      And the broker still serves others
