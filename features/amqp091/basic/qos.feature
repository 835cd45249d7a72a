@amqp091
Feature: AMQP 0-9-1 basic.qos — how many messages are sent ahead

  Background:
    Given Alice and Bob are connected
    And Alice has declared queue "desk"

  Rule: No more messages are out unacknowledged than prefetch-count permits

    # A message that is published and committed is in its queue; what was not delivered is counted there.
    @AMQP-basic.qos.prefetch-count.01 @requires:transactions @probe:qos.per-consumer
    Scenario: A window of two, and five messages
      Given Alice performs basic.qos with
        | prefetch-count | 2 |
      And Alice consumes from "desk"
      And Bob performs tx.select
      When Bob publishes 5 numbered messages to queue "desk"
      And Bob performs tx.commit
      Then Alice receives 2 numbered messages from "desk"
      And Alice finds queue "desk" with
        | message-count | 3 |
      And nothing more arrives for Alice

    @AMQP-basic.qos.prefetch-count.01 @probe:qos.per-consumer
    Scenario: A window of two, and one message is acknowledged
      Given Alice publishes 5 numbered messages to queue "desk"
      And Alice performs basic.qos with
        | prefetch-count | 2 |
      And Alice consumes from "desk"
      And Alice receives 2 numbered messages from "desk"
      When Alice sends basic.ack with
        | delivery-tag | 1 |
      Then Alice receives a message from "desk" with
        | body         | 3 |
        | delivery-tag | 3 |
      And Alice finds queue "desk" with
        | message-count | 2 |
      And nothing more arrives for Alice

    @AMQP-basic.qos.prefetch-count.01 @probe:qos.zero-unlimited
    Scenario: A window of zero sets no limit
      Given Alice performs basic.qos with
        | prefetch-count | 0 |
      And Alice consumes from "desk"
      When Alice publishes 100 numbered messages to queue "desk"
      Then Alice receives 100 numbered messages from "desk"

    @AMQP-basic.qos.prefetch-count.01 @probe:qos.no-ack-ignored
    Scenario: A consumer with no-ack has no window
      Given Alice performs basic.qos with
        | prefetch-count | 1 |
      And Alice consumes from "desk" with
        | no-ack | true |
      When Alice publishes 3 numbered messages to queue "desk"
      Then Alice receives 3 numbered messages from "desk"

    @AMQP-basic.qos.prefetch-count.01 @probe:qos.get-ignored
    Scenario: basic.get has no window
      Given Alice publishes 2 numbered messages to queue "desk"
      And Alice performs basic.qos with
        | prefetch-count | 1 |
      And Alice gets "1" from "desk", unacknowledged
      When Alice sends basic.get with
        | queue | desk |
      Then the broker answers Alice with one of
        | basic.get-ok | delivery-tag = 2 |

  Rule: Settled messages make room for others

    @AMQP-basic.qos.prefetch-count.01 @probe:qos.multiple-ack-refill
    Scenario: Three messages are acknowledged at once
      Given Alice publishes 6 numbered messages to queue "desk"
      And Alice performs basic.qos with
        | prefetch-count | 3 |
      And Alice consumes from "desk"
      And Alice receives 3 numbered messages from "desk"
      When Alice sends basic.ack with
        | delivery-tag | 3    |
        | multiple     | true |
      Then Alice receives from "desk" in order
        | 4 |
        | 5 |
        | 6 |

    @AMQP-basic.qos.prefetch-count.01 @probe:qos.reject-refill
    Scenario: A message is rejected
      Given Alice publishes 2 numbered messages to queue "desk"
      And Alice performs basic.qos with
        | prefetch-count | 1 |
      And Alice consumes from "desk"
      And Alice receives "1" from "desk"
      When Alice sends basic.reject with
        | delivery-tag | 1     |
        | requeue      | false |
      Then Alice receives "2" from "desk"

  Rule: The window is the channel's, with global the connection's

    @AMQP-basic.qos.prefetch-count.01 @probe:qos.two-consumers
    Scenario: Two consumers on one channel share the window
      Given Alice publishes 5 numbered messages to queue "desk"
      And Alice performs basic.qos with
        | prefetch-count | 1 |
      When Alice consumes from "desk" 2 times
      Then Alice receives "1" from "desk"
      And Alice finds queue "desk" with
        | message-count | 4 |
      And nothing more arrives for Alice

    # Two at most, even where each consumer has a window of its own.
    @AMQP-basic.qos.prefetch-count.01 @probe:qos.two-consumers
    Scenario: Two consumers on one channel never hold three messages
      Given Alice publishes 5 numbered messages to queue "desk"
      And Alice performs basic.qos with
        | prefetch-count | 1 |
      When Alice consumes from "desk" 2 times
      Then Alice receives "1" from "desk"
      And Alice finds queue "desk" with
        | message-count | at least 3 |

    @AMQP-basic.qos.prefetch-count.01 @probe:qos.global
    Scenario: A global window, and two consumers on one channel
      Given Alice publishes 5 numbered messages to queue "desk"
      And Alice performs basic.qos with
        | prefetch-count | 1    |
        | global         | true |
      When Alice consumes from "desk" 2 times
      Then Alice receives "1" from "desk"
      And Alice finds queue "desk" with
        | message-count | 4 |
      And nothing more arrives for Alice

    @AMQP-basic.qos.prefetch-count.01 @probe:qos.global
    Scenario: A global window, and consumers on two channels
      Given Alice publishes 5 numbered messages to queue "desk"
      And Alice performs basic.qos with
        | prefetch-count | 1    |
        | global         | true |
      When Alice consumes from "desk" on channel 1
      And Alice consumes from "desk" on channel 2
      Then Alice receives "1" from "desk"
      And Alice finds queue "desk" with
        | message-count | 4 |
      And nothing more arrives for Alice

    # Whether a window holds for consumers that are there already is left open: the transcript shows it.
    @AMQP-basic.qos.prefetch-count.01 @probe:qos.existing-consumer
    Scenario: basic.qos after basic.consume
      Given Alice consumes from "desk"
      And Alice performs basic.qos with
        | prefetch-count | 1 |
      When Alice publishes 2 numbered messages to queue "desk"
      Then Alice receives "1" from "desk"
      When Alice sends basic.ack with
        | delivery-tag | 1 |
      Then Alice receives "2" from "desk"

  Rule: prefetch-size limits what is sent ahead, never a single message

    @AMQP-basic.qos.prefetch-size.01 @probe:qos.prefetch-size
    Scenario: A message that is larger than the window
      Given Alice publishes "large… to 200 bytes" to queue "desk"
      When Alice performs basic.qos with
        | prefetch-size | 100 |
      And Alice consumes from "desk"
      Then Alice receives "large… to 200 bytes" from "desk"

    @AMQP-basic.qos.prefetch-size.01 @probe:qos.prefetch-size
    Scenario: Two messages that do not fit into the window together
      Given Alice publishes "one… to 60 bytes" to queue "desk"
      And Alice publishes "two… to 60 bytes" to queue "desk"
      When Alice performs basic.qos with
        | prefetch-size | 100 |
      And Alice consumes from "desk"
      Then Alice receives "one… to 60 bytes" from "desk"
      And Alice finds queue "desk" with
        | message-count | 1 |
      And nothing more arrives for Alice
