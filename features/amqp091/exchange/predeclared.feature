@amqp091
Feature: AMQP 0-9-1 exchanges — those that are there from the beginning

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: There is an exchange of each type, named after it

    @AMQP-exchange.required-instances @probe:ex.predeclared
    Scenario Outline: <exchange>
      When Alice sends exchange.declare with
        | exchange | <exchange> |
        | passive  | true       |
      Then Alice receives exchange.declare-ok next

      Examples:
        | exchange   |
        | amq.direct |
        | amq.fanout |
        | amq.topic  |

    # The prose speaks of amq.match, the XML of amq.headers: whoever lacks one has the other.
    @AMQP-exchange.required-instances @probe:ex.predeclared
    Scenario: amq.match or amq.headers
      Given Alice opens channel 2
      And Alice sends exchange.declare with
        | exchange | amq.match |
        | passive  | true      |
      When Alice sends exchange.declare on channel 2 with
        | exchange | amq.headers |
        | passive  | true        |
      Then the broker answers Alice with one of
        | exchange.declare-ok | one of them is there |

    @AMQP-exchange.required-instances @probe:ex.predeclared-type
    Scenario: amq.fanout takes no notice of routing keys
      Given Alice has bound queue "desk" to "amq.fanout" with routing key "conformance.a"
      And Alice consumes from "desk"
      When Alice publishes "one" to exchange "amq.fanout" with routing key "conformance.b"
      Then Alice receives "one" from "desk"

    @AMQP-exchange.required-instances @probe:ex.predeclared-type
    Scenario: amq.direct takes notice of routing keys
      Given Alice has bound queue "desk" to "amq.direct" with routing key "conformance.a"
      And Alice consumes from "desk"
      When Alice publishes "other" to exchange "amq.direct" with routing key "conformance.b"
      And Alice publishes "end" to exchange "amq.direct" with routing key "conformance.a"
      Then Alice receives "end" from "desk"

    # No rule of the standard protects them; brokers that document it refuse.
    @AMQP-exchange.delete.exchange.standard @probe:ex.reserved-delete
    Scenario: Deleting a standard exchange
      When Alice sends exchange.delete with
        | exchange  | amq.direct |
        | if-unused | true       |
      Then the broker answers Alice with one of
        | channel 1  | any reply |
        | connection | any reply |

  Rule: The default exchange cannot be declared or deleted

    # The standard names no code.
    @AMQP-exchange.default-access @probe:ex.default-passive
    Scenario Outline: Declaring the exchange without a name, passive <passive>
      When Alice sends exchange.declare with
        | exchange |           |
        | type     | direct    |
        | passive  | <passive> |
      Then the broker answers Alice with one of
        | channel 1  | any reply |
        | connection | any reply |

      Examples:
        | passive |
        | true    |
        | false   |

    @AMQP-exchange.default-access @probe:ex.default-delete
    Scenario: Deleting the exchange without a name
      When Alice sends exchange.delete with
        | exchange |  |
      Then the broker closes Alice's channel 1 with 403 ACCESS_REFUSED
      When Alice publishes "one" to queue "desk"
      Then Alice gets "one" from "desk"
