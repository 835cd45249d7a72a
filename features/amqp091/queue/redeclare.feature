@amqp091
Feature: AMQP 0-9-1 queue.declare — declaring a queue that exists

  Background:
    Given Alice and Bob are connected
    And Alice has declared queue "desk"

  Rule: The same declaration is confirmed; a different one is an error

    @AMQP-queue.declare.passive.equivalent @probe:q.redeclare-same
    Scenario: Declaring it again just so
      Given Alice publishes "one" to queue "desk"
      When Alice performs queue.declare with
        | queue | desk |
      Then Alice gets from "desk" in order
        | one |

    @AMQP-queue.declare.passive.equivalent @probe:q.redeclare-arguments
    Scenario: Declaring it again with its own argument
      Given Alice has declared the exclusive queue "files" with
        | x-max-length | 10 |
      When Alice performs queue.declare with
        | queue     | files            |
        | exclusive | true             |
        | arguments | x-max-length: 10 |
      Then Alice's channel 1 is still open

    @AMQP-queue.declare.passive.equivalent @probe:q.redeclare-durable
    Scenario: Declaring it again as durable
      When Alice sends queue.declare with
        | queue   | desk |
        | durable | true |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
      And Alice finds queue "desk"

    # One rule says that the bit means nothing on a queue that exists, another asks for equality.
    @AMQP-queue.declare.auto-delete.pre-existence @AMQP-queue.declare.passive.equivalent @probe:q.redeclare-autodelete
    Scenario: Declaring it again with auto-delete
      When Alice sends queue.declare with
        | queue       | desk |
        | auto-delete | true |
      Then the broker answers Alice with one of
        | queue.declare-ok | the bit means nothing   |
        | channel 1        | 406 PRECONDITION_FAILED |
      When Bob consumes from "desk" with
        | consumer-tag | clerk |
      And Bob performs basic.cancel with
        | consumer-tag | clerk |
      Then Bob finds queue "desk"

    @AMQP-queue.declare.passive.equivalent @AMQP-queue.declare.exclusive.exclusive @probe:q.redeclare-exclusive
    Scenario: Declaring it again as exclusive
      When Alice sends queue.declare with
        | queue     | desk |
        | exclusive | true |
      Then the broker answers Alice with one of
        | channel 1 | 405 RESOURCE_LOCKED     |
        | channel 1 | 406 PRECONDITION_FAILED |
      And Bob finds queue "desk"

    @AMQP-queue.declare.passive.equivalent @probe:q.redeclare-arguments
    Scenario Outline: Declaring it again with the argument <argument>
      When Alice sends queue.declare with
        | queue     | desk          |
        | arguments | <argument>: 1 |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

      Examples:
        | argument     |
        | x-max-length |
        | foo          |

  Rule: passive asks whether it is there, and creates nothing

    @AMQP-queue.declare.passive.passive @probe:q.passive-missing
    Scenario: Asking for a queue that is not there
      When Alice sends queue.declare with
        | queue   | nowhere |
        | passive | true    |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND
      And Alice finds no queue "nowhere"

    @AMQP-queue.declare.passive.passive @probe:q.passive-existing
    Scenario: Asking with bits that are not the queue's
      When Alice sends queue.declare with
        | queue       | desk |
        | passive     | true |
        | durable     | true |
        | auto-delete | true |
      Then Alice receives queue.declare-ok with
        | queue | desk |

    # The field's text says that no-wait with passive has no effect; an exception is as good.
    @AMQP-queue.declare.passive.passive @probe:q.passive-nowait
    Scenario: Asking without wanting an answer for a queue that is not there
      When Alice sends queue.declare with
        | queue   | nowhere |
        | passive | true    |
        | no-wait | true    |
      Then the broker answers Alice with one of
        | ignored   | no effect     |
        | channel 1 | 404 NOT_FOUND |
      And Alice finds no queue "nowhere"

    # The empty name may mean the channel's last queue, or none.
    @AMQP-queue.declare.passive.passive @probe:q.passive-empty-name
    Scenario: Asking for the queue without a name
      When Alice sends queue.declare with
        | queue   |      |
        | passive | true |
      Then the broker answers Alice with one of
        | queue.declare-ok | queue = desk  |
        | channel 1        | 404 NOT_FOUND |
