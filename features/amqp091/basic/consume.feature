@amqp091
Feature: AMQP 0-9-1 basic.consume — starting a consumer

  Background:
    Given Alice and Bob are connected
    And Alice has declared queue "desk"

  Rule: The queue must be there

    @AMQP-basic.consume.queue.must-exist @probe:cons.missing-queue
    Scenario: The queue is not there
      When Alice sends basic.consume with
        | queue | nowhere |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND

  Rule: no-wait leaves out the answer and nothing else

    @AMQP-basic.consume.no-wait @probe:cons.nowait
    Scenario: Consuming without an answer
      Given Alice publishes "one" to queue "desk"
      When Alice consumes from "desk" with
        | consumer-tag | clerk |
        | no-wait      | true  |
      Then Alice receives "one" from "desk"
      And nothing more arrives for Alice

    # Nobody says what comes of it; a delivery would have to name its consumer.
    @AMQP-basic.consume.no-wait @probe:cons.nowait-empty-tag
    Scenario: Consuming without an answer and without a tag
      Given Alice publishes "one" to queue "desk"
      When Alice sends basic.consume with
        | queue        | desk |
        | consumer-tag |      |
        | no-wait      | true |
      Then the broker answers Alice with one of
        | basic.deliver | consumer-tag = not empty |
        | channel 1     | any reply                |
        | connection    | any reply                |

  Rule: A queue that is consumed is not to be had alone

    @AMQP-basic.consume.exclusive.01 @probe:cons.exclusive-taken
    Scenario: Bob wants for himself what Alice consumes
      Given Alice consumes from "desk"
      When Bob sends basic.consume with
        | queue     | desk |
        | exclusive | true |
      Then the broker closes Bob's channel 1 with 403 ACCESS_REFUSED
      When Alice publishes "one" to queue "desk"
      Then Alice receives "one" from "desk"

    @AMQP-basic.consume.exclusive.01 @probe:cons.exclusive-holds
    Scenario: Bob joins Alice, who consumes alone
      Given Alice consumes from "desk" with
        | exclusive | true |
      When Bob sends basic.consume with
        | queue | desk |
      Then the broker closes Bob's channel 1 with 403 ACCESS_REFUSED

    @AMQP-basic.consume.exclusive.01 @probe:cons.exclusive-holds
    Scenario: Bob consumes when Alice has done
      Given Alice consumes from "desk" with
        | exclusive    | true  |
        | consumer-tag | clerk |
      When Alice performs basic.cancel with
        | consumer-tag | clerk |
      And Bob consumes from "desk"
      And Alice publishes "one" to queue "desk"
      Then Bob receives "one" from "desk"

  Rule: A consumer with no-local does not get what its own connection publishes

    # A message that is published and committed is in its queue.
    @AMQP-basic.consume.no-local @requires:transactions @probe:cons.no-local
    Scenario: Alice and then Bob publish to Alice's consumer
      Given Alice consumes from "desk" with
        | no-local | true |
      And Alice performs tx.select on channel 2
      When Alice publishes "one" to queue "desk" on channel 2
      And Alice performs tx.commit on channel 2
      And Bob publishes "end" to queue "desk"
      Then Alice receives "end" from "desk"

  Rule: A queue serves many consumers, each message goes to one

    @AMQP-queue.single-delivery @probe:cons.round-robin
    Scenario: Consumers on two channels, and six messages
      Given Alice consumes from "desk" on channel 1
      And Alice consumes from "desk" on channel 2
      When Bob publishes 6 numbered messages to queue "desk"
      Then Alice receives from "desk" in any order
        | body |
        | 1    |
        | 2    |
        | 3    |
        | 4    |
        | 5    |
        | 6    |
      And nothing more arrives for Alice

    @AMQP-basic.consume.01 @probe:cons.16
    Scenario: Sixteen consumers
      When Alice consumes from "desk" 16 times
      And Alice publishes "one" to queue "desk"
      Then Alice receives "one" from "desk"
