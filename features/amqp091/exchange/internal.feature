@amqp091
Feature: AMQP 0-9-1 exchange.declare — internal exchanges

  Background:
    Given Alice is connected
    And Alice has declared the transient internal fanout exchange "inner"

  Rule: An internal exchange takes messages from other exchanges only

    @AMQP-basic.publish.exchange.02 @probe:ex.internal-publish
    Scenario: Publishing to an internal exchange
      When Alice publishes "one" to exchange "inner" with routing key "paid"
      Then the broker closes Alice's channel 1 with 403 ACCESS_REFUSED

    @AMQP-exchange.declare.internal @requires:exchange-bindings @probe:ex.internal-e2e
    Scenario: Another exchange passes messages on to an internal one
      Given Alice has declared the transient direct exchange "orders"
      And Alice has bound exchange "inner" to "orders" with routing key "paid"
      And Alice has declared the exclusive queue "desk" bound to "inner" with
        |  |
      When Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets from "desk" in order
        | one |
