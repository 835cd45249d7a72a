@amqp091
Feature: AMQP 0-9-1 queue.bind — binding a queue to an exchange

  Background:
    Given Alice is connected
    And Alice has declared the transient direct exchange "orders"
    And Alice has declared the exclusive queue "desk"

  Rule: Queue and exchange must be there

    @AMQP-queue.bind.queue.must-exist @probe:q.bind-missing-queue
    Scenario: The queue is not there
      When Alice sends queue.bind with
        | queue       | nowhere |
        | exchange    | orders  |
        | routing-key | paid    |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND

    @AMQP-queue.bind.exchange.exchange-existence @probe:q.bind-missing-exchange
    Scenario: The exchange is not there
      When Alice sends queue.bind with
        | queue       | desk    |
        | exchange    | nowhere |
        | routing-key | paid    |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND

  Rule: The same binding twice is one binding

    @AMQP-queue.bind.duplicates @AMQP-queue.bind.unique @probe:q.bind-duplicate
    Scenario: Binding twice, one copy
      Given Alice has bound queue "desk" to "orders" with routing key "paid"
      When Alice performs queue.bind with
        | queue       | desk   |
        | exchange    | orders |
        | routing-key | paid   |
      And Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets from "desk" in order
        | one |

    @AMQP-queue.bind.duplicates @AMQP-queue.bind.unique @probe:q.bind-duplicate
    Scenario: Binding twice, unbinding once
      Given Alice has bound queue "desk" to "orders" with routing key "paid"
      And Alice has bound queue "desk" to "orders" with routing key "paid"
      When Alice performs queue.unbind with
        | queue       | desk   |
        | exchange    | orders |
        | routing-key | paid   |
      And Alice publishes "one" to exchange "orders" with routing key "paid", mandatory
      Then Alice gets back "one" with 312 NO_ROUTE

    @AMQP-queue.bind.unique @probe:topic.multi-binding-one-copy
    Scenario: Two patterns that match one key, one copy for a consumer
      Given Alice has declared the transient topic exchange "ticker"
      And Alice has declared the exclusive queue "wire" bound to "ticker" with
        | stock.#      |
        | stock.*.nyse |
      And Alice consumes from "wire"
      When Alice publishes "101.5" to exchange "ticker" with routing key "stock.ibm.nyse"
      And Alice publishes "end" to exchange "ticker" with routing key "stock.end"
      Then Alice receives "101.5" from "wire"
      And Alice receives "end" from "wire"

  Rule: Durable and transient may be mixed

    @AMQP-queue.bind.transient-exchange @probe:q.bind-durable-to-transient
    Scenario: A durable queue and a transient exchange
      Given Alice has declared the durable queue "files"
      When Alice performs queue.bind with
        | queue       | files  |
        | exchange    | orders |
        | routing-key | paid   |
      And Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets "one" from "files"

    @AMQP-queue.bind.durable-exchange @requires:restart @exclusive @probe:q.bind-durable-restart
    Scenario: A durable binding and a restart
      Given Alice has declared the durable direct exchange "ledger"
      And Alice has declared the durable queue "files"
      And Alice has bound queue "files" to "ledger" with routing key "paid"
      When the broker is restarted
      And Alice reconnects
      And Alice publishes "one" to exchange "ledger" with routing key "paid"
      Then Alice gets "one" from "files"

  Rule: A queue may have many bindings

    @AMQP-queue.bind.binding-count @probe:q.bind-4
    Scenario: One queue and four exchanges
      Given Alice declares 4 exchanges
      And Alice has bound queue "desk" to "exchange-1" with routing key "one"
      And Alice has bound queue "desk" to "exchange-2" with routing key "two"
      And Alice has bound queue "desk" to "exchange-3" with routing key "three"
      When Alice performs queue.bind with
        | queue       | desk       |
        | exchange    | exchange-4 |
        | routing-key | four       |
      And Alice publishes "first" to exchange "exchange-1" with routing key "one"
      And Alice publishes "last" to exchange "exchange-4" with routing key "four"
      Then Alice gets from "desk" in order
        | first |
        | last  |

  Rule: no-wait leaves out the answer and nothing else

    @AMQP-queue.bind.no-wait @probe:q.bind-nowait
    Scenario: Binding without an answer
      When Alice sends queue.bind with
        | queue       | desk   |
        | exchange    | orders |
        | routing-key | paid   |
        | no-wait     | true   |
      And Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets "one" from "desk"
      And nothing more arrives for Alice

  Rule: Neither name nor key

    # An old text says that the key is then the queue's name, a newer one that it is empty.
    @AMQP-queue.bind.routing-key.direct-exchange-key-matching @probe:q.bind-empty-names
    Scenario: Binding without a name and without a key
      Given Alice performs queue.bind with
        | queue       |        |
        | exchange    | orders |
        | routing-key |        |
      When Alice publishes "one" to exchange "orders" with routing key "<desk>"
      And Alice publishes "one" to exchange "orders" with routing key ""
      Then Alice gets from "desk" in order
        | one |
