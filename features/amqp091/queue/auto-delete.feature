@amqp091
Feature: AMQP 0-9-1 queue.declare — auto-delete queues

  Background:
    Given Alice and Bob are connected
    And Alice has declared the auto-delete queue "desk"

  Rule: An auto-delete queue goes when its last consumer goes

    @AMQP-queue.declare.auto-delete.last-consumer @probe:q.autodelete-cancel
    Scenario: One of two consumers is cancelled
      Given Alice consumes from "desk" with
        | consumer-tag | clerk |
      And Alice consumes from "desk" with
        | consumer-tag | chief |
      When Alice performs basic.cancel with
        | consumer-tag | clerk |
      Then Bob finds queue "desk"

    @AMQP-queue.declare.auto-delete.last-consumer @probe:q.autodelete-cancel
    Scenario: The only consumer is cancelled
      Given Alice consumes from "desk" with
        | consumer-tag | clerk |
      When Alice performs basic.cancel with
        | consumer-tag | clerk |
      Then Bob soon finds no queue "desk"

    @AMQP-queue.declare.auto-delete.last-consumer @probe:q.autodelete-channel-close
    Scenario: The consumer's channel is closed
      Given Alice consumes from "desk"
      When Alice closes channel 1
      Then Bob soon finds no queue "desk"

    @AMQP-queue.declare.auto-delete.last-consumer @probe:q.autodelete-channel-close
    Scenario: The consumer's connection is closed
      Given Alice consumes from "desk"
      When Alice disconnects
      Then Bob soon finds no queue "desk"

  Rule: A queue that never had a consumer stays

    @AMQP-queue.declare.auto-delete.last-consumer @probe:q.autodelete-unused-stays
    Scenario: basic.get is no consumer
      When Alice gets nothing from "desk"
      Then Bob finds queue "desk"
