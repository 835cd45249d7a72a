@amqp091
Feature: AMQP 0-9-1 §3.1.3.3 — Topic exchanges: patterns of words

  Background:
    Given Alice is connected
    And Alice has declared the transient topic exchange "ticker"

  Rule: A word stands for itself

    @AMQP-route.topic @probe:topic.exact
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
      Then Alice receives "end" from "desk"

    @AMQP-route.topic @probe:topic.case
    Scenario: Capital letters
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | STOCK |
        | end   |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body  | routing-key |
        | lower | stock       |
        | end   | end         |
      Then Alice receives "end" from "desk"

    # A pattern like this is outside the standard: what is judged is that it is no glob.
    @AMQP-route.topic @probe:topic.partial-wildcard
    Scenario: A star that is part of a word
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | stock* |
        | end    |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key |
        | no   | stocks      |
        | end  | end         |
      Then Alice receives "end" from "desk"

    @AMQP-route.topic @probe:topic.wildcard-in-key
    Scenario: Wildcards in a routing key are words
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | stock |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key |
        | star | *           |
        | hash | #           |
        | end  | stock       |
      Then Alice receives "end" from "desk"

  Rule: A star stands for exactly one word

    @AMQP-route.topic @probe:topic.star-one-word
    Scenario: A star in the last place
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | stock.* |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key    |
        | none | stock          |
        | two  | stock.ibm.nyse |
        | end  | stock.ibm      |
      Then Alice receives "end" from "desk"

    @AMQP-route.topic @probe:topic.star-leading
    Scenario: A star in the first place
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | *.stock |
      And Alice consumes from "desk"
      When Alice publishes to exchange "ticker"
        | body | routing-key   |
        | none | stock         |
        | two  | usd.nyc.stock |
        | end  | usd.stock     |
      Then Alice receives "end" from "desk"

  Rule: A hash stands for any number of words, none included

    @AMQP-route.topic @probe:topic.hash-zero
    Scenario: A hash for no word
      Given Alice has declared the exclusive queue "desk" bound to "ticker" with
        | stock.# |
      When Alice publishes "one" to exchange "ticker" with routing key "stock"
      Then Alice gets from "desk" in order
        | one |

    @AMQP-route.topic @probe:topic.hash-leading
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

    @AMQP-route.topic @probe:topic.hash-middle
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

    @AMQP-route.topic @probe:topic.hash-double
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

    @AMQP-route.topic @probe:topic.hash-only
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

    @AMQP-route.topic @probe:topic.spec-example
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

    @AMQP-queue.bind.unique @probe:topic.multi-binding-one-copy
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

    @AMQP-queue.unbind.route @probe:topic.unbind-one-pattern
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
      Then Alice receives "end" from "desk"

  Rule: Patterns and keys, all of them

    # Every key is published once. Keys with empty words are left out: the standard has only letters and digits.
    @AMQP-route.topic @probe:topic.table
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
