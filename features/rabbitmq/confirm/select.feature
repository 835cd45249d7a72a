@rabbitmq @requires:publisher-confirms
Feature: RabbitMQ's extensions — confirm.select, confirming publishes

  Background:
    Given Alice is connected

  Rule: A channel enters confirm mode once; asking again changes nothing

    @RMQ-confirm.select @probe:confirm.select
    Scenario: Selecting twice
      Given Alice performs confirm.select
      When Alice sends confirm.select
      Then Alice receives confirm.select-ok

    @RMQ-confirm.select @probe:confirm.select
    Scenario: Selecting between two publishes
      Given Alice performs confirm.select
      And Alice publishes "one" to queue "nowhere"
      And Alice receives the confirms of publishes 1 to 1
      When Alice performs confirm.select
      And Alice publishes "two" to queue "nowhere"
      Then Alice receives the confirms of publishes 2 to 2

    @RMQ-confirm.select @probe:confirm.select
    Scenario: Selecting without an answer
      When Alice sends confirm.select with
        | no-wait | true |
      And Alice publishes "one" to queue "nowhere"
      Then Alice receives the confirms of publishes 1 to 1
      And nothing more arrives for Alice

  Rule: Publishes are counted from confirm.select on

    @RMQ-confirm.all-messages-acknowledged @probe:confirm.sequence
    Scenario: One publish before, three behind
      Given Alice publishes "early" to queue "nowhere"
      And Alice performs confirm.select
      When Alice publishes 3 numbered messages to queue "nowhere"
      Then Alice receives the confirms of publishes 1 to 3

  Rule: A channel confirms or is transacted, not both

    @RMQ-confirm.select @requires:transactions @probe:confirm.then-tx
    Scenario: tx.select in confirm mode
      Given Alice performs confirm.select
      When Alice sends tx.select
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

    @RMQ-confirm.select @requires:transactions @probe:confirm.then-tx
    Scenario: confirm.select on a transacted channel
      Given Alice performs tx.select
      When Alice sends confirm.select
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
