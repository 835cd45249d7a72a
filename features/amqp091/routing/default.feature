@amqp091
Feature: AMQP 0-9-1 §3.1.3.1 — The default exchange: a queue's name is its key

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: Every queue is bound to the default exchange with its name

    @AMQP-queue.declare.default-binding @AMQP-exchange.default-exchange @AMQP-basic.publish.exchange.default-exchange @probe:default.by-queue-name
    Scenario: A message to a queue by name
      When Alice publishes "one" to queue "desk"
      Then Alice gets a message from "desk" with
        | body        | one  |
        | exchange    |      |
        | routing-key | desk |

    @AMQP-queue.declare.default-binding @AMQP-exchange.default-exchange @AMQP-basic.publish.exchange.default-exchange @probe:default.by-queue-name
    Scenario: A delivery says which way it came
      Given Alice consumes from "desk"
      When Alice publishes "one" to queue "desk"
      Then Alice receives a message from "desk" with
        | body        | one  |
        | exchange    |      |
        | routing-key | desk |

    @AMQP-queue.declare.default-binding @probe:default.every-queue
    Scenario: A message to a queue whose name the broker chose
      Given Alice has declared a server-named queue "mine"
      When Alice publishes "one" to queue "mine"
      Then Alice gets "one" from "mine"

    @AMQP-queue.declare.default-binding @probe:default.no-queue
    Scenario: A message to nobody, and another that must arrive
      When Alice publishes "one" to queue "nowhere"
      And Alice publishes "two" to queue "nowhere", mandatory
      Then Alice gets back "two" with 312 NO_ROUTE
      And nothing more arrives for Alice

  Rule: Its bindings are not for clients to make or undo

    # One rule takes the blank name for the default exchange, another forbids access to it.
    @AMQP-queue.bind.exchange.default-exchange @AMQP-exchange.default-access @probe:default.bind-refused
    Scenario: Binding a queue to the default exchange
      When Alice sends queue.bind with
        | queue       | desk  |
        | exchange    |       |
        | routing-key | shelf |
      Then the broker answers Alice with one of
        | channel 1     | 403 ACCESS_REFUSED      |
        | queue.bind-ok | "shelf" leads to "desk" |
      When Alice publishes "one" to queue "desk"
      Then Alice gets from "desk" in order
        | one |

    @AMQP-exchange.default-access @AMQP-queue.unbind.exchange.default-exchange @probe:default.unbind-refused
    Scenario: Undoing the binding with the queue's own name
      When Alice sends queue.unbind with
        | queue       | desk |
        | exchange    |      |
        | routing-key | desk |
      Then the broker answers Alice with one of
        | channel 1 | any reply |
      When Alice publishes "one" to queue "desk"
      Then Alice gets "one" from "desk"
