@amqp091
Feature: AMQP 0-9-1 §4.2.5.5 — Field tables: a length and as many octets

  Rule: A table may be empty

    @AMQP-data.table @probe:table.empty
    Scenario: A table of no octets
      Given Alice is connected
      When Alice sends the bytes
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 32 00 0A | queue.declare           |
        | 00 00       | reserved                |
        | short:files | queue                   |
        | 04          | exclusive               |
        | 00 00 00 00 | a table of no octets    |
        | CE          | frame end               |
      Then Alice receives queue.declare-ok with
        | queue | files |
