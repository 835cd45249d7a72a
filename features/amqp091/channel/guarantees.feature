@amqp091
Feature: AMQP 0-9-1 §4.4–4.7 — What one may rely on across channels and connections

  Background:
    Given Alice and Bob are connected

  Rule: Messages that take the same path keep their order

    @AMQP-content.ordering @probe:content.order
    Scenario: A hundred messages through one queue
      Given Alice has declared the exclusive queue "desk"
      And Alice consumes from "desk" on channel 2
      When Alice publishes 100 numbered messages to queue "desk"
      Then Alice receives 100 numbered messages from "desk"

  Rule: A busy channel does not keep another waiting

    @AMQP-channel.fairness @probe:chan.fairness
    Scenario: A flood on one channel, small questions on another
      When Alice publishes 100 messages of 100000 bytes to queue "nowhere", and after each sends basic.qos on channel 2
      And Alice publishes "end" to queue "nowhere", mandatory
      Then Alice receives basic.qos-ok on channel 2 next

  Rule: What one connection was told is done, every other connection can see

    @AMQP-channel.visibility @probe:sync.visibility-other-connection
    Scenario: A queue is there for others once it is declared
      When Alice declares 20 queues, and Bob finds each at once
      Then Bob's connection is still open

  Rule: Replies mark the point from which they hold

    @AMQP-channel.content-sync @probe:sync.consume-ok-first
    Scenario: basic.consume-ok comes before the first delivery
      Given Alice has declared the exclusive queue "desk"
      And Alice publishes 3 numbered messages to queue "desk"
      When Alice sends basic.consume with
        | queue        | desk  |
        | consumer-tag | clerk |
      Then Alice receives basic.consume-ok next
      And Alice receives basic.deliver next
      And Alice receives basic.deliver next
      And Alice receives basic.deliver next

    @AMQP-channel.content-sync @probe:sync.cancel-ok-last
    Scenario: No delivery comes after basic.cancel-ok
      Given Alice has declared the exclusive queue "desk"
      And Alice publishes 1000 numbered messages to queue "desk"
      And Alice consumes from "desk" with
        | consumer-tag | clerk |
        | no-ack       | true  |
      When Alice performs basic.cancel with
        | consumer-tag | clerk |
      Then Alice receives no delivery after that

    @AMQP-channel.content-sync @probe:sync.unbind-ok-effect
    Scenario: A binding routes until it is undone, and not after
      Given Alice has declared the transient direct exchange "orders"
      And Alice has declared the exclusive queue "desk" bound to "orders" with
        | paid |
      And Alice publishes "one" to exchange "orders" with routing key "paid"
      When Alice performs queue.unbind with
        | queue       | desk   |
        | exchange    | orders |
        | routing-key | paid   |
      And Alice publishes "two" to exchange "orders" with routing key "paid", mandatory
      Then Alice gets back "two" with 312 NO_ROUTE
      And Alice gets from "desk" in order
        | one |

    @AMQP-channel.content-sync @probe:sync.purge-ok-effect
    Scenario: A queue is empty once it is purged, and keeps what comes later
      Given Alice has declared the exclusive queue "desk"
      And Alice publishes 3 numbered messages to queue "desk"
      When Alice sends queue.purge with
        | queue | desk |
      Then Alice receives queue.purge-ok with
        | message-count | 3 |
      When Alice publishes "four" to queue "desk"
      Then Alice gets from "desk" in order
        | four |
