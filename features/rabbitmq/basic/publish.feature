@rabbitmq
Feature: RabbitMQ's extensions — basic.publish

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: user-id is the name of the user who publishes

    @RMQ-x-user-id @probe:pub.user-id
    Scenario: A user-id that is the user's own
      When Alice publishes a message to queue "desk" with
        | user-id | <user> |
      Then Alice gets that message from "desk" unchanged

    # The standard gives the property to applications: either answer will do.
    @RMQ-x-user-id @probe:pub.user-id
    Scenario: A user-id that is somebody else's
      When Alice publishes a message to queue "desk" with
        | user-id | nobody |
      Then the broker goes on serving, whatever it answers Alice

  Rule: Messages are acknowledged to their publisher in confirm mode, and only there

    @RMQ-confirm.all-messages-acknowledged @probe:ack.from-server-only-in-confirm
    Scenario: Publishing on a channel that is not in confirm mode
      When Alice publishes "one" to queue "desk"
      Then Alice gets "one" from "desk"
      And nothing more arrives for Alice
