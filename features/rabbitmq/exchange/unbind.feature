@rabbitmq
Feature: RabbitMQ's extensions — exchange.unbind

  Background:
    Given Alice is connected
    And Alice has declared the transient direct exchange "orders"
    And Alice has declared the transient fanout exchange "copies"

  Rule: An undone binding routes no more

    @RMQ-exchange.unbind.route @requires:exchange-bindings @probe:e2e.unbind
    Scenario: Undoing an exchange binding
      Given Alice has declared the exclusive queue "desk" bound to "copies" with
        |  |
      And Alice has bound exchange "copies" to "orders" with routing key "paid"
      When Alice performs exchange.unbind with
        | destination | copies |
        | source      | orders |
        | routing-key | paid   |
      And Alice publishes "one" to exchange "orders" with routing key "paid", mandatory
      Then Alice gets back "one" with 312 NO_ROUTE

  Rule: What is undone must have been there

    @RMQ-exchange.unbind.source.must-exist @requires:exchange-bindings @probe:e2e.unbind-missing
    Scenario: The source is not there
      When Alice sends exchange.unbind with
        | destination | copies  |
        | source      | nowhere |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND

    @RMQ-exchange.unbind.destination.must-exist @requires:exchange-bindings @probe:e2e.unbind-missing
    Scenario: The destination is not there
      When Alice sends exchange.unbind with
        | destination | nowhere |
        | source      | orders  |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND

    # One rule asks for a connection exception, practice for a channel exception.
    @RMQ-exchange.unbind.01 @requires:exchange-bindings @probe:e2e.unbind-missing
    Scenario: The binding is not there
      When Alice sends exchange.unbind with
        | destination | copies |
        | source      | orders |
        | routing-key | paid   |
      Then the broker answers Alice with one of
        | connection | any reply     |
        | channel 1  | 404 NOT_FOUND |

  Rule: The default exchange

    # The rule takes the blank name for the default exchange, where no such binding is; products refuse it.
    # Either is accepted, and an answer that finds nothing to undo.
    @RMQ-exchange.unbind.source.default-exchange @RMQ-exchange.unbind.destination.default-exchange @requires:exchange-bindings @probe:e2e.unbind-default
    Scenario Outline: Unbinding with a <end> without a name
      Given Alice has declared the exclusive queue "desk"
      When Alice sends exchange.unbind with
        | <end>   |        |
        | <other> | copies |
      Then the broker answers Alice with one of
        | channel 1          | 403 ACCESS_REFUSED |
        | channel 1          | 404 NOT_FOUND      |
        | exchange.unbind-ok | it is unbound      |
      When Alice publishes "one" to queue "desk"
      Then Alice gets "one" from "desk"

      Examples:
        | end         | other       |
        | source      | destination |
        | destination | source      |
