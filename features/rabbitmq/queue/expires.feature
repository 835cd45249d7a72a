@rabbitmq @requires:queue-expiry
Feature: RabbitMQ's extensions — x-expires, queues that nobody uses

  # To declare a queue passively is to use it, and begins its time anew; to publish to it is not. So a queue is looked
  # for by mandatory messages: once one comes back, the queue is gone.

  Background:
    Given Alice is connected

  Rule: A queue that nobody uses for so long is deleted

    @RMQ-x-expires @clock @probe:x-expires
    Scenario: Two hundred milliseconds without use
      Given Alice has declared the exclusive queue "desk" with
        | x-expires | 200 |
      When Alice publishes "one" to queue "desk" until it comes back with 312 NO_ROUTE
      Then Alice finds no queue "desk"

    # The queue without a consumer, declared later, shows that the time of the other one is over. That one is consumed
    # before its declaration is answered, so that a slow machine does not let it expire in between.
    @RMQ-x-expires @clock @probe:x-expires
    Scenario: A queue that is consumed, and one that is not
      Given Alice performs queue.declare with
        | queue     | desk           |
        | exclusive | true           |
        | no-wait   | true           |
        | arguments | x-expires: 200 |
      And Alice consumes from "desk"
      And Alice has declared the exclusive queue "clock" with
        | x-expires | 200 |
      When Alice publishes "tick" to queue "clock" until it comes back with 312 NO_ROUTE
      And Alice publishes "one" to queue "desk"
      Then Alice receives "one" from "desk"

  Rule: x-expires is a whole number from 1

    @RMQ-x-expires @malformed @probe:x-expires
    Scenario Outline: The x-expires <value>
      When Alice sends queue.declare with
        | exclusive | true               |
        | arguments | x-expires: <value> |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

      Examples:
        | value |
        | 0     |
        | -1    |
