@rabbitmq
Feature: RabbitMQ's extensions — exchange.bind: exchanges that feed exchanges

  Background:
    Given Alice is connected
    And Alice has declared the transient fanout exchange "copies"
    And Alice has declared the exclusive queue "desk" bound to "copies" with
      |  |

  Rule: A message goes on to every exchange that is bound with a matching key

    @RMQ-exchange.bind.route @requires:exchange-bindings @probe:e2e.bind
    Scenario: A direct exchange feeds a fanout exchange
      Given Alice has declared the transient direct exchange "orders"
      And Alice has bound exchange "copies" to "orders" with routing key "paid"
      And Alice consumes from "desk"
      When Alice publishes to exchange "orders"
        | body | routing-key |
        | no   | open        |
        | end  | paid        |
      Then Alice receives "end" from "desk"

    @RMQ-exchange.bind.no-wait @requires:exchange-bindings @probe:e2e.bind-nowait
    Scenario: Binding without an answer
      Given Alice has declared the transient direct exchange "orders"
      When Alice sends exchange.bind with
        | destination | copies |
        | source      | orders |
        | routing-key | paid   |
        | no-wait     | true   |
      Then nothing more arrives for Alice
      When Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets "one" from "desk"

  Rule: However many ways lead to a queue, it gets one copy

    @RMQ-exchange.bind.duplicates @RMQ-exchange.bind.unique @requires:exchange-bindings @probe:e2e.duplicates
    Scenario: The same binding twice, and two patterns that match
      Given Alice has declared the transient topic exchange "ticker"
      And Alice has bound exchange "copies" to "ticker" with routing key "stock.#"
      And Alice has bound exchange "copies" to "ticker" with routing key "stock.#"
      And Alice has bound exchange "copies" to "ticker" with routing key "*.ibm"
      And Alice consumes from "desk"
      When Alice publishes "one" to exchange "ticker" with routing key "stock.ibm"
      And Alice publishes "end" to exchange "ticker" with routing key "stock.end"
      Then Alice receives from "desk" in order
        | one |
        | end |

    @RMQ-exchange.bind.duplicates @requires:exchange-bindings @probe:e2e.duplicates
    Scenario: A binding that was made twice is undone once
      Given Alice has declared the transient direct exchange "orders"
      And Alice has bound exchange "copies" to "orders" with routing key "paid"
      And Alice has bound exchange "copies" to "orders" with routing key "paid"
      When Alice performs exchange.unbind with
        | destination | copies |
        | source      | orders |
        | routing-key | paid   |
      And Alice publishes "one" to exchange "orders" with routing key "paid", mandatory
      Then Alice gets back "one" with 312 NO_ROUTE

    @RMQ-exchange.bind.cyclical @RMQ-exchange.bind.unique @requires:exchange-bindings @probe:e2e.cycle
    Scenario: Two exchanges feed each other, and one itself
      Given Alice has declared the transient fanout exchange "echo"
      And Alice has bound exchange "copies" to "echo" with routing key ""
      And Alice has bound exchange "echo" to "copies" with routing key ""
      And Alice has bound exchange "echo" to "echo" with routing key ""
      When Alice publishes "one" to exchange "echo" with routing key ""
      Then Alice gets from "desk" in order
        | one |

    @RMQ-exchange.bind.unique @requires:exchange-bindings @probe:e2e.diamond
    Scenario: Two ways through exchanges to one queue
      Given Alice has declared the transient fanout exchange "source"
      And Alice has declared the transient fanout exchange "left"
      And Alice has bound exchange "copies" to "source" with routing key ""
      And Alice has bound exchange "left" to "source" with routing key ""
      And Alice has bound exchange "copies" to "left" with routing key ""
      And Alice consumes from "desk"
      When Alice publishes to exchange "source"
        | body | routing-key |
        | one  |             |
        | end  |             |
      Then Alice receives from "desk" in order
        | one |
        | end |

  Rule: Both exchanges must be there

    @RMQ-exchange.bind.destination.exchange-existence @requires:exchange-bindings @probe:e2e.missing-destination
    Scenario: The destination is not there
      When Alice sends exchange.bind with
        | destination | nowhere |
        | source      | copies  |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND

    @RMQ-exchange.bind.source.exchange-existence @requires:exchange-bindings @probe:e2e.missing-source
    Scenario: The source is not there
      When Alice sends exchange.bind with
        | destination | copies  |
        | source      | nowhere |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND

  Rule: The default exchange

    # The rule takes the blank name for the default exchange, the product refuses it. Both are accepted.
    @RMQ-exchange.bind.destination.default-exchange @RMQ-exchange.bind.source.default-exchange @requires:exchange-bindings @probe:e2e.default-exchange
    Scenario Outline: Binding with a <end> without a name
      When Alice sends exchange.bind with
        | <end>   |        |
        | <other> | copies |
      Then the broker answers Alice with one of
        | channel 1        | 403 ACCESS_REFUSED |
        | exchange.bind-ok | it is bound        |
      When Alice publishes "one" to queue "desk"
      Then Alice gets "one" from "desk"

      Examples:
        | end         | other       |
        | source      | destination |
        | destination | source      |

  Rule: A binding ends with either of its exchanges

    @RMQ-exchange.bind.lifetime @requires:exchange-bindings @probe:e2e.source-deleted
    Scenario: The destination is deleted and declared anew
      Given Alice has declared the transient fanout exchange "source"
      And Alice has bound exchange "copies" to "source" with routing key ""
      When Alice performs exchange.delete with
        | exchange | copies |
      And Alice performs exchange.declare with
        | exchange | copies |
        | type     | fanout |
      And Alice performs queue.bind with
        | queue    | desk   |
        | exchange | copies |
      And Alice publishes "one" to exchange "source" with routing key "", mandatory
      Then Alice gets back "one" with 312 NO_ROUTE
