@rabbitmq
Feature: RabbitMQ's extensions — access.request, a relic of AMQP 0-8

  Rule: It is answered, or refused as unknown

    @RMQ-x-access @probe:x-access-request
    Scenario: A client asks for access
      Given Alice is connected
      When Alice sends access.request with
        | realm   | /data |
        | passive | true  |
        | read    | true  |
      Then the broker answers Alice with one of
        | access.request-ok | a ticket            |
        | connection        | 503 COMMAND_INVALID |
        | connection        | 540 NOT_IMPLEMENTED |
      And the broker still serves others
