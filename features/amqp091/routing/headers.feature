@amqp091
Feature: AMQP 0-9-1 §3.1.3.4 — Headers exchanges: tables compared with tables

  Background:
    Given Alice is connected
    And Alice has declared the transient headers exchange "forms"
    And Alice has declared the exclusive queue "desk"

  Rule: x-match all wants every pair, any wants one

    @AMQP-route.headers @probe:headers.all
    Scenario: all
      Given Alice has bound queue "desk" to "forms" with
        | x-match | all |
        | a       | 1   |
        | b       | 2   |
      And Alice consumes from "desk"
      When Alice publishes to exchange "forms"
        | body  | headers          |
        | half  | a: 1             |
        | both  | a: 1, b: 2       |
        | wrong | a: 9, b: 2       |
        | none  | absent           |
        | end   | a: 1, b: 2, c: 3 |
      Then Alice receives from "desk" in order
        | both |
        | end  |

    @AMQP-route.headers @probe:headers.any
    Scenario: any
      Given Alice has bound queue "desk" to "forms" with
        | x-match | any |
        | a       | 1   |
        | b       | 2   |
      And Alice consumes from "desk"
      When Alice publishes to exchange "forms"
        | body  | headers |
        | one   | a: 1    |
        | wrong | a: 9    |
        | other | c: 3    |
        | end   | b: 2    |
      Then Alice receives from "desk" in order
        | one |
        | end |

    # The standard says nothing of a binding without x-match; brokers take it for all.
    @AMQP-route.headers @probe:headers.default-match
    Scenario: no x-match at all
      Given Alice has bound queue "desk" to "forms" with
        | a | 1 |
        | b | 2 |
      And Alice consumes from "desk"
      When Alice publishes to exchange "forms"
        | body | headers    |
        | half | a: 1       |
        | end  | a: 1, b: 2 |
      Then Alice receives "end" from "desk"

    @AMQP-route.headers @probe:headers.empty-all
    Scenario: all, and no other pair
      Given Alice has bound queue "desk" to "forms" with
        | x-match | all |
      When Alice publishes to exchange "forms"
        | body | headers |
        | one  | a: 1    |
        | two  | absent  |
      Then Alice gets from "desk" in order
        | one |
        | two |

    @AMQP-route.headers @probe:headers.empty-all
    Scenario: no argument at all
      Given Alice has bound queue "desk" to "forms" with routing key ""
      When Alice publishes to exchange "forms"
        | body | headers |
        | one  | a: 1    |
        | two  | absent  |
      Then Alice gets from "desk" in order
        | one |
        | two |

    # Whether "any of nothing" is met is nowhere said: whatever the broker does, it goes on.
    @AMQP-route.headers @probe:headers.empty-any
    Scenario: any, and no other pair
      When Alice performs queue.bind with
        | queue     | desk         |
        | exchange  | forms        |
        | arguments | x-match: any |
      And Alice publishes to exchange "forms"
        | body | headers |
        | one  | a: 1    |
        | two  | absent  |
      Then the broker goes on serving, whatever it answers Alice

    # No code is named.
    @AMQP-route.headers-invalid @probe:headers.x-match-invalid
    Scenario Outline: <what> for x-match
      When Alice sends queue.bind with
        | queue     | desk             |
        | exchange  | forms            |
        | arguments | x-match: <value> |
      Then the broker answers Alice with one of
        | channel 1  | any reply |
        | connection | any reply |

      Examples:
        | value | what            |
        | bogus | An unknown word |
        | 1     | A number        |

  Rule: A pair is met by the same name with the same value

    @AMQP-route.headers @probe:headers.void-presence
    Scenario: A pair without a value wants the name only
      Given Alice has bound queue "desk" to "forms" with
        | x-match | all |
        | a       | V   |
      And Alice consumes from "desk"
      When Alice publishes to exchange "forms"
        | body   | headers |
        | number | a: 1    |
        | empty  | a: ""   |
        | other  | b: 1    |
        | end    | a: V    |
      Then Alice receives from "desk" in order
        | number |
        | empty  |
        | end    |

    @AMQP-route.headers @probe:headers.empty-string
    Scenario: An empty string is a value
      Given Alice has bound queue "desk" to "forms" with
        | x-match | all |
        | a       | ""  |
      And Alice consumes from "desk"
      When Alice publishes to exchange "forms"
        | body | headers |
        | word | a: x    |
        | end  | a: ""   |
      Then Alice receives "end" from "desk"

    # Whether numbers of several widths are equal is the broker's choice.
    @AMQP-route.headers @probe:headers.value-types
    Scenario: The number 1 is not the text 1
      Given Alice has bound queue "desk" to "forms" with
        | x-match | all |
        | n       | I 1 |
      And Alice consumes from "desk"
      When Alice publishes to exchange "forms"
        | body | headers |
        | text | n: "1"  |
        | true | n: true |
        | end  | n: I 1  |
      Then Alice receives "end" from "desk"

    @AMQP-route.headers @probe:headers.name-case
    Scenario: Names in capital letters
      Given Alice has bound queue "desk" to "forms" with
        | x-match | any |
        | a       | 1   |
        | b       | 2   |
      And Alice consumes from "desk"
      When Alice publishes to exchange "forms"
        | body  | headers    |
        | upper | A: 1, B: 2 |
        | end   | a: 1       |
      Then Alice receives "end" from "desk"

    @AMQP-route.headers @probe:headers.x-ignored
    Scenario: Other arguments that begin with x- are not compared
      Given Alice has bound queue "desk" to "forms" with
        | x-match | all |
        | a       | 1   |
        | x-y     | 1   |
      When Alice publishes to exchange "forms"
        | body | headers |
        | one  | a: 1    |
      Then Alice gets from "desk" in order
        | one |

    @AMQP-route.headers @probe:headers.x-ignored
    Scenario: any of nothing but an argument that begins with x-
      Given Alice has bound queue "desk" to "forms" with
        | x-match | any |
        | a       | 1   |
        | x-y     | 1   |
      And Alice consumes from "desk"
      When Alice publishes to exchange "forms"
        | body | headers |
        | no   | x-y: 1  |
        | end  | a: 1    |
      Then Alice receives "end" from "desk"

    @AMQP-route.headers @probe:headers.key-ignored
    Scenario: The routing key plays no part
      Given Alice has bound queue "desk" to "forms" with
        | routing-key | foo |
        | x-match     | all |
        | a           | 1   |
      When Alice publishes to exchange "forms"
        | body | routing-key | headers |
        | one  | bar         | a: 1    |
      Then Alice gets from "desk" in order
        | one |

  Rule: Bindings that differ in their arguments are two

    @AMQP-queue.bind.unique @probe:headers.two-bindings
    Scenario: Two bindings with one key
      Given Alice has bound queue "desk" to "forms" with
        | x-match | all |
        | a       | 1   |
      And Alice has bound queue "desk" to "forms" with
        | x-match | all |
        | b       | 2   |
      When Alice publishes to exchange "forms"
        | body  | headers    |
        | one   | a: 1       |
        | two   | b: 2       |
        | three | a: 1, b: 2 |
      Then Alice gets from "desk" in order
        | one   |
        | two   |
        | three |

    @AMQP-queue.unbind.arguments @probe:headers.two-bindings
    Scenario: One of them is undone
      Given Alice has bound queue "desk" to "forms" with
        | x-match | all |
        | a       | 1   |
      And Alice has bound queue "desk" to "forms" with
        | x-match | all |
        | b       | 2   |
      When Alice performs queue.unbind with
        | queue     | desk               |
        | exchange  | forms              |
        | arguments | x-match: all, b: 2 |
      And Alice publishes to exchange "forms", mandatory
        | body | headers |
        | one  | b: 2    |
      Then Alice gets back "one" with 312 NO_ROUTE
      When Alice publishes to exchange "forms"
        | body | headers |
        | two  | a: 1    |
      Then Alice gets "two" from "desk"
