@amqp091
Feature: AMQP 0-9-1 basic.reject — refusing messages

  Background:
    Given Alice and Bob are connected
    And Alice has declared queue "desk"

  Rule: With requeue the message goes to another consumer, not back to the channel that refused it

    @AMQP-basic.reject.requeue.01 @probe:reject.requeue
    Scenario: Alice refuses a message, and Bob is there to take it
      Given Alice publishes "one" to queue "desk"
      And Alice consumes from "desk" with
        | consumer-tag | clerk |
      And Alice receives "one" from "desk"
      And Alice performs basic.cancel with
        | consumer-tag | clerk |
      And Bob consumes from "desk"
      When Alice sends basic.reject with
        | delivery-tag | 1    |
        | requeue      | true |
      Then Bob receives a message from "desk" with
        | body        | one  |
        | redelivered | true |

    # What comes back to the same channel would come before the next message.
    @AMQP-basic.reject.requeue.01 @probe:reject.requeue
    Scenario: Alice refuses a message, and there is nobody else
      Given Alice publishes "one" to queue "desk"
      And Alice consumes from "desk"
      And Alice receives "one" from "desk"
      When Alice sends basic.reject with
        | delivery-tag | 1    |
        | requeue      | true |
      And Alice publishes "end" to queue "desk"
      Then Alice receives "end" from "desk"

  Rule: Without requeue the message is gone

    @AMQP-basic.reject.requeue.01 @probe:reject.discard
    Scenario: Alice throws a message away
      Given Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      When Alice sends basic.reject with
        | delivery-tag | 1     |
        | requeue      | false |
      And Alice closes channel 1
      Then Alice gets nothing from "desk"

  Rule: A message that the client does not hold cannot be refused

    @AMQP-basic.reject.02 @probe:reject.unknown
    Scenario: A tag that was never given
      When Alice sends basic.reject with
        | delivery-tag | 99 |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

  Rule: What comes back is there once, at its old place if possible

    # Its place is left open: the transcript shows it.
    @AMQP-queue.requeue-order @probe:fifo.requeue-position
    Scenario: One of three messages comes back
      Given Alice publishes 4 numbered messages to queue "desk"
      And Alice gets 3 numbered messages from "desk", unacknowledged
      When Alice sends basic.reject with
        | delivery-tag | 2    |
        | requeue      | true |
      And Alice consumes from "desk" on channel 2
      Then Alice receives from "desk" in any order
        | body | redelivered |
        | 2    | true        |
        | 4    | false       |
      And nothing more arrives for Alice

    @AMQP-queue.requeue-order @probe:fifo.requeue-all
    Scenario: All of three messages come back
      Given Alice publishes 4 numbered messages to queue "desk"
      And Alice gets 3 numbered messages from "desk", unacknowledged
      When Alice sends basic.recover with
        | requeue | true |
      Then Alice receives basic.recover-ok
      When Alice consumes from "desk" on channel 2
      Then Alice receives from "desk" in any order
        | body | redelivered |
        | 1    | true        |
        | 2    | true        |
        | 3    | true        |
        | 4    | false       |
      And nothing more arrives for Alice
