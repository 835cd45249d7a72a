@rabbitmq
Feature: RabbitMQ's extensions — other arguments of queue.declare

  Background:
    Given Alice is connected

  Rule: Nobody has to know every argument

    # A stricter broker may refuse it.
    @RMQ-x-arguments @probe:x-unknown-argument
    Scenario Outline: The argument <argument>
      When Alice sends queue.declare with
        | exclusive | true       |
        | arguments | <argument> |
      Then the broker answers Alice with one of
        | queue.declare-ok | ignored                 |
        | channel 1        | 406 PRECONDITION_FAILED |
      And the broker still serves others

      Examples:
        | argument     |
        | foo: bar     |
        | x-unknown: 1 |

    # RabbitMQ refuses it; a broker that knows one kind of queue need not look.
    @RMQ-x-arguments @probe:x-queue-type-invalid
    Scenario: A queue of no known type
      When Alice sends queue.declare with
        | exclusive | true                |
        | arguments | x-queue-type: bogus |
      Then the broker goes on serving, whatever it answers Alice

  Rule: A quorum queue is durable and not exclusive

    @RMQ-x-queue-type @requires:queue-types @probe:x-quorum-properties
    Scenario: A quorum queue that is not durable
      When Alice sends queue.declare with
        | queue     | desk                 |
        | arguments | x-queue-type: quorum |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

    @RMQ-x-queue-type @requires:queue-types @probe:x-quorum-properties
    Scenario: A quorum queue that is exclusive
      When Alice sends queue.declare with
        | queue     | desk                 |
        | durable   | true                 |
        | exclusive | true                 |
        | arguments | x-queue-type: quorum |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
