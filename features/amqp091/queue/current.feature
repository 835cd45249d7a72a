@amqp091
Feature: AMQP 0-9-1 class queue — the queue without a name

  Background:
    Given Alice is connected

  Rule: An empty name means the queue that was declared last on the channel

    @AMQP-queue.bind.queue.queue-known @probe:q.current-queue
    Scenario: Publishing to the queue by name, getting it by none
      Given Alice has declared the exclusive queue "desk"
      And Alice publishes "one" to queue "desk"
      When Alice sends basic.get with
        | queue  |      |
        | no-ack | true |
      Then the broker answers Alice with one of
        | basic.get-ok | routing-key = desk |

    @AMQP-queue.bind.queue.queue-known @probe:q.current-queue
    Scenario: Binding the queue without its name
      Given Alice has declared the exclusive queue "desk"
      And Alice has declared the transient direct exchange "orders"
      When Alice performs queue.bind with
        | queue       |        |
        | exchange    | orders |
        | routing-key | paid   |
      And Alice publishes "one" to exchange "orders" with routing key "paid"
      Then Alice gets "one" from "desk"

    @AMQP-queue.bind.queue.queue-known @probe:q.current-queue
    Scenario: Consuming from the queue without its name
      Given Alice has declared the exclusive queue "desk"
      When Alice consumes from ""
      And Alice publishes "one" to queue "desk"
      Then Alice receives "one" from ""

    @AMQP-queue.purge.queue.queue-known @probe:q.current-queue
    Scenario: Purging the queue without its name
      Given Alice has declared the exclusive queue "desk"
      And Alice publishes "one" to queue "desk"
      When Alice sends queue.purge
      Then Alice receives queue.purge-ok with
        | message-count | 1 |

    @AMQP-queue.delete.queue.queue-known @probe:q.current-queue
    Scenario: Deleting the queue without its name
      Given Alice has declared the exclusive queue "desk"
      When Alice performs queue.delete
      Then Alice finds no queue "desk"

    # The rules say not-found, the domain of queue names says syntax-error. Both are accepted.
    @AMQP-queue.bind.queue.queue-known @probe:q.current-queue-none
    Scenario: Binding where nothing was declared
      When Alice sends queue.bind with
        | queue       |               |
        | exchange    | amq.direct    |
        | routing-key | conformance.a |
      Then the broker answers Alice with one of
        | channel 1  | 404 NOT_FOUND    |
        | connection | 502 SYNTAX_ERROR |

    @AMQP-queue.unbind.queue.queue-known @probe:q.current-queue-none
    Scenario: Unbinding where nothing was declared
      When Alice sends queue.unbind with
        | queue       |               |
        | exchange    | amq.direct    |
        | routing-key | conformance.a |
      Then the broker answers Alice with one of
        | channel 1  | 404 NOT_FOUND    |
        | connection | 502 SYNTAX_ERROR |

    @AMQP-queue.purge.queue.queue-known @probe:q.current-queue-none
    Scenario: Purging where nothing was declared
      When Alice sends queue.purge
      Then the broker answers Alice with one of
        | channel 1  | 404 NOT_FOUND    |
        | connection | 502 SYNTAX_ERROR |

    @AMQP-queue.delete.queue.queue-known @probe:q.current-queue-none
    Scenario: Deleting where nothing was declared
      When Alice sends queue.delete
      Then the broker answers Alice with one of
        | channel 1  | 404 NOT_FOUND    |
        | connection | 502 SYNTAX_ERROR |

    @AMQP-basic.consume.queue.must-exist @probe:q.current-queue-none
    Scenario: basic.consume where nothing was declared
      When Alice sends basic.consume
      Then the broker answers Alice with one of
        | channel 1  | 404 NOT_FOUND    |
        | connection | 502 SYNTAX_ERROR |

    @AMQP-basic.get.queue.must-exist @probe:q.current-queue-none
    Scenario: basic.get where nothing was declared
      When Alice sends basic.get
      Then the broker answers Alice with one of
        | channel 1  | 404 NOT_FOUND    |
        | connection | 502 SYNTAX_ERROR |

    @AMQP-queue.bind.queue.queue-known @probe:q.current-queue-per-channel
    Scenario: What was declared on another channel does not count
      Given Alice has declared the exclusive queue "desk"
      And Alice opens channel 2
      When Alice sends basic.get on channel 2
      Then the broker answers Alice with one of
        | channel 2  | 404 NOT_FOUND    |
        | connection | 502 SYNTAX_ERROR |
