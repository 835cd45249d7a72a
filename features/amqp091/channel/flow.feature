@amqp091
Feature: AMQP 0-9-1 channel.flow — pausing deliveries

  Background:
    Given Alice and Bob are connected
    And Alice has declared queue "desk"

  Rule: A new channel is not paused

    @AMQP-channel.flow.initial-state @probe:chan.flow-initial
    Scenario: A delivery without any channel.flow
      Given Alice consumes from "desk"
      When Bob publishes "one" to queue "desk"
      Then Alice receives "one" from "desk"

    @AMQP-channel.flow.initial-state @probe:chan.flow-on
    Scenario: Asking for what is so already
      When Alice sends channel.flow with
        | active | true |
      Then Alice receives channel.flow-ok with
        | active | true |

  Rule: A paused channel gets no deliveries until it is active again

    # A committed publish is in its queue. A delivery on its way would come before the second reply on Alice's channel.
    @AMQP-channel.flow.bidirectional @probe:chan.flow-off
    Scenario: Pausing a channel that consumes
      Given Alice consumes from "desk"
      And Bob performs tx.select
      When Alice performs channel.flow with
        | active | false |
      And Bob publishes "one" to queue "desk"
      And Bob performs tx.commit
      Then Alice finds queue "desk" with
        | message-count | 1 |
      And nothing more arrives for Alice

    @AMQP-channel.flow.bidirectional @probe:chan.flow-off
    Scenario: Waking a channel that was paused
      Given Alice consumes from "desk"
      When Alice performs channel.flow with
        | active | false |
      And Bob publishes "one" to queue "desk"
      And Alice performs channel.flow with
        | active | true |
      Then Alice receives "one" from "desk"
