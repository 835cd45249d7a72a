@amqp091 @requires:transactions
Feature: AMQP 0-9-1 class tx — publishing in a transaction

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"
    And Alice performs tx.select

  Rule: What is published counts from tx.commit-ok on

    @AMQP-tx.publish @probe:tx.publish-invisible
    Scenario: Nothing is committed
      When Alice publishes "one" to queue "desk"
      And Alice's channel 1 is still open
      Then Alice gets nothing from "desk" on channel 2

    @AMQP-tx.publish @probe:tx.publish-commit
    Scenario: Two messages are committed
      Given Alice publishes 2 numbered messages to queue "desk"
      When Alice performs tx.commit
      Then Alice gets from "desk" on channel 2 in order
        | 1 |
        | 2 |

    # That all queues get it at once is not promised, and applications are told so; that each gets it is.
    @AMQP-tx.publish @probe:tx.many-queues
    Scenario: A message for two queues is committed
      Given Alice has declared the transient fanout exchange "news"
      And Alice has bound queue "desk" to "news" with routing key ""
      And Alice has declared the exclusive queue "till" bound to "news" with
        |  |
      And Alice publishes "one" to exchange "news" with routing key ""
      When Alice performs tx.commit
      Then Alice gets "one" from "desk" on channel 2
      And Alice gets "one" from "till" on channel 2

  Rule: What is not committed never was

    @AMQP-tx.publish @probe:tx.publish-rollback
    Scenario: A message is rolled back, then nothing is committed
      Given Alice publishes "one" to queue "desk"
      When Alice performs tx.rollback
      And Alice performs tx.commit
      Then Alice gets nothing from "desk" on channel 2

    @AMQP-tx.publish @probe:tx.close-discards
    Scenario: The channel is closed before a commit
      Given Alice publishes "one" to queue "desk"
      When Alice closes channel 1
      Then Alice gets nothing from "desk" on channel 2

  Rule: What cannot be published is told

    @AMQP-tx.publish @probe:tx.mandatory-at-commit @soft
    Scenario: A mandatory message without a route is committed
      The text says nothing of mandatory messages in a transaction but that nobody may rely on them; a return may
      come at once or at the commit.

      Given Alice publishes "one" to queue "nowhere", mandatory
      When Alice sends tx.commit
      Then Alice receives basic.return next
      And Alice receives tx.commit-ok next

    # At once or at the commit.
    @AMQP-basic.publish.exchange.must-exist @probe:tx.publish-missing-exchange
    Scenario: A transaction publishes to an exchange that is not there
      When Alice publishes "lost" to exchange "nowhere" with routing key "paid"
      And Alice sends tx.commit
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND
