@rabbitmq @requires:basic-nack
Feature: RabbitMQ's extensions — basic.nack: refusing several messages

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: multiple means all messages up to the tag, tag 0 all so far

    @RMQ-basic.nack.multiple.exists @probe:nack.multiple
    Scenario: Three of five messages are acknowledged, the others refused
      Given Alice publishes 5 numbered messages to queue "desk"
      And Alice gets 5 numbered messages from "desk", unacknowledged
      And Alice sends basic.ack with
        | delivery-tag | 3    |
        | multiple     | true |
      When Alice sends basic.nack with
        | delivery-tag | 5    |
        | multiple     | true |
        | requeue      | true |
      And Alice consumes from "desk"
      Then Alice receives from "desk" in any order
        | body | redelivered |
        | 4    | true        |
        | 5    | true        |
      And nothing more arrives for Alice

    @RMQ-basic.nack.multiple.exists @probe:nack.multiple-zero
    Scenario: All of three messages
      Given Alice publishes 3 numbered messages to queue "desk"
      And Alice gets 3 numbered messages from "desk", unacknowledged
      When Alice sends basic.nack with
        | delivery-tag | 0    |
        | multiple     | true |
        | requeue      | true |
      And Alice consumes from "desk"
      Then Alice receives from "desk" in any order
        | body |
        | 1    |
        | 2    |
        | 3    |

    @RMQ-basic.nack.multiple.exists @probe:nack.multiple-zero
    Scenario: All of no messages
      When Alice sends basic.nack with
        | delivery-tag | 0    |
        | multiple     | true |
        | requeue      | true |
      Then Alice's channel 1 is still open

  Rule: A message that the client does not hold cannot be refused

    @RMQ-basic.nack.multiple.exists @probe:nack.unknown
    Scenario: A tag that was never given
      When Alice sends basic.nack with
        | delivery-tag | 99 |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

  Rule: Without requeue the messages are gone

    @RMQ-basic.nack.requeue.01 @probe:nack.discard
    Scenario: Both of two messages
      Given Alice publishes 2 numbered messages to queue "desk"
      And Alice gets 2 numbered messages from "desk", unacknowledged
      When Alice sends basic.nack with
        | delivery-tag | 2     |
        | multiple     | true  |
        | requeue      | false |
      And Alice closes channel 1
      Then Alice gets nothing from "desk"
