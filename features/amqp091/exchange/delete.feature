@amqp091
Feature: AMQP 0-9-1 exchange.delete — deleting an exchange

  Background:
    Given Alice is connected
    And Alice has declared the transient direct exchange "orders"
    And Alice has declared the exclusive queue "desk" bound to "orders" with
      | paid |

  Rule: A deleted exchange is gone, with its bindings

    @AMQP-exchange.delete.exchange.exists @probe:ex.delete
    Scenario: Deleting an exchange
      When Alice performs exchange.delete with
        | exchange | orders |
      Then Alice finds no exchange "orders"

    @AMQP-exchange.delete.exchange.exists @probe:ex.delete
    Scenario: Declaring a deleted exchange anew
      When Alice performs exchange.delete with
        | exchange | orders |
      And Alice performs exchange.declare with
        | exchange | orders |
        | type     | direct |
      And Alice publishes "one" to exchange "orders" with routing key "paid", mandatory
      Then Alice gets back "one" with 312 NO_ROUTE

    @AMQP-exchange.delete.exchange.exists @probe:ex.delete-missing
    Scenario: Deleting an exchange that is not there
      When Alice sends exchange.delete with
        | exchange | nowhere |
      Then the broker answers Alice with one of
        | channel 1          | 404 NOT_FOUND             |
        | exchange.delete-ok | gone is gone, vendors say |

  Rule: if-unused spares an exchange that has bindings

    @AMQP-exchange.delete.if-unused.in-use @probe:ex.delete-if-unused
    Scenario: Deleting a bound exchange if it is unused
      When Alice sends exchange.delete with
        | exchange  | orders |
        | if-unused | true   |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
      When Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets "one" from "desk"

    @AMQP-exchange.delete.if-unused.in-use @probe:ex.delete-if-unused
    Scenario: Deleting an exchange whose last binding is gone if it is unused
      Given Alice performs queue.unbind with
        | queue       | desk   |
        | exchange    | orders |
        | routing-key | paid   |
      When Alice performs exchange.delete with
        | exchange  | orders |
        | if-unused | true   |
      Then Alice finds no exchange "orders"

    @AMQP-exchange.delete.if-unused.in-use @requires:exchange-bindings @probe:ex.delete-if-unused-e2e
    Scenario: Deleting the source of an exchange binding if it is unused
      Given Alice has declared the transient fanout exchange "source"
      And Alice has bound exchange "orders" to "source" with routing key ""
      When Alice sends exchange.delete with
        | exchange  | source |
        | if-unused | true   |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
      And Alice finds exchange "source"

  Rule: no-wait leaves out the answer and nothing else

    @AMQP-exchange.delete.no-wait @probe:ex.delete-nowait
    Scenario: Deleting without an answer
      When Alice sends exchange.delete with
        | exchange | orders |
        | no-wait  | true   |
      Then Alice finds no exchange "orders"
      And nothing more arrives for Alice
