@amqp091
Feature: AMQP 0-9-1 queue.delete — deleting a queue

  Background:
    Given Alice and Bob are connected
    And Alice has declared queue "desk"

  Rule: A deleted queue is gone, with its messages, bindings and consumers

    @AMQP-queue.delete.count @probe:q.delete
    Scenario: Deleting a queue with two messages
      Given Alice performs tx.select
      And Alice publishes 2 numbered messages to queue "desk"
      And Alice performs tx.commit
      When Alice sends queue.delete with
        | queue | desk |
      Then Alice receives queue.delete-ok with
        | message-count | 2 |
      And Alice finds no queue "desk"

    @AMQP-queue.delete.bindings @probe:q.delete-removes-bindings
    Scenario: Declaring a deleted queue anew
      Given Alice has declared the transient direct exchange "orders"
      And Alice has bound queue "desk" to "orders" with routing key "paid"
      And Alice performs queue.delete with
        | queue | desk |
      When Alice performs queue.declare with
        | queue | desk |
      And Alice publishes "one" to exchange "orders" with routing key "paid", mandatory
      Then Alice gets back "one" with 312 NO_ROUTE

    @AMQP-queue.delete.consumers @probe:q.delete-consumer
    Scenario: Deleting a queue that is consumed
      Given Bob consumes from "desk" with
        | consumer-tag | clerk |
      When Alice performs queue.delete with
        | queue | desk |
      And Alice performs queue.declare with
        | queue | desk |
      Then Bob consumes from "desk" with
        | consumer-tag | clerk |
      When Alice publishes "one" to queue "desk"
      Then Bob receives "one" from "desk"

    @AMQP-queue.delete.queue.must-exist @probe:q.delete-missing
    Scenario: Deleting a queue that is not there
      When Alice sends queue.delete with
        | queue | nowhere |
      Then the broker answers Alice with one of
        | channel 1       | 404 NOT_FOUND             |
        | queue.delete-ok | gone is gone, vendors say |

  Rule: if-unused spares a queue that is consumed

    @AMQP-queue.delete.if-unused.in-use @probe:q.delete-if-unused
    Scenario: Deleting a consumed queue if it is unused
      Given Bob consumes from "desk"
      When Alice sends queue.delete with
        | queue     | desk |
        | if-unused | true |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
      And Bob finds queue "desk" with
        | consumer-count | 1 |

  Rule: if-empty spares a queue that holds messages

    @AMQP-queue.delete.if-empty.not-empty @probe:q.delete-if-empty
    Scenario: Deleting a queue with a message if it is empty
      Given Alice performs tx.select
      And Alice publishes "one" to queue "desk"
      And Alice performs tx.commit
      When Alice sends queue.delete with
        | queue    | desk |
        | if-empty | true |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
      And Bob gets "one" from "desk"

    # Whether a message that is held counts is nowhere said; its acknowledgement must do no harm.
    @AMQP-queue.delete.if-empty.not-empty @probe:q.delete-if-empty-unacked
    Scenario: Deleting a queue whose only message is held if it is empty
      Given Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      And Bob sends queue.delete with
        | queue    | desk |
        | if-empty | true |
      And the broker answers Bob with one of
        | queue.delete-ok | held messages do not count |
        | channel 1       | 406 PRECONDITION_FAILED    |
      When Alice sends basic.ack with
        | delivery-tag | 1 |
      Then Alice's channel 1 is still open
