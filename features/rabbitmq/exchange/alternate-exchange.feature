@rabbitmq
Feature: RabbitMQ's extensions — alternate exchanges

  Background:
    Given Alice is connected
    And Alice has declared the transient fanout exchange "rest"
    And Alice has declared the exclusive queue "leftovers" bound to "rest" with
      |  |

  Rule: What an exchange cannot route goes to its alternate exchange, and only that

    @RMQ-x-alternate-exchange @probe:ae.unroutable
    Scenario: A key that nobody is bound with
      Given Alice has declared the transient direct exchange "orders" with
        | alternate-exchange | rest |
      When Alice publishes "one" to exchange "orders" with routing key "lost", mandatory
      Then Alice gets a message from "leftovers" with
        | body        | one    |
        | exchange    | orders |
        | routing-key | lost   |
      And nothing more arrives for Alice

    @RMQ-x-alternate-exchange @probe:ae.routable
    Scenario: A key that a queue is bound with
      Given Alice has declared the transient direct exchange "orders" with
        | alternate-exchange | rest |
      And Alice has declared the exclusive queue "desk" bound to "orders" with
        | paid |
      When Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets from "desk" in order
        | one |
      And Alice gets nothing from "leftovers"

    @RMQ-x-alternate-exchange @probe:ae.missing
    Scenario: An alternate exchange that is not there
      When Alice performs exchange.declare with
        | exchange  | orders                      |
        | type      | direct                      |
        | arguments | alternate-exchange: nowhere |
      And Alice publishes "one" to exchange "orders" with routing key "lost", mandatory
      Then Alice gets back "one" with 312 NO_ROUTE

    @RMQ-x-alternate-exchange @probe:ae.chain
    Scenario: The alternate of an alternate
      Given Alice has declared the transient direct exchange "orders" with
        | alternate-exchange | second |
      And Alice has declared the transient direct exchange "second" with
        | alternate-exchange | rest |
      When Alice publishes "one" to exchange "orders" with routing key "lost"
      Then Alice gets from "leftovers" in order
        | one |

    @RMQ-x-alternate-exchange @probe:ae.chain
    Scenario: Alternates in a circle
      Given Alice has declared the transient direct exchange "orders" with
        | alternate-exchange | second |
      And Alice has declared the transient direct exchange "second" with
        | alternate-exchange | orders |
      When Alice publishes "one" to exchange "orders" with routing key "lost", mandatory
      Then Alice gets back "one" with 312 NO_ROUTE

  Rule: The argument is a string

    @RMQ-x-alternate-exchange @malformed @probe:ae.argument-type
    Scenario: A number in place of a name
      When Alice sends exchange.declare with
        | exchange  | orders                |
        | type      | direct                |
        | arguments | alternate-exchange: 5 |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
