@amqp091
Feature: AMQP 0-9-1 §3.1.3.2 — Fanout exchanges: everybody gets everything

  Background:
    Given Alice is connected
    And Alice has declared the transient fanout exchange "news"

  Rule: Every bound queue gets every message, whatever its key

    @AMQP-route.fanout @probe:fanout.all
    Scenario: Three keys and two queues
      Given Alice has declared the exclusive queue "desk" bound to "news" with
        | local |
      And Alice has declared the exclusive queue "files" bound to "news" with
        |  |
      When Alice publishes to exchange "news"
        | body  | routing-key |
        | one   | local       |
        | two   | world       |
        | three |             |
      Then Alice gets from "desk" in order
        | one   |
        | two   |
        | three |
      And Alice gets from "files" in order
        | one   |
        | two   |
        | three |

  Rule: One copy a queue, however many bindings it has

    @AMQP-queue.bind.unique @probe:fanout.duplicate-binding
    Scenario: One queue bound with two keys
      Given Alice has declared the exclusive queue "desk" bound to "news" with
        | local |
        | world |
      And Alice consumes from "desk"
      When Alice publishes to exchange "news"
        | body | routing-key |
        | one  | local       |
        | end  | local       |
      Then Alice receives from "desk" in order
        | one |
        | end |

    @AMQP-queue.unbind.route @probe:fanout.unbind-one
    Scenario: One of two bindings is undone
      Given Alice has declared the exclusive queue "desk" bound to "news" with
        | local |
        | world |
      When Alice performs queue.unbind with
        | queue       | desk  |
        | exchange    | news  |
        | routing-key | local |
      And Alice publishes "one" to exchange "news" with routing key "local"
      Then Alice gets "one" from "desk"

    @AMQP-queue.unbind.route @probe:fanout.unbind-one
    Scenario: Both bindings are undone
      Given Alice has declared the exclusive queue "desk" bound to "news" with
        | local |
        | world |
      When Alice performs queue.unbind with
        | queue       | desk  |
        | exchange    | news  |
        | routing-key | local |
      And Alice performs queue.unbind with
        | queue       | desk  |
        | exchange    | news  |
        | routing-key | world |
      And Alice publishes "one" to exchange "news" with routing key "local", mandatory
      Then Alice gets back "one" with 312 NO_ROUTE
