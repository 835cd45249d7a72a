@amqp091
Feature: AMQP 0-9-1 basic.deliver — what a consumer receives

  Background:
    Given Alice and Bob are connected
    And Alice has declared queue "desk"

  Rule: A delivery says what it is and which way it came

    @AMQP-basic.deliver.fields @probe:cons.deliver-fields
    Scenario: Two messages by way of a pattern
      Given Alice has declared the transient topic exchange "ticker"
      And Alice has bound queue "desk" to "ticker" with routing key "stock.*"
      And Alice consumes from "desk" with
        | consumer-tag | clerk |
      When Alice publishes the keys stock.ibm, stock.sun to exchange "ticker"
      Then Alice receives a message from "desk" with
        | body         | stock.ibm |
        | consumer-tag | clerk     |
        | delivery-tag | 1         |
        | redelivered  | false     |
        | exchange     | ticker    |
        | routing-key  | stock.ibm |
      And Alice receives a message from "desk" with
        | body         | stock.sun |
        | delivery-tag | 2         |
        | routing-key  | stock.sun |

  Rule: With no-ack a message is settled as soon as it is sent

    @AMQP-basic.09 @probe:cons.no-ack
    Scenario: Messages that were delivered with no-ack, and the end of the channel
      Given Alice publishes 3 numbered messages to queue "desk"
      And Alice consumes from "desk" with
        | no-ack | true |
      When Alice receives 3 numbered messages from "desk"
      And Alice closes channel 1
      Then Alice gets nothing from "desk"

    @AMQP-basic.09 @probe:cons.no-ack
    Scenario: Acknowledging what was delivered with no-ack
      Given Alice publishes "one" to queue "desk"
      And Alice consumes from "desk" with
        | no-ack | true |
      And Alice receives "one" from "desk"
      When Alice sends basic.ack with
        | delivery-tag | 1 |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

  Rule: Without no-ack a message comes back unless it is acknowledged

    @AMQP-basic.10 @probe:cons.ack-required
    Scenario: Two of four messages are acknowledged, and the connection is closed
      Given Alice publishes 4 numbered messages to queue "desk"
      And Alice consumes from "desk"
      And Alice receives 4 numbered messages from "desk"
      When Alice sends basic.ack with
        | delivery-tag | 2    |
        | multiple     | true |
      And Alice disconnects
      And Bob consumes from "desk"
      Then Bob receives from "desk" in any order
        | body |
        | 3    |
        | 4    |
      And nothing more arrives for Bob

    @AMQP-redelivered.implementation @probe:cons.ack-required
    Scenario: What comes back is marked
      Given Alice publishes "one" to queue "desk"
      And Alice consumes from "desk"
      And Alice receives "one" from "desk"
      When Alice disconnects
      And Bob consumes from "desk"
      Then Bob receives a message from "desk" with
        | body        | one  |
        | redelivered | true |

  Rule: A message is marked as redelivered when it is, and only then

    @AMQP-redelivered.implementation @probe:redel.first
    Scenario: A message that is fetched for the first time
      When Alice publishes "one" to queue "desk"
      Then Alice gets a message from "desk" with
        | redelivered | false |

    @AMQP-redelivered.implementation @probe:redel.first
    Scenario: A message that is delivered for the first time
      Given Alice consumes from "desk"
      When Alice publishes "one" to queue "desk"
      Then Alice receives a message from "desk" with
        | redelivered | false |

    @AMQP-redelivered.implementation @probe:redel.after-close
    Scenario: A message that was held by a client whose network is gone
      Given Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      When Alice loses the network connection
      And Bob consumes from "desk"
      Then Bob receives a message from "desk" with
        | body        | one  |
        | redelivered | true |

    @AMQP-redelivered.implementation @probe:redel.after-close
    Scenario: One of two messages was held by a client that has left
      Given Alice publishes 2 numbered messages to queue "desk"
      And Alice gets "1" from "desk", unacknowledged
      When Alice disconnects
      And Bob consumes from "desk"
      Then Bob receives from "desk" in any order
        | body | redelivered |
        | 1    | true        |
        | 2    | false       |
