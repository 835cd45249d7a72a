@amqp091 @requires:transactions
Feature: AMQP 0-9-1 tx.select — making a channel transacted

  Background:
    Given Alice is connected

  Rule: A channel becomes transacted once; asking again changes nothing

    @AMQP-tx.select @probe:tx.select-idempotent
    Scenario: Selecting twice
      Given Alice performs tx.select
      When Alice sends tx.select
      Then Alice receives tx.select-ok

    @AMQP-tx.select @probe:tx.select-idempotent
    Scenario: Selecting between a publish and its commit
      Given Alice has declared the exclusive queue "desk"
      And Alice performs tx.select
      And Alice publishes "one" to queue "desk"
      When Alice performs tx.select
      And Alice performs tx.commit
      Then Alice gets "one" from "desk"

  Rule: Only a transacted channel can commit or roll back

    @AMQP-tx.commit.transacted @probe:tx.commit-without-select
    Scenario: Committing on a plain channel
      When Alice sends tx.commit
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED

    @AMQP-tx.rollback.transacted @probe:tx.rollback-without-select
    Scenario: Rolling back on a plain channel
      When Alice sends tx.rollback
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
