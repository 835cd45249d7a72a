@amqp091
Feature: AMQP 0-9-1 exchange.declare — declaring an exchange

  Background:
    Given Alice and Bob are connected

  Rule: direct and fanout are there on every broker, topic and headers should be

    @AMQP-exchange.required-types @probe:ex.type-direct
    Scenario: A direct exchange
      When Alice performs exchange.declare with
        | exchange | orders |
        | type     | direct |
      Then Alice finds exchange "orders"

    @AMQP-exchange.required-types @probe:ex.type-fanout
    Scenario: A fanout exchange
      When Alice performs exchange.declare with
        | exchange | news   |
        | type     | fanout |
      Then Alice finds exchange "news"

    @AMQP-exchange.recommended-types @probe:ex.type-topic
    Scenario: A topic exchange
      Given Alice has declared the exclusive queue "desk"
      When Alice performs exchange.declare with
        | exchange | ticker |
        | type     | topic  |
      And Alice performs queue.bind with
        | queue       | desk    |
        | exchange    | ticker  |
        | routing-key | stock.* |
      And Alice publishes "one" to exchange "ticker" with routing key "stock.ibm"
      Then Alice gets "one" from "desk"

    @AMQP-exchange.recommended-types @probe:ex.type-headers
    Scenario: A headers exchange
      Given Alice has declared the exclusive queue "desk"
      When Alice performs exchange.declare with
        | exchange | forms   |
        | type     | headers |
      And Alice performs queue.bind with
        | queue     | desk               |
        | exchange  | forms              |
        | arguments | x-match: all, a: 1 |
      And Alice publishes to exchange "forms"
        | body | headers |
        | no   | b: 1    |
        | yes  | a: 1    |
      Then Alice gets from "desk" in order
        | yes |

  Rule: A type that the broker does not have is refused, and nothing is created

    @AMQP-exchange.declare.type.support @AMQP-exchange.extensions @probe:ex.type-unknown
    Scenario Outline: The type "<type>"
      When Alice sends exchange.declare with
        | exchange | orders |
        | type     | <type> |
      Then the broker closes Alice's connection with 503 COMMAND_INVALID
      And Bob finds no exchange "orders"

      Examples:
        | type               |
        | x-conformance-none |
        | system             |
        |                    |

  Rule: The names of types outside the standard begin with x-

    @AMQP-exchange.type-naming
    Scenario Outline: The type "<type>", which is none of the standard's
      When Alice sends exchange.declare with
        | exchange | orders |
        | type     | <type> |
      Then the broker answers Alice with one of
        | connection | 503 COMMAND_INVALID |
        | channel 1  | any reply           |

      Examples:
        | type            |
        | random          |
        | consistent-hash |
        | delayed-message |

  Rule: Durable and transient exchanges are both to be had

    @AMQP-exchange.declare.durable.support @probe:ex.durable-transient
    Scenario Outline: A <durability> exchange
      When Alice has declared the <durability> direct exchange "orders"
      Then Alice finds exchange "orders"

      Examples:
        | durability |
        | durable    |
        | transient  |

    @AMQP-exchange.declare.durable.support @requires:restart @exclusive @probe:ex.durable-restart
    Scenario: Two exchanges and a restart
      Given Alice has declared the durable direct exchange "kept"
      And Alice has declared the transient direct exchange "lost"
      When the broker is restarted
      And Bob reconnects
      Then Bob finds exchange "kept"
      And Bob finds no exchange "lost"

  Rule: A broker has room for sixteen exchanges and more

    @AMQP-exchange.declare.minimum @probe:ex.declare-16
    Scenario: Sixteen exchanges
      When Alice declares 16 exchanges
      Then Alice finds exchange "exchange-1"
      And Alice finds exchange "exchange-16"

  Rule: A name has letters, digits, hyphen, underscore, period and colon

    @AMQP-exchange.declare.exchange.syntax @probe:ex.name-127
    Scenario: A name of 127 characters
      When Alice performs exchange.declare with
        | exchange | orders… to 127 bytes |
        | type     | direct               |
      Then Alice finds exchange "orders… to 127 bytes"

    @AMQP-exchange.declare.exchange.syntax @probe:ex.name-illegal
    Scenario Outline: A name with <what>
      When Alice sends exchange.declare with
        | exchange | <name> |
        | type     | direct |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

      Examples:
        | name     | what          |
        | a b      | a blank       |
        | a/b      | a slash       |
        | a$       | a dollar sign |
        | a\u000Ab | a line feed   |

    @AMQP-exchange.declare.exchange.reserved @probe:ex.reserved-new
    Scenario: A new name that begins with amq.
      When Alice sends exchange.declare with
        | exchange | amq.conformance |
        | type     | direct          |
      Then the broker closes Alice's channel 1 with 403 ACCESS_REFUSED
      And Alice finds no exchange "amq.conformance"

    # Whether the predeclared ones are durable is nowhere said: one of both must be right.
    @AMQP-exchange.declare.exchange.reserved @probe:ex.reserved-existing
    Scenario: Declaring a predeclared exchange as it is
      When Alice sends exchange.declare with
        | exchange | amq.direct |
        | type     | direct     |
        | durable  | true       |
      Then the broker answers Alice with one of
        | exchange.declare-ok | it is durable           |
        | channel 1           | 406 PRECONDITION_FAILED |

  Rule: reserved-1 means nothing

    @AMQP-exchange.declare.reserved-1 @probe:ex.ticket-ignored
    Scenario: A ticket from an older version of the protocol
      When Alice performs exchange.declare with
        | reserved-1 | 77     |
        | exchange   | orders |
        | type       | direct |
      Then Alice finds exchange "orders"

  Rule: no-wait leaves out the answer and nothing else

    @AMQP-exchange.declare.no-wait @probe:ex.nowait
    Scenario: Declaring without an answer
      When Alice sends exchange.declare with
        | exchange | orders |
        | type     | direct |
        | no-wait  | true   |
      Then Alice finds exchange "orders"
      And nothing more arrives for Alice
