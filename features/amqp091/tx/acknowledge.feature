@amqp091 @requires:transactions
Feature: AMQP 0-9-1 class tx — acknowledging in a transaction

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"
    And Alice publishes "one" to queue "desk"

  Rule: An acknowledgement counts from tx.commit-ok on

    @AMQP-tx.ack @probe:tx.ack-uncommitted-close
    Scenario: The channel is closed before a commit
      Given Alice gets "one" from "desk", unacknowledged
      And Alice performs tx.select
      And Alice sends basic.ack with
        | delivery-tag | 1 |
      When Alice closes channel 1
      Then Alice gets a message from "desk" on channel 2 with
        | body        | one  |
        | redelivered | true |

    @AMQP-tx.ack @requires:basic-nack @probe:tx.nack-commit
    Scenario: A message is asked back, then that is committed
      Given Alice gets "one" from "desk", unacknowledged
      And Alice performs tx.select
      When Alice sends basic.nack with
        | delivery-tag | 1    |
        | requeue      | true |
      And Alice's channel 1 is still open
      Then Alice gets nothing from "desk" on channel 2
      When Alice performs tx.commit
      Then Alice gets a message from "desk" on channel 2 with
        | body        | one  |
        | redelivered | true |

  Rule: A rollback undoes acknowledgements, and nothing else

    @AMQP-tx.ack @probe:tx.ack-rollback
    Scenario: Acknowledging again after a rollback
      Given Alice gets "one" from "desk", unacknowledged
      And Alice performs tx.select
      And Alice sends basic.ack with
        | delivery-tag | 1 |
      And Alice performs tx.rollback
      When Alice sends basic.ack with
        | delivery-tag | 1 |
      And Alice performs tx.commit
      And Alice closes channel 1
      Then Alice gets nothing from "desk" on channel 2

    @AMQP-tx.ack @probe:tx.ack-rollback
    Scenario: Closing the channel after a rollback
      Given Alice gets "one" from "desk", unacknowledged
      And Alice performs tx.select
      And Alice sends basic.ack with
        | delivery-tag | 1 |
      And Alice performs tx.rollback
      When Alice closes channel 1
      Then Alice gets "one" from "desk" on channel 2

    @AMQP-tx.ack @probe:tx.rollback-no-redelivery
    Scenario: Nothing comes back by itself
      Given Alice gets "one" from "desk", unacknowledged
      And Alice performs tx.select
      And Alice sends basic.ack with
        | delivery-tag | 1 |
      When Alice performs tx.rollback
      Then Alice gets nothing from "desk" on channel 2

  Rule: A tag that is not known is refused at once

    @AMQP-basic.ack.multiple.exists @probe:tx.ack-unknown-immediate
    Scenario: Acknowledging delivery 77
      Given Alice performs tx.select
      When Alice sends basic.ack with
        | delivery-tag | 77 |
      And Alice sends basic.qos
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
