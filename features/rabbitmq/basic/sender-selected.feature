@rabbitmq @requires:sender-selected-keys
Feature: RabbitMQ's extensions — CC and BCC, routing keys that a sender adds

  Background:
    Given Alice is connected
    And Alice has declared the transient direct exchange "orders"
    And Alice has declared the exclusive queue "desk" bound to "orders" with
      | paid |

  Rule: A message is routed by the keys in CC and BCC too; only CC is shown

    @RMQ-x-sender-selected @probe:x-cc-bcc
    Scenario: The key of a queue stands in CC
      When Alice publishes to exchange "orders"
        | routing-key | body | headers    |
        | lost        | one  | CC: [paid] |
      Then Alice gets a message from "desk" with
        | body        | one        |
        | routing-key | lost       |
        | headers     | CC: [paid] |

    @RMQ-x-sender-selected @probe:x-cc-bcc
    Scenario: The key of a queue stands in BCC
      When Alice publishes to exchange "orders"
        | routing-key | body | headers                   |
        | lost        | one  | CC: [other], BCC: [paid] |
      Then Alice gets a message from "desk" with
        | body    | one         |
        | headers | CC: [other] |

  Rule: CC is an array

    @RMQ-x-sender-selected @malformed @probe:x-cc-bcc
    Scenario: A single text in CC
      When Alice publishes to exchange "orders"
        | routing-key | body | headers  |
        | lost        | one  | CC: paid |
      And Alice sends basic.qos
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
