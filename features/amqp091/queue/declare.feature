@amqp091
Feature: AMQP 0-9-1 queue.declare — declaring a queue

  Background:
    Given Alice and Bob are connected

  Rule: A queue without a name gets one from the broker

    @AMQP-queue.declare.queue.default-name @probe:q.server-named
    Scenario: Three queues without a name
      Given Alice has declared a server-named queue "first"
      And Alice has declared a server-named queue "second"
      And Alice has declared a server-named queue "third"
      When Alice publishes "one" to queue "first"
      And Alice publishes "two" to queue "second"
      Then Alice gets nothing from "third"
      And Alice gets from "first" in order
        | one |
      And Alice gets from "second" in order
        | two |

    @AMQP-queue.declare.queue.default-name @probe:q.server-named
    Scenario: The broker says which name it chose
      When Alice sends queue.declare with
        | queue     |      |
        | exclusive | true |
      Then Alice receives queue.declare-ok with
        | queue | not empty |

  Rule: declare-ok counts the messages that are ready and the consumers

    # A message that is published and committed is in its queue.
    @AMQP-queue.declare.counts @probe:q.declare-ok-counts
    Scenario: Two messages and no consumer
      Given Alice has declared queue "desk"
      And Bob performs tx.select
      When Bob publishes 2 numbered messages to queue "desk"
      And Bob performs tx.commit
      Then Alice finds queue "desk" with
        | queue          | desk |
        | message-count  | 2    |
        | consumer-count | 0    |

    @AMQP-queue.declare.counts @probe:q.declare-ok-counts
    Scenario: A consumer that holds one of two messages
      Given Alice has declared queue "desk"
      And Bob performs tx.select
      And Bob publishes 2 numbered messages to queue "desk"
      And Bob performs tx.commit
      And Alice performs basic.qos with
        | prefetch-count | 1 |
      When Alice consumes from "desk"
      And Alice receives "1" from "desk"
      Then Bob finds queue "desk" with
        | message-count  | 1 |
        | consumer-count | 1 |

  Rule: Durable queues outlive the broker, transient ones do not

    @AMQP-queue.declare.durable.persistence @requires:restart @exclusive @probe:q.durable-restart
    Scenario: Two queues and a restart
      Given Alice has declared the durable queue "kept"
      And Alice has declared the queue "lost"
      When the broker is restarted
      And Bob reconnects
      Then Bob finds queue "kept"
      And Bob finds no queue "lost"

    # Whether a queue may be both is nowhere said.
    @AMQP-queue.declare.durable.types @probe:q.durable-exclusive
    Scenario: Durable and exclusive
      When Alice sends queue.declare with
        | queue     | desk |
        | durable   | true |
        | exclusive | true |
      Then the broker answers Alice with one of
        | queue.declare-ok | it is both |
        | channel 1        | any reply  |
        | connection       | any reply  |
      And the broker still serves others

  Rule: A broker has room for 256 queues and more

    @AMQP-queue.declare.minimum-queues @probe:q.declare-256
    Scenario: Two hundred and fifty-six queues
      When Alice declares 256 queues
      Then Alice finds queue "queue-1"
      And Alice finds queue "queue-256"

  Rule: A name has letters, digits, hyphen, underscore, period and colon

    @AMQP-queue.declare.queue.syntax @probe:q.name-illegal
    Scenario Outline: A name with <what>
      When Alice sends queue.declare with
        | queue     | <name> |
        | exclusive | true   |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

      Examples:
        | name | what          |
        | a b  | a blank       |
        | a/b  | a slash       |
        | a$   | a dollar sign |

    @AMQP-queue.declare.queue.reserved @probe:q.reserved
    Scenario: A new name that begins with amq.
      When Alice sends queue.declare with
        | queue     | amq.conformance |
        | exclusive | true            |
      Then the broker closes Alice's channel 1 with 403 ACCESS_REFUSED
      And Alice finds no queue "amq.conformance"

  Rule: no-wait leaves out the answer and nothing else

    @AMQP-queue.declare.no-wait @probe:q.nowait
    Scenario: Declaring without an answer
      When Alice sends queue.declare with
        | queue     | desk |
        | exclusive | true |
        | no-wait   | true |
      Then Alice finds queue "desk"
      And nothing more arrives for Alice

    @AMQP-queue.declare.no-wait @probe:q.nowait-error
    Scenario: Declaring otherwise without an answer
      Given Alice has declared queue "desk"
      When Alice sends queue.declare with
        | queue   | desk |
        | durable | true |
        | no-wait | true |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
