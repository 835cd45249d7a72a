@amqp091
Feature: AMQP 0-9-1 §4.2.6.1 — Message properties come back as they were sent

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: Every property has a flag of its own

    @AMQP-content.headers-preserved @probe:prop.all
    Scenario: All fourteen at once
      When Alice publishes a message to queue "desk" with
        | content-type     | text/plain |
        | content-encoding | gzip       |
        | headers          | a: 1       |
        | delivery-mode    | 2          |
        | priority         | 5          |
        | correlation-id   | c-1        |
        | reply-to         | answers    |
        | expiration       | 60000      |
        | message-id       | m-1        |
        | timestamp        | 1700000000 |
        | type             | order      |
        | user-id          | <user>     |
        | app-id           | till       |
        | cluster-id       | cl         |
      Then Alice gets that message from "desk" unchanged

    @AMQP-content.property-flags @probe:prop.none
    Scenario: None
      When Alice publishes a message to queue "desk" with
        | body | plain |
      Then Alice gets that message from "desk" unchanged

    @AMQP-content.property-flags @probe:prop.each
    Scenario Outline: Nothing but <property>
      When Alice publishes a message to queue "desk" with
        | <property> | <value> |
      Then Alice gets that message from "desk" unchanged

      Examples:
        | property         | value      |
        | content-type     | text/plain |
        | content-encoding | gzip       |
        | headers          | a: 1       |
        | delivery-mode    | 1          |
        | priority         | 3          |
        | correlation-id   | c-1        |
        | reply-to         | answers    |
        | expiration       | 60000      |
        | message-id       | m-1        |
        | timestamp        | 1700000000 |
        | type             | order      |
        | user-id          | <user>     |
        | app-id           | till       |
        | cluster-id       | cl         |

  Rule: Values keep their width

    @AMQP-content.headers-preserved @probe:prop.timestamp
    Scenario Outline: The timestamp <seconds>
      When Alice publishes a message to queue "desk" with
        | timestamp | <seconds> |
      Then Alice gets that message from "desk" unchanged

      Examples:
        | seconds       |
        | 0             |
        | 1700000000    |
        | 1099511627776 |

    @AMQP-content.headers-preserved @probe:prop.priority-255
    Scenario: The priority 255
      When Alice publishes a message to queue "desk" with
        | priority | 255 |
      Then Alice gets that message from "desk" unchanged

    @AMQP-content.headers-preserved @probe:prop.empty-strings
    Scenario: A property that is there and empty
      When Alice publishes a message to queue "desk" with
        | correlation-id |  |
      Then Alice gets that message from "desk" unchanged
