@amqp091
Feature: AMQP 0-9-1 basic.get — fetching one message

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: An empty queue is answered with get-empty

    @AMQP-basic.get.empty @probe:get.empty
    Scenario: Nothing is in the queue
      When Alice sends basic.get with
        | queue | desk |
      Then Alice receives basic.get-empty with
        | reserved-1 |  |

  Rule: get-ok says where the message came from and how many are left

    @AMQP-basic.get.fields @probe:get.ok-fields
    Scenario: Three messages that came by a routing key
      Given Alice has bound queue "desk" to "amq.direct" with routing key "<desk>"
      When Alice publishes to exchange "amq.direct"
        | body  | routing-key |
        | one   | <desk>      |
        | two   | <desk>      |
        | three | <desk>      |
      Then Alice gets a message from "desk" with
        | body          | one        |
        | delivery-tag  | 1          |
        | exchange      | amq.direct |
        | routing-key   | <desk>     |
        | message-count | 2          |
      And Alice gets a message from "desk" with
        | body          | two |
        | delivery-tag  | 2   |
        | message-count | 1   |
      And Alice gets a message from "desk" with
        | body          | three |
        | delivery-tag  | 3     |
        | message-count | 0     |

  Rule: With no-ack a message is settled as soon as it is sent

    @AMQP-basic.09 @probe:get.no-ack
    Scenario: A message that was fetched with no-ack, and the end of the channel
      Given Alice publishes "one" to queue "desk"
      When Alice gets "one" from "desk"
      And Alice closes channel 1
      Then Alice gets nothing from "desk"

    @AMQP-basic.09 @probe:get.no-ack
    Scenario: Acknowledging what was fetched with no-ack
      Given Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk"
      When Alice sends basic.ack with
        | delivery-tag | 1 |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

  Rule: The queue must be there

    @AMQP-basic.get.queue.must-exist @probe:get.missing
    Scenario: The queue is not there
      When Alice sends basic.get with
        | queue | nowhere |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND
