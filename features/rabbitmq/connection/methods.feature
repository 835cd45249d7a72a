@rabbitmq
Feature: RabbitMQ's extensions — methods of class connection

  Background:
    Given Alice is connected

  Rule: connection.blocked is the broker's to send

    # probe conn.blocked-from-client
    @RMQ-x-connection-blocked @level:may @malformed
    Scenario: A client says connection.blocked
      When Alice sends connection.blocked
      Then the broker refuses Alice with one of
        | connection | 503 COMMAND_INVALID |
        | connection | 504 CHANNEL_ERROR   |
        | connection | 540 NOT_IMPLEMENTED |

  Rule: A secret may be renewed while the connection lasts

    # A broker that does not know the method may say so.
    # probe conn.update-secret
    @RMQ-x-update-secret @level:may
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
