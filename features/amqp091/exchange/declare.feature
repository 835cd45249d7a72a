@amqp091
Feature: AMQP 0-9-1 exchange.declare — declaring an exchange

  Background:
    Given Alice is connected

  Rule: The same declaration is confirmed; a different one is an error

    # The standard answers twice: "equivalent" asks for a channel exception,
    # "typed" names not-allowed, which is a connection exception. Both are accepted.
    # probe ex.redeclare-type
    @AMQP-exchange.declare.type.typed @level:must
    Scenario: Declaring it again with another type
      Given Alice has declared the durable direct exchange "orders"
      When Alice declares the durable fanout exchange "orders"
      Then the broker refuses Alice with one of
        | channel 1  | 406 PRECONDITION_FAILED |
        | connection | 530 NOT_ALLOWED         |

    # probe ex.type-unknown
    @AMQP-exchange.declare.type.support @level:must
    Scenario: A type that no broker has
      When Alice sends exchange.declare with
        | exchange | orders             |
        | type     | x-conformance-none |
      Then the broker closes Alice's connection with 503 COMMAND_INVALID
