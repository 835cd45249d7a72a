@amqp091
Feature: AMQP 0-9-1 channel.open and channel.close

  Background:
    Given Alice is connected

  Rule: A channel is opened once before it is used

    @AMQP-channel.open.state @probe:chan.open
    Scenario: Opening a channel
      When Alice sends channel.open on channel 2
      Then Alice receives channel.open-ok on channel 2 with
        | reserved-1 |  |

    @AMQP-channel.open.state @malformed @probe:chan.open-twice
    Scenario: Opening a channel that is open
      When Alice sends channel.open on channel 1
      Then the broker closes Alice's connection with 504 CHANNEL_ERROR

    @AMQP-channel.max @probe:chan.max-channels-many
    Scenario: Two hundred channels, each with a queue, closed in reverse order
      When Alice uses channels 2 to 201 at once
      Then Alice's connection is still open

    @AMQP-channel.max @probe:chan.open-high-number
    Scenario: The highest number that was agreed
      When Alice opens the highest channel
      Then Alice's connection is still open

  Rule: Closing a channel undoes what was its own

    @AMQP-channel.close.stability @probe:chan.close
    Scenario: Delivery tags begin again on a channel that is opened again
      Given Alice has declared the exclusive queue "desk"
      And Alice publishes 3 numbered messages to queue "desk"
      And Alice gets "1" from "desk", unacknowledged
      And Alice performs basic.ack with
        | delivery-tag | 1 |
      And Alice closes channel 1
      When Alice gets a message from "desk" with
        | body         | 2 |
        | delivery-tag | 1 |
      Then Alice's channel 1 is still open

    @AMQP-channel.close.stability @probe:chan.close
    Scenario: A transaction mode is off on a channel that is opened again
      Given Alice performs tx.select
      And Alice closes channel 1
      And Alice opens channel 1
      When Alice sends tx.commit
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

    @AMQP-channel.closure @probe:chan.close-requeues
    Scenario: Unacknowledged messages go back to their queue
      Given Alice has declared the exclusive queue "desk"
      And Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      When Alice closes channel 1
      Then Alice gets a message from "desk" on channel 2 with
        | body        | one  |
        | redelivered | true |

    @AMQP-channel.closure @probe:chan.close-cancels-consumers
    Scenario: Consumers end with their channel
      Given Alice has declared the exclusive queue "desk"
      And Alice consumes from "desk"
      When Alice closes channel 1
      Then Alice finds queue "desk" on channel 2 with
        | consumer-count | 0 |
      When Alice publishes "one" to queue "desk" on channel 2
      Then Alice gets "one" from "desk" on channel 2

  Rule: Delivery tags count each channel's own deliveries, from one

    @AMQP-delivery-tag.channel-local @AMQP-delivery-tag.non-zero @probe:chan.independent-tags
    Scenario: Two channels take messages in turn
      Given Alice has declared the exclusive queue "desk"
      And Alice publishes 4 numbered messages to queue "desk"
      Then Alice gets a message from "desk" with
        | delivery-tag | 1 |
      And Alice gets a message from "desk" on channel 2 with
        | delivery-tag | 1 |
      And Alice gets a message from "desk" with
        | delivery-tag | at least 2 |
      And Alice gets a message from "desk" on channel 2 with
        | delivery-tag | at least 2 |
