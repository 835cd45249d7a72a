@rabbitmq @requires:publisher-confirms
Feature: RabbitMQ's extensions — what a confirm promises

  Background:
    Given Alice and Bob are connected
    And Alice performs confirm.select

  Rule: Every publish has its confirm, and one only

    # They may come together and in any order.
    @RMQ-confirm.all-messages-acknowledged @probe:confirm.multiple
    Scenario: A hundred publishes
      Given Alice has declared the exclusive queue "desk"
      When Alice publishes 100 numbered messages to queue "desk"
      Then Alice receives the confirms of publishes 1 to 100

  Rule: What no queue takes is confirmed as well, once it has been returned

    @RMQ-confirm.unroutable-messages @probe:confirm.unroutable
    Scenario: A message without a route
      When Alice publishes "one" to queue "nowhere"
      Then Alice receives the confirms of publishes 1 to 1

    @RMQ-confirm.unroutable-messages @probe:confirm.mandatory-order
    Scenario: A mandatory message without a route
      When Alice publishes "one" to queue "nowhere", mandatory
      Then Alice receives basic.return next
      And Alice receives basic.ack next

  Rule: A confirmed message is in all of its queues

    @RMQ-confirm.all-queues @probe:confirm.after-queue
    Scenario: Somebody else looks after the confirm
      Given Alice has declared queue "desk"
      When Alice publishes "one" to queue "desk"
      And Alice receives basic.ack
      Then Bob finds queue "desk" with
        | message-count | 1 |

    @RMQ-confirm.all-queues @probe:confirm.fanout-all
    Scenario: Somebody else looks at three queues after the confirm
      Given Alice has declared the transient fanout exchange "news"
      And Alice has declared queue "desk" bound to "news" with
        |  |
      And Alice has declared queue "till" bound to "news" with
        |  |
      And Alice has declared queue "wall" bound to "news" with
        |  |
      When Alice publishes "one" to exchange "news" with routing key ""
      And Alice receives basic.ack
      Then Bob finds queue "till" with
        | message-count | 1 |
      And Bob finds queue "wall" with
        | message-count | 1 |

    @RMQ-confirm.all-queues @requires:restart @exclusive @probe:confirm.persistent-restart
    Scenario: The broker is restarted after the confirm of a persistent message
      Given Alice has declared the durable queue "vault"
      And Alice publishes a message to queue "vault" with
        | body          | one |
        | delivery-mode | 2   |
      And Alice receives basic.ack
      When the broker is restarted
      And Bob reconnects
      Then Bob gets "one" from "vault"

  Rule: What a queue turns away is refused by basic.nack

    @RMQ-x-max-length @requires:max-length @probe:confirm.nack-overflow
    Scenario: The second of two messages does not fit
      Given Alice has declared the exclusive queue "desk" with
        | x-max-length | 1              |
        | x-overflow   | reject-publish |
      When Alice publishes "one" to queue "desk"
      And Alice receives the confirms of publishes 1 to 1
      And Alice publishes "two" to queue "desk"
      Then Alice receives basic.nack next
      And Alice gets from "desk" in order
        | one |
