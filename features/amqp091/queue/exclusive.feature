@amqp091
Feature: AMQP 0-9-1 queue.declare — exclusive queues

  Background:
    Given Alice and Bob are connected
    And Alice has declared the exclusive queue "desk"

  Rule: An exclusive queue belongs to its connection: others may not use it

    @AMQP-queue.declare.exclusive.exclusive @probe:q.exclusive-other
    Scenario Outline: Bob tries <method> on Alice's queue
      When Bob sends <method> with
        | queue | desk |
      Then the broker closes Bob's channel 1 with 405 RESOURCE_LOCKED

      Examples:
        | method        |
        | queue.declare |
        | queue.purge   |
        | queue.delete  |
        | basic.consume |
        | basic.get     |

    @AMQP-queue.declare.exclusive.exclusive @probe:q.exclusive-other
    Scenario: Bob asks whether Alice's queue is there
      When Bob sends queue.declare with
        | queue   | desk |
        | passive | true |
      Then the broker closes Bob's channel 1 with 405 RESOURCE_LOCKED

    @AMQP-queue.declare.exclusive.exclusive @probe:q.exclusive-other
    Scenario: Bob binds Alice's queue
      When Bob sends queue.bind with
        | queue       | desk          |
        | exchange    | amq.direct    |
        | routing-key | conformance.a |
      Then the broker closes Bob's channel 1 with 405 RESOURCE_LOCKED

    @AMQP-queue.declare.exclusive.exclusive @probe:q.exclusive-unbind-other
    Scenario: Bob unbinds Alice's queue, where it is not bound
      When Bob sends queue.unbind with
        | queue       | desk          |
        | exchange    | amq.direct    |
        | routing-key | conformance.a |
      Then the broker closes Bob's channel 1 with 405 RESOURCE_LOCKED

    @AMQP-queue.declare.exclusive.exclusive @probe:q.exclusive-unbind-other
    Scenario: Bob unbinds Alice's queue, where it is bound
      Given Alice has declared the transient direct exchange "orders"
      And Alice has bound queue "desk" to "orders" with routing key "paid"
      When Bob sends queue.unbind with
        | queue       | desk   |
        | exchange    | orders |
        | routing-key | paid   |
      Then the broker closes Bob's channel 1 with 405 RESOURCE_LOCKED
      When Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets "one" from "desk"

    @AMQP-queue.declare.exclusive.exclusive @probe:q.exclusive-same-connection
    Scenario: Alice uses her queue on another channel
      When Alice publishes "one" to queue "desk"
      And Alice's channel 1 is still open
      Then Alice gets "one" from "desk" on channel 2

    @AMQP-queue.declare.exclusive.types @probe:q.exclusive-publish
    Scenario: Bob publishes to Alice's queue
      Given Bob performs tx.select
      When Bob publishes "one" to queue "desk"
      And Bob performs tx.commit
      Then Alice gets "one" from "desk"

  Rule: An exclusive queue goes with its connection, not with a channel

    @AMQP-channel.closure @probe:q.exclusive-deleted
    Scenario: Its channel is closed
      When Alice closes channel 1
      Then Alice finds queue "desk" on channel 2

    @AMQP-channel.closure @probe:q.exclusive-deleted
    Scenario: Its connection is closed
      When Alice disconnects
      Then Bob soon finds no queue "desk"

    @AMQP-queue.declare.exclusive.exclusive @probe:q.exclusive-name-reuse
    Scenario: Its name is free again once the farewell is answered
      Given Alice publishes "one" to queue "desk"
      When Alice disconnects
      And Bob sends queue.declare with
        | queue     | desk |
        | exclusive | true |
      Then Bob receives queue.declare-ok with
        | message-count | 0 |
