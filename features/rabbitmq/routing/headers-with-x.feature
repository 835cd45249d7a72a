@rabbitmq
Feature: RabbitMQ's extensions — headers exchanges that compare x- arguments too

  Background:
    Given Alice is connected
    And Alice has declared the transient headers exchange "forms"
    And Alice has declared the exclusive queue "desk"

  Rule: all-with-x and any-with-x compare pairs whose name begins with x-

    @RMQ-x-headers-with-x @probe:headers.all-with-x
    Scenario: all-with-x
      Given Alice has bound queue "desk" to "forms" with
        | x-match | all-with-x |
        | a       | 1          |
        | x-y     | 1          |
      And Alice consumes from "desk"
      When Alice publishes to exchange "forms"
        | body | headers      |
        | half | a: 1         |
        | end  | a: 1, x-y: 1 |
      Then Alice receives "end" from "desk"

    @RMQ-x-headers-with-x @probe:headers.all-with-x
    Scenario: any-with-x
      Given Alice has bound queue "desk" to "forms" with
        | x-match | any-with-x |
        | x-y     | 1          |
      When Alice publishes to exchange "forms"
        | body | headers |
        | one  | x-y: 1  |
      Then Alice gets from "desk" in order
        | one |
