@amqp091
Feature: AMQP 0-9-1 §3.1.3.3 — Topic exchanges: patterns of words

  Background:
    Given Alice is connected
    And Alice has declared the transient topic exchange "ticker"

  Rule: A word stands for itself

    # probe topic.exact
    @AMQP-route.topic @level:must
    Scenario: A pattern without wildcards
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | stock.ibm |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body  | routing-key    |
        | short | stock          |
        | long  | stock.ibm.nyse |
        | upper | STOCK.IBM      |
        | end   | stock.ibm      |
      Then Alice receives "end" from "desk" next

    # probe topic.case
    @AMQP-route.topic @level:must
    Scenario: Capital letters
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | STOCK |
        | end   |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body  | routing-key |
        | lower | stock       |
        | end   | end         |
      Then Alice receives "end" from "desk" next

    # A pattern like this is outside the standard: what is judged is that it is no glob.
    # probe topic.partial-wildcard
    @AMQP-route.topic @level:must
    Scenario: A star that is part of a word
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | stock* |
        | end    |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key |
        | no   | stocks      |
        | end  | end         |
      Then Alice receives "end" from "desk" next

    # probe topic.wildcard-in-key
    @AMQP-route.topic @level:must
    Scenario: Wildcards in a routing key are words
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | stock |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key |
        | star | *           |
        | hash | #           |
        | end  | stock       |
      Then Alice receives "end" from "desk" next

  Rule: A star stands for exactly one word

    # probe topic.star-one-word
    @AMQP-route.topic @level:must
    Scenario: A star in the last place
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | stock.* |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key    |
        | none | stock          |
        | two  | stock.ibm.nyse |
        | end  | stock.ibm      |
      Then Alice receives "end" from "desk" next

    # probe topic.star-leading
    @AMQP-route.topic @level:must
    Scenario: A star in the first place
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | *.stock |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key   |
        | none | stock         |
        | two  | usd.nyc.stock |
        | end  | usd.stock     |
      Then Alice receives "end" from "desk" next

  Rule: A hash stands for any number of words, none included

    # probe topic.hash-zero
    @AMQP-route.topic @level:must
    Scenario: A hash for no word
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | stock.# |
      When Alice publishes "one" to exchange "ticker" with routing key "stock"
      Then Alice gets from "desk" in order
        | one |

    # probe topic.hash-leading
    @AMQP-route.topic @level:must
    Scenario: A hash in the first place
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | #.ibm |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key    |
        | zero | ibm            |
        | one  | stock.ibm      |
        | no   | ibm.stock      |
        | two  | stock.nyse.ibm |
      Then Alice receives from "desk" in order
        | zero |
        | one  |
        | two  |

    # probe topic.hash-middle
    @AMQP-route.topic @level:must
    Scenario: A hash in the middle, where the end comes more than once
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | a.#.b |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body  | routing-key |
        | zero  | a.b         |
        | one   | a.x.b       |
        | again | a.b.b       |
        | no    | a.b.x       |
        | twice | a.b.x.b     |
      Then Alice receives from "desk" in order
        | zero  |
        | one   |
        | again |
        | twice |

    # probe topic.hash-double
    @AMQP-route.topic @level:must
    Scenario: Three hashes in one pattern
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | #.a.#.b.# |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key |
        | one  | a.b         |
        | no   | b.a         |
        | end  | x.a.y.b.z   |
      Then Alice receives from "desk" in order
        | one |
        | end |

    # probe topic.hash-only
    @AMQP-route.topic @level:must
    Scenario: Nothing but a hash
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | # |
      When Alice publishes to exchange "ticker"
        | body  | routing-key |
        | empty |             |
        | one   | a           |
        | three | a.b.c       |
      Then Alice gets from "desk" in order
        | empty |
        | one   |
        | three |

    # probe topic.spec-example
    @AMQP-route.topic @level:must
    Scenario: The example of the standard, with both wildcards
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | *.stock.# |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key  |
        | one  | usd.stock    |
        | no   | stock.nasdaq |
        | end  | eur.stock.db |
      Then Alice receives from "desk" in order
        | one |
        | end |

  Rule: One copy a queue, and each binding on its own

    # probe topic.multi-binding-one-copy
    @AMQP-queue.bind.unique @level:must
    Scenario: Three patterns that match one key
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | #       |
        | *.ibm   |
        | stock.* |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key |
        | one  | stock.ibm   |
        | end  | stock       |
      Then Alice receives from "desk" in order
        | one |
        | end |

    # probe topic.unbind-one-pattern
    @AMQP-queue.unbind.route @level:must
    Scenario: One of two patterns is undone
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | stock.# |
        | stock.* |
      And Alice consumes from "desk"
      When Alice performs queue.unbind with
        | queue       | desk    |
        | exchange    | ticker  |
        | routing-key | stock.# |
      And Alice publishes to exchange "ticker"
        | body | routing-key |
        | no   | stock       |
        | end  | stock.ibm   |
      Then Alice receives "end" from "desk" next

  Rule: Patterns and keys, all of them

    # Every key is published once. Keys with empty words are left out: the standard has only letters and digits.
    # probe topic.table
    @AMQP-route.topic @level:must
    Scenario Outline: The pattern <pattern>
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | <pattern> |
      When Alice publishes the keys a, b, A, ab, a.b, b.a, a.b.b, a.b.c, a.c.b, a.x.y.b to exchange "ticker"
      Then Alice gets the keys <keys> from "desk"

      Examples:
        | pattern   | keys                                                |
        | #         | a, b, A, ab, a.b, b.a, a.b.b, a.b.c, a.c.b, a.x.y.b |
        | #.#       | a, b, A, ab, a.b, b.a, a.b.b, a.b.c, a.c.b, a.x.y.b |
        | *         | a, b, A, ab                                         |
        | *.*       | a.b, b.a                                            |
        | *.#       | a, b, A, ab, a.b, b.a, a.b.b, a.b.c, a.c.b, a.x.y.b |
        | #.*       | a, b, A, ab, a.b, b.a, a.b.b, a.b.c, a.c.b, a.x.y.b |
        | a         | a                                                   |
        | a.*       | a.b                                                 |
        | a.#       | a, a.b, a.b.b, a.b.c, a.c.b, a.x.y.b                |
        | #.a       | a, b.a                                              |
        | *.a       | b.a                                                 |
        | a.*.b     | a.b.b, a.c.b                                        |
        | a.#.b     | a.b, a.b.b, a.c.b, a.x.y.b                          |
        | #.b       | b, a.b, a.b.b, a.c.b, a.x.y.b                       |
        | a.*.*     | a.b.b, a.b.c, a.c.b                                 |
        | a.b.#     | a.b, a.b.b, a.b.c                                   |
        | #.b.#     | b, a.b, b.a, a.b.b, a.b.c, a.c.b, a.x.y.b           |
        | *.*.*     | a.b.b, a.b.c, a.c.b                                 |
        | a*        | none                                                |
        | a#        | none                                                |
        | #.a.#.b.# | a.b, a.b.b, a.b.c, a.c.b, a.x.y.b                   |
