@amqp091
Feature: AMQP 0-9-1 basic.consume — consumer tags

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: A consumer has the tag that its client chose

    @AMQP-basic.consume.consumer-tag.01 @probe:cons.ok-tag
    Scenario: consume-ok repeats the tag
      When Alice sends basic.consume with
        | queue        | desk  |
        | consumer-tag | clerk |
      Then Alice receives basic.consume-ok with
        | consumer-tag | clerk |

    @AMQP-basic.consume.consumer-tag.01 @probe:cons.ok-tag
    Scenario: A delivery carries the tag
      Given Alice consumes from "desk" with
        | consumer-tag | clerk |
      When Alice publishes "one" to queue "desk"
      Then Alice receives a message from "desk" with
        | body         | one   |
        | consumer-tag | clerk |

  Rule: A consumer without a tag gets one from the broker

    @AMQP-basic.consume.consumer-tag.generated @probe:cons.server-tag
    Scenario: The broker says which tag it chose
      When Alice sends basic.consume with
        | queue        | desk |
        | consumer-tag |      |
      Then Alice receives basic.consume-ok with
        | consumer-tag | not empty |

    @AMQP-basic.consume.consumer-tag.generated @probe:cons.server-tag
    Scenario: Three consumers without a tag
      When Alice consumes from "desk" 3 times
      Then Alice's consumer tags are all different

  Rule: A tag serves once on its channel

    @AMQP-basic.consume.consumer-tag.01 @probe:cons.tag-duplicate
    Scenario: The same tag twice on one channel
      Given Alice consumes from "desk" with
        | consumer-tag | clerk |
      When Alice sends basic.consume with
        | queue        | desk  |
        | consumer-tag | clerk |
      Then the broker answers Alice with one of
        | connection | 530 NOT_ALLOWED |

  Rule: On another channel the same tag is another consumer

    @AMQP-basic.consume.consumer-tag.02 @probe:cons.tag-per-channel
    Scenario: The same tag on two channels
      Given Alice has declared the exclusive queue "shelf"
      And Alice consumes from "desk" with
        | consumer-tag | clerk |
      When Alice consumes from "shelf" on channel 2 with
        | consumer-tag | clerk |
      And Alice publishes "one" to queue "desk"
      And Alice publishes "two" to queue "shelf"
      Then Alice receives "one" from "desk"
      And Alice receives "two" from "shelf"

    @AMQP-basic.consume.consumer-tag.02 @probe:cons.tag-per-channel
    Scenario: The same tag on two channels, one of them cancelled
      Given Alice has declared the exclusive queue "shelf"
      And Alice consumes from "desk" with
        | consumer-tag | clerk |
      And Alice consumes from "shelf" on channel 2 with
        | consumer-tag | clerk |
      When Alice performs basic.cancel on channel 2 with
        | consumer-tag | clerk |
      And Alice publishes "one" to queue "desk"
      Then Alice receives "one" from "desk"

    # The rule names a connection exception for the use of a foreign tag; to this channel it is an unknown one.
    @AMQP-basic.consume.consumer-tag.02 @probe:cons.cancel-foreign-tag
    Scenario: Cancelling the consumer of another channel
      Given Alice consumes from "desk" with
        | consumer-tag | clerk |
      And Alice opens channel 2
      When Alice sends basic.cancel on channel 2 with
        | consumer-tag | clerk |
      Then the broker answers Alice with one of
        | basic.cancel-ok | "desk" keeps its consumer |
        | connection      | 530 NOT_ALLOWED           |
