@amqp091
Feature: AMQP 0-9-1 direct exchanges — the routing key equals the binding's key

  Background:
    Given Alice and Bob are connected
    And Alice has declared the transient direct exchange "orders"

  Rule: A message goes to the queues that are bound with its very routing key

    # probe direct.match
    @AMQP-queue.bind.routing-key.direct-exchange-key-matching @level:must
    Scenario: Keys that are almost the binding's
      Given Alice has declared queue "desk" bound to "orders" with
        | paid |
      And Bob consumes from "desk"
      When Alice publishes to exchange "orders"
        | body   | routing-key |
        | first  | paid        |
        | upper  | PAID        |
        | dotted | paid.       |
        | longer | paid2       |
        | empty  |             |
        | end    | paid        |
      Then Bob receives from "desk" in order
        | first |
        | end   |
