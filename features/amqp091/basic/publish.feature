@amqp091
Feature: AMQP 0-9-1 basic.publish — mandatory and immediate messages

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: A message that is mandatory and has no route comes back

    @AMQP-basic.publish.mandatory.01 @probe:pub.mandatory-return
    Scenario: What comes back with basic.return
      When Alice publishes to exchange "amq.direct", mandatory
        | body | routing-key | content-type | message-id |
        | one  | <nowhere>   | text/plain   | m-1        |
      Then Alice gets back a message with
        | reply-code   | 312        |
        | exchange     | amq.direct |
        | routing-key  | <nowhere>  |
        | content-type | text/plain |
        | message-id   | m-1        |
        | body         | one        |

    @AMQP-basic.publish.mandatory.01 @probe:pub.mandatory-routed
    Scenario: A mandatory message that has a route
      When Alice publishes "one" to queue "desk", mandatory
      Then Alice gets "one" from "desk"
      And nothing more arrives for Alice

    @AMQP-basic.publish.mandatory.01 @probe:pub.mandatory-per-exchange-type
    Scenario Outline: A <type> exchange without bindings
      Given Alice has declared the transient <type> exchange "orders"
      When Alice publishes "one" to exchange "orders" with routing key "paid", mandatory
      Then Alice gets back "one" with 312 NO_ROUTE

      Examples:
        | type    |
        | direct  |
        | fanout  |
        | topic   |
        | headers |

    @AMQP-basic.publish.mandatory.01 @probe:pub.mandatory-per-exchange-type
    Scenario: Three names of no queue on the default exchange
      When Alice publishes to exchange "", mandatory
        | body  | routing-key |
        | one   | nowhere     |
        | two   | nobody      |
        | three | never       |
      Then Alice gets back "one" with 312 NO_ROUTE
      And Alice gets back "two" with 312 NO_ROUTE
      And Alice gets back "three" with 312 NO_ROUTE

    @AMQP-basic.publish.mandatory.01 @probe:pub.not-mandatory-silent
    Scenario: A message without a route that is not mandatory, and one that is
      When Alice publishes "one" to exchange "amq.direct" with routing key "<nowhere>"
      And Alice publishes "two" to exchange "amq.direct" with routing key "<nowhere>", mandatory
      Then Alice gets back "two" with 312 NO_ROUTE
      And nothing more arrives for Alice

    @AMQP-basic.publish.mandatory.01 @probe:pub.return-other-channel
    Scenario: Publishing on the second of two channels
      Given Alice opens channel 2
      When Alice publishes "one" to queue "nowhere", mandatory on channel 2
      Then Alice receives basic.return on channel 2 next

  Rule: A message that is immediate waits for no consumer

    @AMQP-basic.publish.immediate.01 @probe:pub.immediate-no-consumer
    Scenario: An immediate message, and no consumer
      When Alice publishes to exchange ""
        | body | routing-key | immediate |
        | one  | desk        | true      |
      Then Alice gets back "one" with 313 NO_CONSUMERS
      And Alice gets nothing from "desk"

    @AMQP-basic.publish.immediate.01 @probe:pub.immediate-consumer
    Scenario: An immediate message, and a consumer that waits
      Given Alice consumes from "desk"
      When Alice publishes to exchange ""
        | body | routing-key | immediate |
        | one  | desk        | true      |
      Then Alice receives "one" from "desk"
      And nothing more arrives for Alice
