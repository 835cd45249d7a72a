@amqp091
Feature: AMQP 0-9-1 basic.ack — acknowledging messages

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: An acknowledgement settles one message, with multiple all up to its tag

    @AMQP-basic.ack.multiple.exists @probe:ack.single
    Scenario: The second of three messages
      Given Alice publishes 3 numbered messages to queue "desk"
      And Alice gets 3 numbered messages from "desk", unacknowledged
      When Alice sends basic.ack with
        | delivery-tag | 2 |
      And Alice closes channel 1
      And Alice consumes from "desk"
      Then Alice receives from "desk" in any order
        | body |
        | 1    |
        | 3    |
      And nothing more arrives for Alice

    @AMQP-basic.ack.multiple.exists @probe:ack.multiple
    Scenario: The first three of six messages
      Given Alice publishes 6 numbered messages to queue "desk"
      And Alice gets 6 numbered messages from "desk", unacknowledged
      When Alice sends basic.ack with
        | delivery-tag | 3    |
        | multiple     | true |
      And Alice closes channel 1
      And Alice consumes from "desk"
      Then Alice receives from "desk" in any order
        | body |
        | 4    |
        | 5    |
        | 6    |
      And nothing more arrives for Alice

  Rule: Tag 0 with multiple means all messages so far

    @AMQP-basic.ack.multiple.exists @AMQP-delivery-tag.non-zero @probe:ack.multiple-zero
    Scenario: All of three messages
      Given Alice publishes 3 numbered messages to queue "desk"
      And Alice gets 3 numbered messages from "desk", unacknowledged
      When Alice sends basic.ack with
        | delivery-tag | 0    |
        | multiple     | true |
      And Alice closes channel 1
      Then Alice gets nothing from "desk"

    @AMQP-basic.ack.multiple.exists @AMQP-delivery-tag.non-zero @probe:ack.multiple-zero
    Scenario: All of no messages
      When Alice sends basic.ack with
        | delivery-tag | 0    |
        | multiple     | true |
      Then Alice's channel 1 is still open

    @AMQP-basic.ack.multiple.exists @probe:ack.zero-single
    Scenario: Tag 0 without multiple
      Given Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      When Alice sends basic.ack with
        | delivery-tag | 0 |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

  Rule: A tag must be of a message that is delivered and not settled

    @AMQP-basic.ack.multiple.exists @probe:ack.unknown
    Scenario Outline: A tag that was never given, multiple <multiple>
      When Alice sends basic.ack with
        | delivery-tag | 99         |
        | multiple     | <multiple> |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

      Examples:
        | multiple |
        | false    |
        | true     |

    @AMQP-basic.ack.multiple.exists @probe:ack.twice
    Scenario: Acknowledging a message again
      Given Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      And Alice sends basic.ack with
        | delivery-tag | 1 |
      When Alice sends basic.ack with
        | delivery-tag | 1 |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

    @AMQP-basic.ack.multiple.exists @probe:ack.twice
    Scenario: Acknowledging one of several that are settled
      Given Alice publishes 3 numbered messages to queue "desk"
      And Alice gets 3 numbered messages from "desk", unacknowledged
      And Alice sends basic.ack with
        | delivery-tag | 3    |
        | multiple     | true |
      When Alice sends basic.ack with
        | delivery-tag | 2 |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

  Rule: A tag belongs to its channel

    @AMQP-delivery-tag.channel-local @probe:ack.other-channel
    Scenario: Acknowledging on another channel
      Given Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      And Alice opens channel 2
      When Alice sends basic.ack on channel 2 with
        | delivery-tag | 1 |
      Then the broker closes Alice's channel 2 with 406 PRECONDITION_FAILED
      When Alice sends basic.ack with
        | delivery-tag | 1 |
      Then Alice's channel 1 is still open

  Rule: What was delivered can be settled when its queue is gone

    @AMQP-basic.ack.multiple.exists @probe:ack.after-queue-delete
    Scenario: Acknowledging a message whose queue was deleted
      Given Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      And Alice performs queue.delete with
        | queue | desk |
      When Alice sends basic.ack with
        | delivery-tag | 1 |
      Then Alice's channel 1 is still open
