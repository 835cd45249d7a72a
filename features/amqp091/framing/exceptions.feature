@amqp091
Feature: AMQP 0-9-1 §4.8 — Exceptions and closing

  Background:
    Given Alice is connected

  Rule: A channel exception closes its channel and no other

    @AMQP-error.levels @probe:err.channel-exception-scope
    Scenario: One of two channels fails
      Given Alice opens channel 2
      When Alice sends queue.declare with
        | queue   | nowhere |
        | passive | true    |
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND
      And Alice's channel 2 is still open

  Rule: Whoever has sent a close takes no notice of anything but close and close-ok

    @AMQP-channel.close.stability @probe:err.channel-exception-quiet
    Scenario: A method on a channel that the broker is closing
      Given Alice sends queue.declare with
        | queue   | nowhere |
        | passive | true    |
      And Alice receives channel.close
      When Alice sends queue.declare
      And Alice sends channel.close-ok
      And Alice sends channel.open
      Then Alice receives channel.open-ok next

    @AMQP-channel.close.stability @probe:err.channel-close-crossing
    Scenario: Both sides close a channel
      Given Alice sends queue.declare with
        | queue   | nowhere |
        | passive | true    |
      And Alice receives channel.close
      When Alice sends channel.close
      Then Alice receives channel.close-ok next
      When Alice sends channel.close-ok
      And Alice sends channel.open
      Then Alice receives channel.open-ok next

    @AMQP-connection.close.stability @probe:err.connection-exception-quiet
    Scenario: A method on a connection that the broker is closing
      Given Alice sends exchange.declare with
        | exchange | orders             |
        | type     | x-conformance-none |
      And Alice receives connection.close
      When Alice sends queue.declare
      And Alice sends connection.close-ok
      Then the broker closes Alice's connection

    @AMQP-connection.close.stability @probe:err.connection-close-crossing
    Scenario: Both sides close the connection
      Given Alice sends exchange.declare with
        | exchange | orders             |
        | type     | x-conformance-none |
      And Alice receives connection.close
      When Alice sends connection.close
      Then Alice receives connection.close-ok next
      When Alice sends connection.close-ok
      Then the broker closes Alice's connection

  Rule: The close says which method failed

    @AMQP-error.close-ids @probe:err.close-ids
    Scenario: exchange.declare fails
      When Alice sends exchange.declare with
        | exchange | nowhere |
        | type     | direct  |
        | passive  | true    |
      Then Alice receives channel.close with
        | class-id  | 40 |
        | method-id | 10 |

    @AMQP-error.close-ids @probe:err.close-ids
    Scenario: queue.bind fails
      When Alice sends queue.bind with
        | queue    | nowhere    |
        | exchange | amq.direct |
      Then Alice receives channel.close with
        | class-id  | 50 |
        | method-id | 20 |

    @AMQP-error.close-ids @probe:err.close-ids
    Scenario: basic.publish fails
      When Alice publishes "lost" to exchange "nowhere" with routing key "paid"
      Then Alice receives channel.close with
        | class-id  | 60 |
        | method-id | 40 |

    @AMQP-error.close-ids @probe:err.close-ids
    Scenario: basic.ack fails
      When Alice sends basic.ack with
        | delivery-tag | 99 |
      Then Alice receives channel.close with
        | class-id  | 60 |
        | method-id | 80 |

    @AMQP-error.close-ids @probe:err.close-ids
    Scenario: tx.commit fails
      When Alice sends tx.commit
      Then Alice receives channel.close with
        | class-id  | 90 |
        | method-id | 20 |

  Rule: The close carries a text that fits a short string

    # An empty text is not blamed; one that quotes the name must not outgrow its length octet.
    @AMQP-error.reply-text @probe:err.close-text
    Scenario: The name in the failing method has 250 octets
      When Alice sends queue.declare with
        | queue   | nowhere… to 250 bytes |
        | passive | true                  |
      Then Alice receives channel.close with
        | reply-code | 404 |
        | class-id   | 50  |
        | method-id  | 10  |

  Rule: What a closed channel had not acknowledged goes back to its queue

    @AMQP-channel.closure @probe:err.unacked-requeued-on-error
    Scenario: An unknown delivery tag while a message is unacknowledged
      Given Alice has declared the exclusive queue "desk"
      And Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      When Alice sends basic.ack with
        | delivery-tag | 99 |
      Then the broker closes Alice's channel 1 with 406 PRECONDITION_FAILED
      And Alice gets a message from "desk" with
        | body        | one  |
        | redelivered | true |
