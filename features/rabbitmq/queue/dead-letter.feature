@rabbitmq @requires:dead-lettering
Feature: RabbitMQ's extensions — x-dead-letter-exchange, messages that a queue gives up

  # Dead-lettering takes its time: what must arrive is asked for until it does. What must not arrive would have stood
  # in front of another message that is given up later.

  Background:
    Given Alice is connected
    And Alice has declared the transient fanout exchange "morgue"
    And Alice has declared the exclusive queue "dead" bound to "morgue" with
      |  |

  Rule: A rejected message goes to the dead-letter exchange, with its story

    @RMQ-x-dead-letter @probe:x-dlx.reject
    Scenario: A message is rejected
      Given Alice has declared the transient direct exchange "orders"
      And Alice has declared the exclusive queue "desk" with
        | x-dead-letter-exchange | morgue |
      And Alice has bound queue "desk" to "orders" with routing key "paid"
      And Alice publishes "one" to exchange "orders" with routing key "paid"
      And Alice gets "one" from "desk", unacknowledged
      When Alice sends basic.reject with
        | delivery-tag | 1     |
        | requeue      | false |
      Then Alice soon gets a message from "dead" with
        | body                           | one                        |
        | exchange                       | morgue                     |
        | routing-key                    | paid                       |
        | headers.x-death                | /reason: "rejected"/       |
        | headers.x-death                | /queue: "[^"]*\.desk"/     |
        | headers.x-death                | /exchange: "[^"]*\.orders"/ |
        | headers.x-death                | /routing-keys: \["paid"]/  |
        | headers.x-death                | /count: 1\b/               |
        | headers.x-death                | /time: \d+/                |
        | headers.x-first-death-reason   | rejected                   |
        | headers.x-first-death-queue    | /\.desk$/                  |
        | headers.x-first-death-exchange | /\.orders$/                |

    @RMQ-x-dead-letter @probe:x-dlx.routing-key
    Scenario: The queue names another key
      Given Alice has declared the exclusive queue "desk" with
        | x-dead-letter-exchange    | ""     |
        | x-dead-letter-routing-key | <dead> |
      And Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      When Alice sends basic.reject with
        | delivery-tag | 1     |
        | requeue      | false |
      Then Alice soon gets a message from "dead" with
        | body        | one    |
        | routing-key | <dead> |

    @RMQ-x-dead-letter @probe:x-dlx.missing-exchange
    Scenario: The dead-letter exchange is not there
      When Alice performs queue.declare with
        | queue     | desk                            |
        | exclusive | true                            |
        | arguments | x-dead-letter-exchange: nowhere |
      And Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      And Alice sends basic.reject with
        | delivery-tag | 1     |
        | requeue      | false |
      Then Alice's channel 1 is still open
      And Alice gets nothing from "desk"

  Rule: So does what expires, without the time that is over

    @RMQ-x-dead-letter @requires:message-expiration @clock @probe:x-dlx.expired
    Scenario: A message expires
      Given Alice has declared the exclusive queue "desk" with
        | x-dead-letter-exchange | morgue |
      When Alice publishes a message to queue "desk" with
        | expiration | 50 |
      Then Alice soon gets a message from "dead" with
        | headers.x-death | /reason: "expired"/         |
        | headers.x-death | /original-expiration: "50"/ |
        | expiration      | absent                      |

    # The second message expires behind the first. If that went round, it would be here again before.
    @RMQ-x-dead-letter @requires:message-ttl @clock @probe:x-dlx.cycle
    Scenario: What expires leads back to the queue where it expired
      Given Alice has declared the exclusive queue "desk" with
        | x-dead-letter-exchange | morgue |
        | x-message-ttl          | 50     |
      And Alice has bound queue "desk" to "morgue" with routing key ""
      When Alice publishes "one" to queue "desk"
      Then Alice soon gets a message from "dead" with
        | body | one |
      When Alice publishes "two" to queue "desk"
      Then Alice soon gets a message from "dead" with
        | body | two |

  Rule: So does what a full queue drops

    @RMQ-x-dead-letter @requires:max-length @probe:x-dlx.maxlen
    Scenario: Four messages, and room for two
      Given Alice has declared the exclusive queue "desk" with
        | x-dead-letter-exchange | morgue |
        | x-max-length           | 2      |
      When Alice publishes 4 numbered messages to queue "desk"
      Then Alice soon gets a message from "dead" with
        | body            | 1                 |
        | headers.x-death | /reason: "maxlen"/ |
      And Alice soon gets a message from "dead" with
        | body | 2 |

  Rule: Nothing else does

    @RMQ-x-dead-letter @probe:x-dlx.ack-no
    Scenario: A message is acknowledged, the next is rejected
      Given Alice has declared the exclusive queue "desk" with
        | x-dead-letter-exchange | morgue |
      And Alice publishes 2 numbered messages to queue "desk"
      And Alice gets "1" from "desk", unacknowledged
      And Alice gets "2" from "desk", unacknowledged
      When Alice sends basic.ack with
        | delivery-tag | 1 |
      And Alice sends basic.reject with
        | delivery-tag | 2     |
        | requeue      | false |
      Then Alice soon gets a message from "dead" with
        | body | 2 |

    @RMQ-x-dead-letter @probe:x-dlx.purge-delete-no
    Scenario: A queue is purged, a later message is rejected
      Given Alice has declared the exclusive queue "desk" with
        | x-dead-letter-exchange | morgue |
      And Alice publishes "one" to queue "desk"
      When Alice performs queue.purge with
        | queue | desk |
      And Alice publishes "two" to queue "desk"
      And Alice gets "two" from "desk", unacknowledged
      And Alice sends basic.reject with
        | delivery-tag | 1     |
        | requeue      | false |
      Then Alice soon gets a message from "dead" with
        | body | two |

    @RMQ-x-dead-letter @probe:x-dlx.purge-delete-no
    Scenario: A queue is deleted, a message in its successor is rejected
      Given Alice has declared the exclusive queue "desk" with
        | x-dead-letter-exchange | morgue |
      And Alice publishes "one" to queue "desk"
      When Alice performs queue.delete with
        | queue | desk |
      And Alice has declared the exclusive queue "desk" with
        | x-dead-letter-exchange | morgue |
      And Alice publishes "two" to queue "desk"
      And Alice gets "two" from "desk", unacknowledged
      And Alice sends basic.reject with
        | delivery-tag | 1     |
        | requeue      | false |
      Then Alice soon gets a message from "dead" with
        | body | two |

  Rule: Another key needs another exchange

    @RMQ-x-arguments @malformed @probe:x-dlx.key-without-exchange
    Scenario: x-dead-letter-routing-key without x-dead-letter-exchange
      When Alice sends queue.declare with
        | exclusive | true                            |
        | arguments | x-dead-letter-routing-key: dead |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
