@amqp091
Feature: AMQP 0-9-1 queue.unbind — undoing a binding

  Background:
    Given Alice is connected
    And Alice has declared the transient direct exchange "orders"
    And Alice has declared the exclusive queue "desk" bound to "orders" with
      | paid |

  Rule: An undone binding routes no more

    @AMQP-queue.unbind.route @probe:q.unbind
    Scenario: Undoing a binding
      When Alice sends queue.unbind with
        | queue       | desk   |
        | exchange    | orders |
        | routing-key | paid   |
      Then Alice receives queue.unbind-ok next
      When Alice publishes "one" to exchange "orders" with routing key "paid", mandatory
      Then Alice gets back "one" with 312 NO_ROUTE

    @AMQP-queue.unbind.arguments @probe:q.unbind-arguments
    Scenario: The arguments are part of the binding
      Given Alice has bound queue "desk" to "orders" with
        | routing-key | open |
        | x           | 1    |
      When Alice sends queue.unbind with
        | queue       | desk   |
        | exchange    | orders |
        | routing-key | open   |
      And the broker answers Alice with one of
        | queue.unbind-ok | there is no such binding |
        | channel 1       | 404 NOT_FOUND            |
        | connection      | any reply                |
      And Alice publishes "one" to exchange "orders" with routing key "open"
      Then Alice gets "one" from "desk"

  Rule: What is undone must have been there

    # A rule asks for a connection exception, practice for a channel exception, vendors let it pass.
    @AMQP-queue.unbind.01 @probe:q.unbind-missing-binding
    Scenario: The binding is not there, and the others stay
      When Alice sends queue.unbind with
        | queue       | desk   |
        | exchange    | orders |
        | routing-key | lost   |
      Then the broker answers Alice with one of
        | channel 1       | 404 NOT_FOUND   |
        | queue.unbind-ok | nothing to undo |
      When Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets "one" from "desk"

    @AMQP-queue.unbind.queue.must-exist @probe:q.unbind-missing-queue
    Scenario: The queue is not there
      When Alice sends queue.unbind with
        | queue       | nowhere |
        | exchange    | orders  |
        | routing-key | paid    |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND

    @AMQP-queue.unbind.exchange.must-exist @probe:q.unbind-missing-queue
    Scenario: The exchange is not there
      When Alice sends queue.unbind with
        | queue       | desk    |
        | exchange    | nowhere |
        | routing-key | paid    |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND
