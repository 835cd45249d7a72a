@rabbitmq @requires:max-length
Feature: RabbitMQ's extensions — x-max-length, queues that are full

  Background:
    Given Alice is connected

  Rule: A full queue drops what is oldest

    @RMQ-x-max-length @probe:x-maxlen.drop-head
    Scenario: Four messages, and room for two
      Given Alice has declared the exclusive queue "desk" with
        | x-max-length | 2 |
      When Alice publishes 4 numbered messages to queue "desk"
      Then Alice gets from "desk" in order
        | 3 |
        | 4 |

    @RMQ-x-max-length @probe:x-maxlen.bytes
    Scenario: Four messages of five octets and room for ten
      Given Alice has declared the exclusive queue "desk" with
        | x-max-length-bytes | 10 |
      When Alice publishes to exchange ""
        | routing-key | body  | content-type |
        | desk        | first | text/plain   |
        | desk        | other | text/plain   |
        | desk        | third | text/plain   |
        | desk        | final | text/plain   |
      Then Alice gets from "desk" in order
        | third |
        | final |

    @RMQ-x-max-length @probe:x-maxlen.unacked
    Scenario: A message that is out does not count
      Given Alice has declared the exclusive queue "desk" with
        | x-max-length | 1 |
      And Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      When Alice publishes "two" to queue "desk"
      Then Alice gets "two" from "desk"
      When Alice sends basic.ack with
        | delivery-tag | 1 |
      Then Alice's channel 1 is still open

  Rule: Asked for it, a full queue refuses what is new

    @RMQ-x-max-length @probe:x-maxlen.reject-publish
    Scenario: Two messages, and room for one
      Given Alice has declared the exclusive queue "desk" with
        | x-max-length | 1              |
        | x-overflow   | reject-publish |
      When Alice publishes "one" to queue "desk"
      And Alice publishes "two" to queue "desk"
      Then Alice gets from "desk" in order
        | one |

  Rule: Limits are whole numbers from 0, and x-overflow one of a few words

    @RMQ-x-arguments @malformed @probe:x-maxlen.invalid
    Scenario Outline: The argument <argument>
      When Alice sends queue.declare with
        | exclusive | true       |
        | arguments | <argument> |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

      Examples:
        | argument               |
        | x-max-length: -1       |
        | x-max-length: a        |
        | x-max-length-bytes: -1 |
        | x-overflow: bogus      |
