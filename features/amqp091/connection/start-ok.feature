@amqp091
Feature: AMQP 0-9-1 connection.start-ok — the client chooses and identifies itself

  Background:
    Given Alice has connected up to connection.start

  Rule: PLAIN is a zero octet, the user, a zero octet, the password

    @AMQP-connection.start-ok.mechanism.validity @probe:sasl.plain-ok
    Scenario: The right user and password
      When Alice sends connection.start-ok with
        | mechanism | PLAIN                |
        | response  | \0<user>\0<password> |
      Then Alice receives connection.tune next

    @AMQP-connection.start-ok.response @probe:sasl.plain-wrong-password
    Scenario: A wrong password
      When Alice sends connection.start-ok with
        | mechanism | PLAIN            |
        | response  | \0<user>\0not-it |
      Then the broker answers Alice with one of
        | closed     |                    |
        | connection | 403 ACCESS_REFUSED |

    @AMQP-connection.start-ok.response @probe:sasl.plain-unknown-user
    Scenario: An unknown user and a wrong password are told the same
      Given Bob has connected up to connection.start
      When Alice sends connection.start-ok with
        | client-properties | capabilities: {authentication_failure_close: true} |
        | response          | \0nobody-at-all\0<password>                        |
      And Bob sends connection.start-ok with
        | client-properties | capabilities: {authentication_failure_close: true} |
        | response          | \0<user>\0not-it                                   |
      Then the broker refuses Alice and Bob alike

    @AMQP-connection.start-ok.response @malformed @probe:sasl.plain-malformed
    Scenario Outline: A PLAIN response <without>
      When Alice sends connection.start-ok with
        | mechanism | PLAIN      |
        | response  | <response> |
      Then the broker answers Alice with one of
        | closed            |                     |
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
    @AMQP-connection.start-ok.response @probe:sasl.plain-authzid
    Scenario: An authorization identity that is not the user
      When Alice sends connection.start-ok with
        | mechanism | PLAIN                 |
        | response  | x\0<user>\0<password> |
      Then the broker answers Alice with one of
        | closed     |           |
        | connection | any reply |
      And the broker still serves others

    @AMQP-connection.start-ok.response @probe:sasl.plain-authzid
    Scenario: An authorization identity in place of the user
      When Alice sends connection.start-ok with
        | mechanism | PLAIN                             |
        | response  | <user>\0nobody-at-all\0<password> |
      Then the broker answers Alice with one of
        | closed     |           |
        | connection | any reply |

  Rule: Only a mechanism that was offered, by its exact name

    @AMQP-connection.start-ok.mechanism.validity @probe:sasl.mechanism-unknown
    Scenario: A mechanism that nobody offered
      When Alice sends connection.start-ok with
        | mechanism | BOGUS                |
        | response  | \0<user>\0<password> |
      Then the broker answers Alice with one of
        | closed     |                     |
        | connection | 403 ACCESS_REFUSED  |
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |

    # SASL names are upper case; a broker that does not mind is not blamed.
    @AMQP-connection.start-ok.mechanism.validity @probe:sasl.mechanism-case
    Scenario: A mechanism in lower case
      When Alice sends connection.start-ok with
        | mechanism | plain                |
        | response  | \0<user>\0<password> |
      Then the broker answers Alice with one of
        | closed          |           |
        | connection      | any reply |
        | connection.tune | tolerated |
      And the broker still serves others

  Rule: The locale is one of those offered

    # No failure is named: a broker that ignores the field is not blamed.
    @AMQP-connection.start-ok.locale @probe:conn.start-ok-locale-unknown
    Scenario: A locale that nobody offered
      When Alice sends connection.start-ok with
        | locale | xx_XX |
      Then the broker answers Alice with one of
        | closed          |           |
        | connection      | any reply |
        | connection.tune | ignored   |
      And the broker still serves others
