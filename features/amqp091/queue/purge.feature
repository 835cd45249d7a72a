@amqp091
Feature: AMQP 0-9-1 queue.purge — emptying a queue

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: Messages that are ready are removed and counted

    @AMQP-queue.purge.count @probe:q.purge
    Scenario: Three messages
      Given Alice publishes 3 numbered messages to queue "desk"
      When Alice sends queue.purge with
        | queue | desk |
      Then Alice receives queue.purge-ok with
        | message-count | 3 |
      And Alice gets nothing from "desk"

  Rule: Messages that are not acknowledged are left alone

    @AMQP-queue.purge.02 @probe:q.purge-unacked
    Scenario: One of two messages is held
      Given Alice publishes 2 numbered messages to queue "desk"
      And Alice gets "1" from "desk", unacknowledged
      When Alice sends queue.purge with
        | queue | desk |
      Then Alice receives queue.purge-ok with
        | message-count | 1 |
      When Alice sends basic.reject with
        | delivery-tag | 1    |
        | requeue      | true |
      Then Alice gets a message from "desk" with
        | body        | 1    |
        | redelivered | true |

  Rule: The queue must be there

    @AMQP-queue.purge.queue.must-exist @probe:q.purge-missing
    Scenario: The queue is not there
      When Alice sends queue.purge with
        | queue | nowhere |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND

  Rule: no-wait leaves out the answer and nothing else

    @AMQP-queue.purge.no-wait @probe:q.purge-nowait
    Scenario: Purging without an answer
      Given Alice publishes "one" to queue "desk"
      When Alice sends queue.purge with
        | queue   | desk |
        | no-wait | true |
      Then Alice gets nothing from "desk"
      And nothing more arrives for Alice
