@rabbitmq @requires:direct-reply-to
Feature: RabbitMQ's extensions — amq.rabbitmq.reply-to, replies without a queue

  Background:
    Given Alice and Bob are connected

  Rule: A request carries an address of its own, and what is published to it arrives where the request came from

    @RMQ-x-direct-reply-to @probe:x-direct-reply
    Scenario: A request arrives
      Given Alice has declared queue "service"
      And Alice consumes from "amq.rabbitmq.reply-to" with
        | no-ack | true |
      When Alice publishes a message to queue "service" with
        | reply-to | amq.rabbitmq.reply-to |
      Then Alice gets a message from "service" with
        | reply-to | /^amq\.rabbitmq\.reply-to\../ |

    @RMQ-x-direct-reply-to @requires:publisher-confirms @probe:x-direct-reply
    Scenario: A request is answered
      Given Alice has declared queue "service"
      And Alice performs confirm.select
      And Alice consumes from "amq.rabbitmq.reply-to" with
        | no-ack | true |
      And Alice publishes a message to queue "service" with
        | reply-to | amq.rabbitmq.reply-to |
      And Alice receives basic.ack
      When Bob gets a request from "service" and replies "42"
      Then Alice receives "42" from "amq.rabbitmq.reply-to"

  Rule: One consumer on a channel has the replies, without acknowledging

    @RMQ-x-direct-reply-to @probe:x-direct-reply
    Scenario: A consumer that wants to acknowledge
      When Alice sends basic.consume with
        | queue | amq.rabbitmq.reply-to |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

    @RMQ-x-direct-reply-to @probe:x-direct-reply
    Scenario: A second consumer on the channel
      Given Alice consumes from "amq.rabbitmq.reply-to" with
        | no-ack | true |
      When Alice sends basic.consume with
        | queue  | amq.rabbitmq.reply-to |
        | no-ack | true                  |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
