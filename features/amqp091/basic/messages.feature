@amqp091
Feature: AMQP 0-9-1 class basic — persistence, priority and size of messages

  Background:
    Given Alice is connected

  Rule: A message may be empty

    @AMQP-content.body-size @probe:pub.zero-length
    Scenario: Nothing but a message-id
      Given Alice has declared the exclusive queue "desk"
      When Alice publishes a message to queue "desk" with
        | body       |     |
        | message-id | m-1 |
      Then Alice gets that message from "desk" unchanged

  Rule: Persistent messages on a durable queue are kept over a restart

    # A message that is published and committed is in its queue.
    @AMQP-basic.01 @requires:restart @exclusive @requires:transactions @probe:pub.persistent-restart
    Scenario: Three persistent messages and a restart
      Given Alice has declared the durable queue "kept"
      And Alice performs tx.select
      And Alice publishes to exchange ""
        | body  | routing-key | delivery-mode |
        | one   | kept        | 2             |
        | two   | kept        | 2             |
        | three | kept        | 2             |
      And Alice performs tx.commit
      When the broker is restarted
      And Alice reconnects
      Then Alice gets from "kept" in order
        | one   |
        | two   |
        | three |

    @AMQP-basic.01 @requires:restart @exclusive @requires:transactions @probe:pub.persistent-restart
    Scenario: A persistent message that is held, and a restart
      Given Alice has declared the durable queue "kept"
      And Alice performs tx.select
      And Alice publishes to exchange ""
        | body | routing-key | delivery-mode |
        | one  | kept        | 2             |
      And Alice performs tx.commit
      And Alice gets "one" from "kept", unacknowledged
      When the broker is restarted
      And Alice reconnects
      Then Alice gets a message from "kept" with
        | body        | one  |
        | redelivered | true |

  Rule: delivery-mode is 1 or 2

    # What becomes of a message with another one is nowhere said.
    @AMQP-basic.delivery-mode @probe:pub.delivery-mode-invalid
    Scenario Outline: delivery-mode <mode>
      Given Alice has declared the exclusive queue "desk"
      When Alice publishes a message to queue "desk" with
        | delivery-mode | <mode> |
      Then the broker goes on serving, whatever it answers Alice

      Examples:
        | mode |
        | 0    |
        | 3    |
        | 255  |

  Rule: Messages of one priority keep their order, persistent or not

    @AMQP-basic.08 @probe:pub.mixed-persistence-order
    Scenario: Transient and persistent messages in turn
      Given Alice has declared the durable queue "kept"
      When Alice publishes to exchange ""
        | body | routing-key | delivery-mode |
        | 1    | kept        | 1             |
        | 2    | kept        | 2             |
        | 3    | kept        | 1             |
        | 4    | kept        | 2             |
        | 5    | kept        | 1             |
        | 6    | kept        | 2             |
        | 7    | kept        | 1             |
        | 8    | kept        | 2             |
      Then Alice gets from "kept" in order
        | 1 |
        | 2 |
        | 3 |
        | 4 |
        | 5 |
        | 6 |
        | 7 |
        | 8 |

  Rule: Priorities 5 to 9 go before priorities 0 to 4

    @AMQP-basic.06 @probe:prio.two-levels
    Scenario: Two messages of priority 0 and one of priority 9
      Given Alice has declared the exclusive queue "desk"
      When Alice publishes to exchange ""
        | body   | routing-key | priority |
        | first  | desk        | 0        |
        | second | desk        | 0        |
        | urgent | desk        | 9        |
      Then Alice gets from "desk" in order
        | urgent |
        | first  |
        | second |

    # How many levels a broker tells apart is left to it: the transcript shows the order.
    @AMQP-basic.07 @probe:prio.two-levels
    Scenario: A message of each priority from 0 to 9
      Given Alice has declared the exclusive queue "desk"
      When Alice publishes to exchange ""
        | body | routing-key | priority |
        | 0    | desk        | 0        |
        | 1    | desk        | 1        |
        | 2    | desk        | 2        |
        | 3    | desk        | 3        |
        | 4    | desk        | 4        |
        | 5    | desk        | 5        |
        | 6    | desk        | 6        |
        | 7    | desk        | 7        |
        | 8    | desk        | 8        |
        | 9    | desk        | 9        |
      And Alice consumes from "desk"
      Then Alice receives from "desk" in any order
        | body |
        | 0    |
        | 1    |
        | 2    |
        | 3    |
        | 4    |
        | 5    |
        | 6    |
        | 7    |
        | 8    |
        | 9    |
