@rabbitmq
Feature: RabbitMQ's extensions — ways to be let in or turned away

  Background:
    Given Alice has connected up to connection.start

  Rule: A client that asks for it is told that its login failed

    # probe sasl.failure-close-capability
    @RMQ-x-auth-failure-close @level:may @requires:authentication-failure-close
    Scenario: A wrong password, from a client that wants to know
      When Alice sends connection.start-ok with
        | client-properties | capabilities: {authentication_failure_close: true} |
        | response          | \0<user>\0not-it                                   |
      Then the broker closes Alice's connection with 403 ACCESS_REFUSED

  Rule: AMQPLAIN is a field table without its length

    # probe sasl.amqplain-ok
    @RMQ-x-sasl-amqplain @level:may @requires:amqplain
    Scenario: The right user and password by AMQPLAIN
      When Alice sends connection.start-ok with
        | mechanism | AMQPLAIN |
      Then Alice receives connection.tune next

    # probe sasl.amqplain-malformed
    @RMQ-x-sasl-amqplain @level:may @requires:amqplain @malformed
    Scenario: Four letters where AMQPLAIN wants a table
      When Alice sends connection.start-ok with
        | mechanism | AMQPLAIN |
        | response  | junk     |
      Then the broker refuses Alice with one of
        | connection | dropped   |
        | connection | any reply |
      And the broker still serves others

    # probe sasl.amqplain-malformed
    @RMQ-x-sasl-amqplain @level:may @requires:amqplain @malformed
    Scenario: AMQPLAIN without a password
      When Alice sends connection.start-ok with
        | mechanism | AMQPLAIN                      |
        | response  | \u0005LOGINS\0\0\0\u0005guest |
      Then the broker refuses Alice with one of
        | connection | dropped   |
        | connection | any reply |
      And the broker still serves others

    # probe sasl.amqplain-malformed
    @RMQ-x-sasl-amqplain @level:may @requires:amqplain @malformed
    Scenario: AMQPLAIN with a number for a password
      When Alice sends connection.start-ok with
        | mechanism | AMQPLAIN                                                 |
        | response  | \u0005LOGINS\0\0\0\u0005guest\u0008PASSWORDI\0\0\0\u0005 |
      Then the broker refuses Alice with one of
        | connection | dropped   |
        | connection | any reply |
      And the broker still serves others

  Rule: EXTERNAL needs a certificate

    # probe sasl.external-no-cert
    @RMQ-x-sasl-external @level:may
    Scenario: EXTERNAL on a connection without TLS
      When Alice sends connection.start-ok with
        | mechanism | EXTERNAL |
        | response  |          |
      Then the broker refuses Alice with one of
        | connection | dropped   |
        | connection | any reply |
