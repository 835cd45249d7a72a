@rabbitmq
Feature: RabbitMQ's extensions — methods of class connection

  Background:
    Given Alice is connected

  Rule: connection.blocked is the broker's to send, to clients that want to know

    @RMQ-x-connection-blocked @setup:memory-alarm=true @probe:conn.blocked-capability
    Scenario: The broker runs short of memory, a client wants to know
      Given Bob is connected with
        | capabilities | connection.blocked |
      When Bob publishes "one" to queue "nowhere"
      Then Bob receives connection.blocked
      And Bob receives connection.unblocked

    @RMQ-x-connection-blocked @setup:memory-alarm=true @probe:conn.blocked-capability
    Scenario: The broker runs short of memory, a client does not want to know
      When Alice publishes "one" to queue "nowhere"
      And Alice publishes "two" to queue "nowhere", mandatory
      Then Alice gets back "two" with 312 NO_ROUTE
      And nothing more arrives for Alice

    @RMQ-x-connection-blocked @malformed @probe:conn.blocked-from-client
    Scenario: A client says connection.blocked
      When Alice sends connection.blocked
      Then the broker answers Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |
        | connection | 540 NOT_IMPLEMENTED |

  Rule: A secret may be renewed while the connection lasts

    # A broker that does not know the method may say so.
    @RMQ-x-update-secret @probe:conn.update-secret
    Scenario: A new secret
      When Alice sends connection.update-secret with
        | new-secret | guest   |
        | reason     | renewal |
      Then the broker answers Alice with one of
        | connection.update-secret-ok | renewed             |
        | connection                  | 503 COMMAND_INVALID |
        | connection                  | 504 CHANNEL_ERROR   |
        | connection                  | 540 NOT_IMPLEMENTED |
      And the broker still serves others
