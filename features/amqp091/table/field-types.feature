@amqp091
Feature: AMQP 0-9-1 §4.2.5.5 — Field tables: every type of value

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: A message's headers come back octet for octet

    @AMQP-data.table-types @probe:table.bool
    Scenario: t, a boolean
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 74 00 | a = false |
        | 01 62 74 01 | b = true  |
      Then Alice gets that message from "desk" unchanged

    # Any octet but zero is true: it may come back as another that is.
    @AMQP-data.table-types @probe:table.bool
    Scenario: t, true as the octet 2
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 74 02 | a = true, as another octet |
        | 01 62 74 00 | b = false                  |
      Then Alice gets a message from "desk" with
        | headers.a | true  |
        | headers.b | false |

    @AMQP-data.table-types @probe:table.int8
    Scenario: b and B, one octet
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 62 FF | a = -1  |
        | 01 62 42 FF | b = 255 |
      Then Alice gets that message from "desk" unchanged

    @AMQP-data.table-types @AMQP-data.integers @probe:table.int32
    Scenario: I and i, four octets
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 49 FF FF FF FF | a = -1         |
        | 01 62 69 FF FF FF FF | b = 4294967295 |
        | 01 63 49 7F FF FF FF | c = 2147483647 |
      Then Alice gets that message from "desk" unchanged

    @AMQP-data.table-types @probe:table.int64
    Scenario: l and L, eight octets
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 6C FF FF FF FF FF FF FF FF | a, every bit set |
        | 01 62 6C 7F FF FF FF FF FF FF FF | b = 2^63-1       |
        | 01 63 4C FF FF FF FF FF FF FF FF | c = -1           |
        | 01 64 4C 7F FF FF FF FF FF FF FF | d = 2^63-1       |
      Then Alice gets that message from "desk" unchanged

    @AMQP-data.table-types @probe:table.float
    Scenario: f and d, floating point
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 66 3F C0 00 00             | a = 1.5                  |
        | 01 62 64 3F F8 00 00 00 00 00 00 | b = 1.5                  |
        | 01 63 64 80 00 00 00 00 00 00 00 | c = -0.0                 |
        | 01 64 64 00 00 00 00 00 00 00 01 | d, the smallest there is |
      Then Alice gets that message from "desk" unchanged

    @AMQP-data.table-types @probe:table.float-special
    Scenario: f and d, not a number and infinity
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 66 7F C0 00 00             | a, not a number |
        | 01 62 64 7F F0 00 00 00 00 00 00 | b, infinity     |
      Then Alice gets that message from "desk" unchanged

    @AMQP-data.table-types @AMQP-data.decimal @probe:table.decimal
    Scenario: D, a scale and four octets
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 44 02 00 00 00 7B | a = 1.23              |
        | 01 62 44 02 FF FF FF FF | b, signed or unsigned |
      Then Alice gets that message from "desk" unchanged

    @AMQP-data.table-types @AMQP-data.longstr @probe:table.longstr
    Scenario: S, any octets at all
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 53 00 00 00 00             | a, empty                      |
        | 01 62 53 00 00 00 04 00 CE 00 FF | b, with zeros and a frame end |
        | 01 63 53 00 00 13 88             | c, of 5000 octets             |
        | text:x… to 5000 bytes            |                               |
      Then Alice gets that message from "desk" unchanged

    @AMQP-data.table-types @probe:table.array
    Scenario: A, values one after another
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 41 00 00 00 00                      | a, empty                |
        | 01 62 41 00 00 00 02 74 01                | b = true                |
        | 01 63 41 00 00 00 07 74 01 49 00 00 00 05 | c = true, 5             |
        | 01 64 41 00 00 00 07 41 00 00 00 02 74 01 | d, an array in an array |
      Then Alice gets that message from "desk" unchanged

    @AMQP-data.table-types @AMQP-data.timestamp @probe:table.timestamp
    Scenario: T, seconds in eight octets
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 54 00 00 00 00 65 53 F1 00 | a = 1700000000 |
        | 01 62 54 00 00 00 00 00 00 00 00 | b = 0          |
        | 01 63 54 80 00 00 00 00 00 00 00 | c = 2^63       |
      Then Alice gets that message from "desk" unchanged

    @AMQP-data.table-types @probe:table.nested
    Scenario: F, a table in a table
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 46 00 00 00 00                                  | a, empty         |
        | 01 62 46 00 00 00 04 01 63 74 01                      | b, with c = true |
        | 01 64 46 00 00 00 0B 01 65 46 00 00 00 04 01 66 74 01 | d, two deep      |
      Then Alice gets that message from "desk" unchanged

    # At this depth a broker may refuse; it must not fall over.
    @AMQP-data.table-types @probe:table.nested
    Scenario: F, 64 tables within one another
      When Alice publishes a message to queue "desk" with
        | headers | a: nested-64 |
      Then the broker goes on serving, whatever it answers Alice

    @AMQP-data.table-types @probe:table.void
    Scenario: V, no octets, and a field behind it
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 56    | a, no value |
        | 01 62 74 01 | b = true    |
      Then Alice gets that message from "desk" unchanged

  Rule: Where standard and practice differ, a broker keeps to one of them

    # The standard has U for a signed short and s for a short string; practice has s for a signed short.
    @AMQP-data.table-types-conflict @probe:table.int16
    Scenario: u, an unsigned short in both
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 75 FF FE | a = 65534 |
      Then Alice gets that message from "desk" unchanged

    @AMQP-data.table-types-conflict @probe:table.int16
    Scenario: U, a signed short in the standard
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 55 FF FE | a = -2 |
      And Alice sends basic.get with
        | queue  | desk |
        | no-ack | true |
      Then the broker answers Alice with one of
        | basic.get-ok | as it was published |
        | connection   | 501 FRAME_ERROR     |
        | connection   | 502 SYNTAX_ERROR    |

    @AMQP-data.table-types-conflict @probe:table.int16
    Scenario: s, a signed short in practice
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 73 FF FE | a = -2 |
      And Alice sends basic.get with
        | queue  | desk |
        | no-ack | true |
      Then the broker answers Alice with one of
        | basic.get-ok | as it was published |
        | connection   | 501 FRAME_ERROR     |
        | connection   | 502 SYNTAX_ERROR    |

    @AMQP-data.table-types-conflict @probe:table.bytes
    Scenario: x, octets in practice
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 78 00 00 00 02 00 01 | a = 00 01 |
      And Alice sends basic.get with
        | queue  | desk |
        | no-ack | true |
      Then the broker answers Alice with one of
        | basic.get-ok | as it was published |
        | connection   | 501 FRAME_ERROR     |
        | connection   | 502 SYNTAX_ERROR    |
