@amqp091
Feature: AMQP 0-9-1 basic.cancel — ending a consumer

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: Cancelling a consumer whose queue is gone does no harm

    @AMQP-basic.cancel.01 @probe:cons.cancel-unknown
    Scenario: The queue was deleted
      Given Alice consumes from "desk" with
        | consumer-tag | clerk |
      And Alice performs queue.delete with
        | queue | desk |
      When Alice sends basic.cancel with
        | consumer-tag | clerk |
      Then Alice receives basic.cancel-ok with
        | consumer-tag | clerk |

    # The rule speaks of tags that are valid; what comes of others is nowhere said.
    @AMQP-basic.cancel.01 @probe:cons.cancel-unknown
    Scenario: A tag that no consumer ever had
      When Alice sends basic.cancel with
        | consumer-tag | nobody |
      Then the broker answers Alice with one of
        | basic.cancel-ok | consumer-tag = nobody |
        | channel 1       | any reply             |
        | connection      | any reply             |

  Rule: What was delivered before stays with the client

    @AMQP-basic.cancel.unacked @probe:cons.cancel-keeps-unacked
    Scenario: Acknowledging three messages after the cancel
      Given Alice publishes 3 numbered messages to queue "desk"
      And Alice consumes from "desk" with
        | consumer-tag | clerk |
      And Alice receives 3 numbered messages from "desk"
      When Alice performs basic.cancel with
        | consumer-tag | clerk |
      Then Alice gets nothing from "desk"
      When Alice sends basic.ack with
        | delivery-tag | 3    |
        | multiple     | true |
      And Alice closes channel 1
      Then Alice gets nothing from "desk"

  Rule: no-wait leaves out the answer and nothing else

    @AMQP-basic.cancel.no-wait @probe:cons.cancel-nowait
    Scenario: Cancelling without an answer
      Given Alice consumes from "desk" with
        | consumer-tag | clerk |
      When Alice sends basic.cancel with
        | consumer-tag | clerk |
        | no-wait      | true  |
      And Alice publishes "one" to queue "desk"
      Then Alice gets "one" from "desk"
      And nothing more arrives for Alice
