@amqp091
Feature: AMQP 0-9-1 connection.close — the farewell

  Background:
    Given Alice and Bob are connected

  Rule: A close is answered, then the connection ends

    @AMQP-connection.close.stability @probe:close.client
    Scenario: The client says farewell
      When Alice disconnects
      Then the broker closes Alice's connection

    @AMQP-connection.close.stability @malformed @probe:close.methods-after
    Scenario: A method behind the farewell, in the same segment
      When Alice sends the bytes
        | 01 00 00    | method frame, channel 0 |
        | size        |                         |
        | 00 0A 00 32 | connection.close        |
        | 00 C8       | 200                     |
        | 00          | no text                 |
        | 00 00 00 00 | no class, no method     |
        | CE          | frame end               |
        | 01 00 01    | method frame, channel 1 |
        | size        |                         |
        | 00 32 00 0A | queue.declare           |
        | 00 00       | reserved                |
        | short:desk  | queue                   |
        | 00          | no bits                 |
        | 00 00 00 00 | no arguments            |
        | CE          | frame end               |
      Then Alice receives connection.close-ok next
      And Bob finds no queue "desk"

  Rule: What belonged to the connection goes with it

    # A short delay is not blamed.
    @AMQP-channel.closure @probe:close.exclusive-released
    Scenario: An exclusive queue after the farewell
      Given Alice has declared the exclusive queue "desk"
      When Alice disconnects
      Then Bob soon finds no queue "desk"

    @AMQP-channel.closure @probe:close.socket-drop
    Scenario: An unacknowledged message after the network is gone
      Given Alice has declared queue "desk"
      And Alice publishes "one" to queue "desk"
      And Alice gets "one" from "desk", unacknowledged
      When Alice loses the network connection
      Then Bob soon gets a message from "desk" with
        | body        | one  |
        | redelivered | true |
