@rabbitmq
Feature: RabbitMQ's extensions — what connection.start announces is there

  Background:
    Given Alice is connected

  Rule: publisher_confirms stands for confirm.select, basic.nack for that method

    @RMQ-x-capabilities @requires:publisher-confirms @probe:confirm.capability
    Scenario: publisher_confirms is announced
      When Alice sends confirm.select
      Then Alice receives confirm.select-ok

    @RMQ-x-capabilities @requires:basic-nack @probe:confirm.capability
    Scenario: basic.nack is announced
      Given Alice has declared the exclusive queue "desk"
      And Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      When Alice sends basic.nack with
        | delivery-tag | 1    |
        | requeue      | true |
      Then Alice gets "one" from "desk"
