@amqp091
Feature: AMQP 0-9-1 §4.2.5.5 — Field tables that are none

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: A value of no known type, or one that does not fit, is an error

    @AMQP-data.table-invalid @malformed @probe:table.unknown-tag
    Scenario: The type z in the headers of a message
      When Alice publishes to queue "desk" a message with the header octets
        | 01 61 7A 00 | a, of type z |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR  |
        | connection | 502 SYNTAX_ERROR |
      And the broker still serves others

    @AMQP-data.table-invalid @malformed @probe:table.unknown-tag
    Scenario: The type Z in the arguments of a method
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 32 00 0A | queue.declare           |
        | 00 00       | reserved                |
        | short:files | queue                   |
        | 04          | exclusive               |
        | 00 00 00 04 | a table of four octets  |
        | 01 61 5A 00 | a, of type Z            |
        | CE          | frame end               |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR  |
        | connection | 502 SYNTAX_ERROR |
      And the broker still serves others

    @AMQP-data.table-invalid @malformed @probe:table.truncated
    Scenario: A number of four octets of which the table has one
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 32 00 0A | queue.declare           |
        | 00 00       | reserved                |
        | short:files | queue                   |
        | 04          | exclusive               |
        | 00 00 00 04 | a table of four octets  |
        | 01 61 49 00 | a, a number cut short   |
        | CE          | frame end               |
      Then the broker answers Alice with one of
        | connection | 501 FRAME_ERROR  |
        | connection | 502 SYNTAX_ERROR |
      And the broker still serves others

  Rule: A name begins with a letter, a dollar sign or a hash, and has at most 128 characters

    # The text writes "503 (syntax error)": number and words disagree, both are accepted.
    @AMQP-data.table-names @malformed @probe:table.field-name-invalid
    Scenario Outline: A field name <that>
      When Alice sends queue.declare with
        | queue     | files       |
        | exclusive | true        |
        | arguments | "<name>": 1 |
      Then the broker answers Alice with one of
        | connection | 502 SYNTAX_ERROR    |
        | connection | 503 COMMAND_INVALID |

      Examples:
        | name            | that                     |
        | 1bad            | that begins with a digit |
        | x… to 129 bytes | of 129 characters        |
        |                 | of none                  |

    # What a second field of one name means is nowhere said.
    @AMQP-data.table-names @probe:table.duplicate-field
    Scenario: The same name twice
      When Alice sends queue.declare with
        | queue     | files      |
        | exclusive | true       |
        | arguments | a: 1, a: 2 |
      Then the broker goes on serving, whatever it answers Alice

    @AMQP-data.table-names @probe:table.duplicate-field
    Scenario: The same name twice in the headers of a message
      When Alice publishes a message to queue "desk" with
        | headers | a: 1, a: 2 |
      Then the broker goes on serving, whatever it answers Alice
