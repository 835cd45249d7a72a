@rabbitmq
Feature: RabbitMQ's extensions — ways to be let in or turned away

  Background:
    Given Alice has connected up to connection.start

  Rule: A client that asks for it is told that its login failed

    @RMQ-x-auth-failure-close @requires:authentication-failure-close @probe:sasl.failure-close-capability
    Scenario: A wrong password, from a client that wants to know
      When Alice sends connection.start-ok with
        | client-properties | capabilities: {authentication_failure_close: true} |
        | response          | \0<user>\0not-it                                   |
      Then the broker closes Alice's connection with 403 ACCESS_REFUSED

  Rule: AMQPLAIN is a field table without its length

    @RMQ-x-sasl-amqplain @requires:amqplain @probe:sasl.amqplain-ok
    Scenario: The right user and password by AMQPLAIN
      When Alice sends connection.start-ok with
        | mechanism | AMQPLAIN |
      Then Alice receives connection.tune next

    @RMQ-x-sasl-amqplain @requires:amqplain @malformed @probe:sasl.amqplain-malformed
    Scenario: Four letters where AMQPLAIN wants a table
      When Alice sends connection.start-ok with
        | mechanism | AMQPLAIN |
        | response  | junk     |
      Then the broker answers Alice with one of
        | closed     |           |
        | connection | any reply |
      And the broker still serves others

    @RMQ-x-sasl-amqplain @requires:amqplain @malformed @probe:sasl.amqplain-malformed
    Scenario: AMQPLAIN without a password
      When Alice sends connection.start-ok with
        | mechanism | AMQPLAIN                      |
        | response  | \u0005LOGINS\0\0\0\u0005guest |
      Then the broker answers Alice with one of
        | closed     |           |
        | connection | any reply |
      And the broker still serves others

    @RMQ-x-sasl-amqplain @requires:amqplain @malformed @probe:sasl.amqplain-malformed
    Scenario: AMQPLAIN with a number for a password
      When Alice sends connection.start-ok with
        | mechanism | AMQPLAIN                                                 |
        | response  | \u0005LOGINS\0\0\0\u0005guest\u0008PASSWORDI\0\0\0\u0005 |
      Then the broker answers Alice with one of
        | closed     |           |
        | connection | any reply |
      And the broker still serves others

  Rule: EXTERNAL needs a certificate

    @RMQ-x-sasl-external @probe:sasl.external-no-cert
    Scenario: EXTERNAL on a connection without TLS
      When Alice sends connection.start-ok with
        | mechanism | EXTERNAL |
        | response  |          |
      Then the broker answers Alice with one of
        | closed     |           |
        | connection | any reply |
