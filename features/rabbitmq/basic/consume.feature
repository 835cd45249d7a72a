@rabbitmq
Feature: RabbitMQ's extensions — basic.consume, who of several consumers is served

  Background:
    Given Alice and Bob are connected

  Rule: A consumer of a higher priority is served first, as long as it has room

    @RMQ-x-consumer-priority @requires:consumer-priorities @probe:x-consumer-priority
    Scenario: Bob has a higher priority than Alice
      Given Alice has declared queue "desk"
      And Alice consumes from "desk"
      And Bob consumes from "desk" with
        | arguments | x-priority: 10 |
      When Alice publishes 3 numbered messages to queue "desk"
      Then Bob receives 3 numbered messages from "desk"

    @RMQ-x-consumer-priority @requires:consumer-priorities @probe:x-consumer-priority
    Scenario: Bob has a higher priority than Alice, and room for one message
      Given Alice has declared queue "desk"
      And Bob performs basic.qos with
        | prefetch-count | 1 |
      And Alice consumes from "desk"
      And Bob consumes from "desk" with
        | arguments | x-priority: 10 |
      When Alice publishes 2 numbered messages to queue "desk"
      Then Bob receives "1" from "desk"
      And Alice receives "2" from "desk"

    @RMQ-x-consumer-priority @requires:consumer-priorities @malformed @probe:x-consumer-priority-invalid
    Scenario: A priority in words
      Given Alice has declared queue "desk"
      When Alice sends basic.consume with
        | queue     | desk             |
        | arguments | x-priority: high |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

  Rule: With x-single-active-consumer one consumer is served, the next when that is gone

    @RMQ-x-single-active-consumer @requires:single-active-consumer @probe:x-sac
    Scenario: Alice is served, then Bob
      Given Alice has declared queue "desk" with
        | x-single-active-consumer | true |
      And Alice consumes from "desk" with
        | consumer-tag | clerk |
        | no-ack       | true  |
      And Bob consumes from "desk"
      When Alice publishes 3 numbered messages to queue "desk"
      Then Alice receives 3 numbered messages from "desk"
      When Alice performs basic.cancel with
        | consumer-tag | clerk |
      And Alice publishes "4" to queue "desk"
      Then Bob receives "4" from "desk"

  Rule: A client that asks for it is told when its queue is gone, others are not

    @RMQ-x-consumer-cancel-notify @requires:consumer-cancel-notify @probe:x-consumer-cancel
    Scenario: The queue of a client that wants to know is deleted
      Given Carol is connected with
        | capabilities | consumer_cancel_notify |
      And Alice has declared queue "desk"
      And Carol consumes from "desk" with
        | consumer-tag | clerk |
      When Alice performs queue.delete with
        | queue | desk |
      Then Carol receives basic.cancel with
        | consumer-tag | clerk |

    @RMQ-x-consumer-cancel-notify @probe:x-consumer-cancel
    Scenario: The queue of a client that does not want to know is deleted
      Given Alice has declared queue "desk"
      And Bob consumes from "desk"
      When Alice performs queue.delete with
        | queue | desk |
      Then nothing more arrives for Bob
