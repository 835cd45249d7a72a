@rabbitmq @requires:max-priority
Feature: RabbitMQ's extensions — x-max-priority, queues in order of priority

  Background:
    Given Alice is connected

  Rule: A higher priority goes first, up to the maximum; within one, the order is that of arrival

    @RMQ-x-max-priority @probe:x-prio.order
    Scenario: Eight messages of six priorities
      Given Alice has declared the exclusive queue "desk" with
        | x-max-priority | 10 |
      When Alice publishes to exchange ""
        | routing-key | body       | priority |
        | desk        | zero       | 0        |
        | desk        | nine       | 9        |
        | desk        | four       | 4        |
        | desk        | five       | 5        |
        | desk        | nine again | 9        |
        | desk        | ten        | 10       |
        | desk        | too much   | 255      |
        | desk        | none       | absent   |
      Then Alice gets from "desk" in order
        | ten        |
        | too much   |
        | nine       |
        | nine again |
        | five       |
        | four       |
        | zero       |
        | none       |

  Rule: x-max-priority is a whole number up to 255

    @RMQ-x-arguments @malformed @probe:x-prio.invalid
    Scenario Outline: The x-max-priority <value>
      When Alice sends queue.declare with
        | exclusive | true                    |
        | arguments | x-max-priority: <value> |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

      Examples:
        | value |
        | -1    |
        | 256   |
