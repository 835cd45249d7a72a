@amqp091
Feature: AMQP 0-9-1 connection.start — the broker introduces itself

  Background:
    Given Alice has a network connection

  Rule: The broker says what it is, as a table of long strings

    @AMQP-connection.start.server-properties.required-fields @probe:conn.start-server-properties
    Scenario: Product, version and platform
      When Alice sends the bytes
        | 41 4D 51 50 00 00 09 01 | "AMQP", version 0-9-1 |
      Then Alice receives connection.start with
        | server-properties.product  | not empty |
        | server-properties.version  | not empty |
        | server-properties.platform | not empty |

    @AMQP-connection.start.server-properties.required-fields @probe:conn.start-server-properties
    Scenario: Host, copyright and information
      When Alice sends the bytes
        | 41 4D 51 50 00 00 09 01 | "AMQP", version 0-9-1 |
      Then Alice receives connection.start with
        | server-properties.host        | not empty |
        | server-properties.copyright   | not empty |
        | server-properties.information | not empty |

  Rule: Mechanisms and locales are words, a space between them

    @AMQP-connection.start-ok.mechanism.validity @probe:conn.start-mechanisms
    Scenario: The list of SASL mechanisms
      When Alice sends the bytes
        | 41 4D 51 50 00 00 09 01 | "AMQP", version 0-9-1 |
      Then Alice receives connection.start with
        | mechanisms | /^[A-Z0-9_-]{1,20}( [A-Z0-9_-]{1,20})*$/ |

    @AMQP-connection.start.locales.required-support @probe:conn.start-locales
    Scenario: en_US is always among the locales
      When Alice sends the bytes
        | 41 4D 51 50 00 00 09 01 | "AMQP", version 0-9-1 |
      Then Alice receives connection.start with
        | locales | /^(.* )?en_US( .*)?$/ |
