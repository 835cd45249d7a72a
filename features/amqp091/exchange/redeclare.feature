@amqp091
Feature: AMQP 0-9-1 exchange.declare — declaring an exchange that exists

  Background:
    Given Alice is connected
    And Alice has declared the durable direct exchange "orders"

  Rule: The same declaration is confirmed; a different one is an error

    @AMQP-exchange.declare.passive.equivalent @probe:ex.redeclare-same
    Scenario: Declaring it again just so
      Given Alice has declared the exclusive queue "desk" bound to "orders" with
        | paid |
      When Alice performs exchange.declare with
        | exchange | orders |
        | type     | direct |
        | durable  | true   |
      And Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets "one" from "desk"

    # The standard answers twice: "equivalent" asks for a channel exception,
    # "typed" names not-allowed, which is a connection exception. Both are accepted.
    @AMQP-exchange.declare.type.typed @AMQP-exchange.declare.passive.equivalent @probe:ex.redeclare-type
    Scenario: Declaring it again with another type
      When Alice sends exchange.declare with
        | exchange | orders |
        | type     | fanout |
        | durable  | true   |
      Then the broker answers Alice with one of
        | channel 1  | 406 PRECONDITION_FAILED |
        | connection | 530 NOT_ALLOWED         |

    @AMQP-exchange.declare.passive.equivalent @probe:ex.redeclare-durable
    Scenario: Declaring it again as transient
      When Alice sends exchange.declare with
        | exchange | orders |
        | type     | direct |
      Then the broker answers Alice with one of
        | channel 1  | 406 PRECONDITION_FAILED |
        | connection | 530 NOT_ALLOWED         |

    @AMQP-exchange.declare.passive.equivalent @probe:ex.redeclare-arguments
    Scenario Outline: Declaring it again with the argument <argument>
      When Alice sends exchange.declare with
        | exchange  | orders          |
        | type      | direct          |
        | durable   | true            |
        | arguments | <argument>: any |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

      Examples:
        | argument           |
        | alternate-exchange |
        | foo                |

  Rule: passive asks whether it is there, and creates nothing

    @AMQP-exchange.declare.passive.not-found @probe:ex.passive-missing
    Scenario: Asking for an exchange that is not there
      When Alice sends exchange.declare with
        | exchange | nowhere |
        | type     | direct  |
        | passive  | true    |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND
      And Alice finds no exchange "nowhere"

    # A broker that minds the type is not blamed.
    @AMQP-exchange.declare.passive.not-found @probe:ex.passive-ignores-type
    Scenario Outline: Asking for an exchange with the type "<type>", which is not its own
      Given Bob is connected
      And Bob has declared the exclusive queue "desk" bound to "orders" with
        | # |
      When Alice sends exchange.declare with
        | exchange | orders |
        | type     | <type> |
        | passive  | true   |
      Then the broker answers Alice with one of
        | exchange.declare-ok | it is there             |
        | channel 1           | 406 PRECONDITION_FAILED |
        | connection          | 530 NOT_ALLOWED         |
      When Bob publishes to exchange "orders"
        | body | routing-key |
        | no   | paid        |
        | yes  | #           |
      Then Bob gets from "desk" in order
        | yes |

      Examples:
        | type  |
        | topic |
        | bogus |
        |       |

    # The field's text says that no-wait with passive has no effect; an exception is as good.
    @AMQP-exchange.declare.passive.not-found @probe:ex.passive-nowait
    Scenario: Asking without wanting an answer for an exchange that is not there
      When Alice sends exchange.declare with
        | exchange | nowhere |
        | type     | direct  |
        | passive  | true    |
        | no-wait  | true    |
      Then the broker answers Alice with one of
        | ignored   | no effect     |
        | channel 1 | 404 NOT_FOUND |
      And Alice finds no exchange "nowhere"
