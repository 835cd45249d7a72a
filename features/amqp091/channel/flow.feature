@amqp091
Feature: AMQP 0-9-1 channel.flow — pausing deliveries

  Background:
    Given Alice and Bob are connected
    And Alice has declared queue "desk"

  Rule: A new channel is not paused

    # probe chan.flow-initial
    @AMQP-channel.flow.initial-state @level:may
    Scenario: A delivery without any channel.flow
      Given Alice consumes from "desk"
      When Bob publishes "one" to queue "desk"
      Then Alice receives "one" from "desk"

    # probe chan.flow-on
    @AMQP-channel.flow.initial-state @level:may
    Scenario: Asking for what is so already
      When Alice sends channel.flow with
        | active | true |
      Then Alice receives channel.flow-ok with
        | active | true |

  Rule: A paused channel gets no deliveries until it is active again

    # A committed publish is in its queue. A delivery on its way would come before the second reply on Alice's channel.
    # probe chan.flow-off
    @AMQP-channel.flow.bidirectional @level:should
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

    # probe chan.flow-off
    @AMQP-channel.flow.bidirectional @level:should
    Scenario: Waking a channel that was paused
      Given Alice consumes from "desk"
      When Alice performs channel.flow with
        | active | false |
      And Bob publishes "one" to queue "desk"
      And Alice performs channel.flow with
        | active | true |
      Then Alice receives "one" from "desk"
