@amqp091
Feature: AMQP 0-9-1 §3.1.3.1 — Direct exchanges: the routing key equals the binding's key

  Background:
    Given Alice is connected
    And Alice has declared the transient direct exchange "orders"

  Rule: A message goes to the queues that are bound with its very routing key

    @AMQP-queue.bind.routing-key.direct-exchange-key-matching @probe:direct.match
    Scenario: Keys that are almost the binding's
      Given Alice has declared the exclusive queue "desk" bound to "orders" with
        | paid |
      And Alice consumes from "desk"
      When Alice publishes to exchange "orders"
        | body   | routing-key |
        | first  | paid        |
        | upper  | PAID        |
        | dotted | paid.       |
        | longer | paid2       |
        | empty  |             |
        | end    | paid        |
      Then Alice receives from "desk" in order
        | first |
        | end   |

    @AMQP-queue.bind.routing-key.direct-exchange-key-matching @probe:direct.empty-key
    Scenario: The empty key is a key like any other
      Given Alice has declared the exclusive queue "desk" bound to "orders" with
        |  |
      When Alice publishes to exchange "orders"
        | body | routing-key |
        | no   | paid        |
        | yes  |             |
      Then Alice gets from "desk" in order
        | yes |

    @AMQP-queue.bind.routing-key.direct-exchange-key-matching @probe:direct.no-wildcards
    Scenario: A star and a hash are only themselves
      Given Alice has declared the exclusive queue "desk" bound to "orders" with
        | * |
        | # |
      And Alice consumes from "desk"
      When Alice publishes to exchange "orders"
        | body | routing-key |
        | word | paid        |
        | star | *           |
        | end  | #           |
      Then Alice receives from "desk" in order
        | star |
        | end  |

    @AMQP-queue.bind.routing-key.direct-exchange-key-matching @probe:direct.key-255
    Scenario: Keys of 255 octets that differ in the last
      Given Alice has declared the exclusive queue "desk" bound to "orders" with
        | paid… to 255 bytes |
      And Alice consumes from "desk"
      When Alice publishes to exchange "orders"
        | body  | routing-key                |
        | short | paid… to 254 bytes         |
        | other | paid… to 254 bytes, then y |
        | end   | paid… to 255 bytes         |
      Then Alice receives "end" from "desk"

  Rule: Each queue gets a copy of its own

    @AMQP-route.copies @probe:direct.multi-queue
    Scenario: Two queues with the same key
      Given Alice has declared the exclusive queue "desk" bound to "orders" with
        | paid |
      And Alice has declared the exclusive queue "files" bound to "orders" with
        | paid |
      When Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets from "desk" in order
        | one |
      And Alice gets from "files" in order
        | one |

    @AMQP-queue.bind.unique @probe:direct.multi-key
    Scenario: One queue with two keys
      Given Alice has declared the exclusive queue "desk" bound to "orders" with
        | paid |
        | open |
      When Alice publishes to exchange "orders"
        | body | routing-key |
        | one  | paid        |
        | two  | open        |
      Then Alice gets from "desk" in order
        | one |
        | two |
