@amqp091
Feature: AMQP 0-9-1 queue.purge — emptying a queue

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: Messages that are ready are removed and counted

    # probe q.purge
    @AMQP-queue.purge.count @level:must
    Scenario: Three messages
      Given Alice publishes 3 numbered messages to queue "desk"
      When Alice sends queue.purge with
        | queue | desk |
      Then Alice receives queue.purge-ok with
        | message-count | 3 |
      And Alice gets nothing from "desk"

  Rule: Messages that are not acknowledged are left alone

    # probe q.purge-unacked
    @AMQP-queue.purge.02 @level:must
    Scenario: One of two messages is held
      Given Alice publishes 2 numbered messages to queue "desk"
      And Alice has taken "1" from "desk", unacknowledged
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

    # probe q.purge-missing
    @AMQP-queue.purge.queue.must-exist @level:must
    Scenario: The queue is not there
      When Alice sends queue.purge with
        | queue | nowhere |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND

  Rule: no-wait leaves out the answer and nothing else

    # probe q.purge-nowait
    @AMQP-queue.purge.no-wait @level:must
    Scenario: Purging without an answer
      Given Alice publishes "one" to queue "desk"
      When Alice sends queue.purge with
        | queue   | desk |
        | no-wait | true |
      Then Alice gets nothing from "desk"
      And nothing more arrives for Alice
