@rabbitmq @requires:publisher-confirms
Feature: RabbitMQ's extensions — x-message-ttl and expiration, messages that grow old

  # That time has passed is seen by its effects: the count of a queue that falls to 0, or a message like the one in
  # question that is gone from another queue. A count proves nothing before the confirm: declare may overtake a publish.

  Background:
    Given Alice is connected
    And Alice performs confirm.select

  Rule: x-message-ttl limits the time in the queue

    @RMQ-x-message-ttl @requires:message-ttl @clock @probe:x-ttl.queue
    Scenario: A message in a queue with a limit, another in a queue without
      Given Alice has declared the exclusive queue "desk" with
        | x-message-ttl | 100 |
      And Alice has declared the exclusive queue "shelf"
      When Alice publishes "one" to queue "shelf"
      And Alice publishes "one" to queue "desk"
      And Alice receives the confirms of publishes 1 to 2
      Then Alice soon finds queue "desk" with
        | message-count | 0 |
      And Alice gets nothing from "desk"
      And Alice gets "one" from "shelf"

    @RMQ-x-message-ttl @requires:message-ttl @probe:x-ttl.zero
    Scenario: The limit 0 and no consumer
      Given Alice has declared the exclusive queue "desk" with
        | x-message-ttl | 0 |
      When Alice publishes "one" to queue "desk"
      Then Alice gets nothing from "desk"

    @RMQ-x-message-ttl @requires:message-ttl @probe:x-ttl.zero
    Scenario: The limit 0 and a consumer that is ready
      Given Alice has declared the exclusive queue "desk" with
        | x-message-ttl | 0 |
      And Alice consumes from "desk"
      When Alice publishes "one" to queue "desk"
      Then Alice receives "one" from "desk"

  Rule: The property expiration limits the time of one message, in milliseconds

    @RMQ-x-expiration @requires:message-expiration @clock @probe:x-ttl.message
    Scenario: Fifty milliseconds
      Given Alice has declared the exclusive queue "desk"
      When Alice publishes a message to queue "desk" with
        | expiration | 50 |
      And Alice receives the confirms of publishes 1 to 1
      Then Alice soon finds queue "desk" with
        | message-count | 0 |
      And Alice gets nothing from "desk"

    @RMQ-x-expiration @requires:message-expiration @probe:x-ttl.message
    Scenario: A minute, and the message is fetched before
      Given Alice has declared the exclusive queue "desk"
      When Alice publishes a message to queue "desk" with
        | expiration | 60000 |
      Then Alice gets a message from "desk" with
        | expiration | 60000 |

    @RMQ-x-expiration @requires:message-expiration @malformed @probe:x-ttl.message-invalid
    Scenario Outline: The expiration "<text>"
      Given Alice has declared the exclusive queue "desk"
      When Alice publishes a message to queue "desk" with
        | expiration | <text> |
      And Alice sends basic.qos
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

      Examples:
        | text |
        | abc  |
        | -1   |
        |      |

  Rule: Of two limits the smaller one counts

    @RMQ-x-expiration @requires:message-expiration @requires:message-ttl @clock @probe:x-ttl.minimum
    Scenario Outline: <queue> ms in the queue, <message> ms for the message
      Given Alice has declared the exclusive queue "desk" with
        | x-message-ttl | <queue> |
      When Alice publishes a message to queue "desk" with
        | expiration | <message> |
      And Alice receives the confirms of publishes 1 to 1
      Then Alice soon finds queue "desk" with
        | message-count | 0 |

      Examples:
        | queue | message |
        | 100   | 60000   |
        | 60000 | 100     |

  Rule: What has expired is not delivered, wherever it stands

    # The third message has the time of the second: once it is gone, the second has expired as well.
    @RMQ-x-expiration @requires:message-expiration @clock @probe:x-ttl.head-only
    Scenario: A message that expired behind one that did not
      Given Alice has declared the exclusive queue "desk"
      And Alice has declared the exclusive queue "clock"
      When Alice publishes to exchange ""
        | routing-key | body   | expiration |
        | desk        | first  | 60000      |
        | desk        | second | 1          |
        | clock       | third  | 1          |
      And Alice receives the confirms of publishes 1 to 3
      And Alice soon finds queue "clock" with
        | message-count | 0 |
      Then Alice gets from "desk" in order
        | first |

  Rule: x-message-ttl is a whole number from 0

    @RMQ-x-arguments @requires:message-ttl @malformed @probe:x-ttl.argument-invalid
    Scenario Outline: The x-message-ttl <value>
      When Alice sends queue.declare with
        | exclusive | true                   |
        | arguments | x-message-ttl: <value> |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

      Examples:
        | value |
        | -1    |
        | abc   |
