@amqp091
Feature: AMQP 0-9-1 basic.recover — asking for unacknowledged messages again

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: What is sent again is marked as redelivered

    @AMQP-basic.recover.01 @probe:recover.requeue
    Scenario: Three of four messages go back to the queue
      Given Alice publishes 4 numbered messages to queue "desk"
      And Alice gets 3 numbered messages from "desk", unacknowledged
      When Alice sends basic.recover with
        | requeue | true |
      Then Alice receives basic.recover-ok
      When Alice consumes from "desk"
      Then Alice receives from "desk" in any order
        | body | redelivered |
        | 1    | true        |
        | 2    | true        |
        | 3    | true        |
        | 4    | false       |

    @AMQP-basic.recover.01 @probe:recover.no-requeue
    Scenario: A message goes again to the consumer that has it
      Given Alice publishes "one" to queue "desk"
      And Alice consumes from "desk" with
        | consumer-tag | clerk |
      And Alice receives "one" from "desk"
      When Alice sends basic.recover with
        | requeue | false |
      Then Alice receives basic.recover-ok
      And Alice receives a message from "desk" with
        | body         | one   |
        | redelivered  | true  |
        | consumer-tag | clerk |

    @AMQP-basic.recover.01 @probe:recover.idle
    Scenario: Nothing is unacknowledged
      Given Alice publishes "one" to queue "desk"
      And Alice consumes from "desk"
      And Alice receives "one" from "desk"
      And Alice sends basic.ack with
        | delivery-tag | 1 |
      When Alice sends basic.recover with
        | requeue | true |
      Then Alice receives basic.recover-ok
      And nothing more arrives for Alice

    @AMQP-basic.recover-async.01 @probe:recover.async
    Scenario: basic.recover-async does the same without an answer
      Given Alice publishes "one" to queue "desk"
      And Alice consumes from "desk"
      And Alice receives "one" from "desk"
      When Alice sends basic.recover-async with
        | requeue | true |
      Then Alice receives a message from "desk" with
        | body        | one  |
        | redelivered | true |
      And nothing more arrives for Alice

  Rule: Messages are sent again once recover-ok is

    @AMQP-channel.content-sync @probe:recover.content-sync
    Scenario: recover-ok comes before the delivery
      Given Alice publishes "one" to queue "desk"
      And Alice consumes from "desk"
      And Alice receives "one" from "desk"
      When Alice sends basic.recover with
        | requeue | true |
      Then Alice receives basic.recover-ok next
      And Alice receives basic.deliver next
