@amqp091
Feature: AMQP 0-9-1 §4.2.3 — No frame is larger than frame-max

  Rule: A frame above the agreed size is an error; one of that very size is not

    # The limit counts the whole frame. Some brokers leave a few octets of slack: the body is well above it.
    @AMQP-frame.max-size @malformed @probe:frame.oversize-body
    Scenario: A body frame of 4113 octets where 4096 were agreed
      Given Alice is connected with
        | frame-max | 4096 |
      And Alice has declared queue "desk"
      And Bob is connected
      When Alice sends basic.publish with
        | routing-key | desk |
      And Alice sends the bytes
        | 02 00 01                | content header, channel 1  |
        | size                    |                            |
        | 00 3C 00 00             | class basic, weight 0      |
        | 00 00 00 00 00 00 10 09 | 4105 octets of body        |
        | 00 00                   | no properties              |
        | CE                      | frame end                  |
        | 03 00 01                | content body, channel 1    |
        | size                    |                            |
        | text:x… to 4105 bytes   | 17 octets more than agreed |
        | CE                      | frame end                  |
      Then the broker closes Alice's connection with 501 FRAME_ERROR
      And Bob gets nothing from "desk"

    @AMQP-frame.max-size @probe:frame.oversize-exact
    Scenario: A body frame of exactly 4096 octets
      Given Alice is connected with
        | frame-max | 4096 |
      And Alice has declared the exclusive queue "desk"
      When Alice publishes "x… to 4088 bytes" to queue "desk"
      Then Alice gets "x… to 4088 bytes" from "desk"

    # Old errata of a vendor exempted methods: a broker that takes the table is not blamed.
    @AMQP-frame.max-size @malformed @probe:frame.oversize-method
    Scenario: A method frame of 5000 octets where 4096 were agreed
      Given Alice is connected with
        | frame-max | 4096 |
      When Alice sends queue.declare with
        | queue     | desk                  |
        | exclusive | true                  |
        | arguments | a: "x… to 5000 bytes" |
      Then the broker answers Alice with one of
        | connection       | 501 FRAME_ERROR    |
        | queue.declare-ok | the frame is taken |

    @AMQP-frame.max-size @probe:frame.server-respects-max
    Scenario: The broker splits what it delivers
      Given Alice is connected with
        | frame-max | 4096 |
      And Alice has declared the exclusive queue "desk"
      When Alice publishes "hex 00 to FF … to 10000 bytes" to queue "desk"
      Then Alice gets "hex 00 to FF … to 10000 bytes" from "desk"

  Rule: Before anything is agreed, 4096 octets are always in order

    @AMQP-connection.tune.frame-max.minimum @probe:frame.server-min-before-tune
    Scenario: A connection.start-ok of exactly 4096 octets
      Given Alice has connected up to connection.start
      When Alice sends connection.start-ok with
        | frame size | 4096 |
      Then Alice receives connection.tune

    @AMQP-frame.max-size @AMQP-connection.tune.frame-max.minimum @malformed @probe:frame.size-huge-before-tune
    Scenario: A connection.start-ok of 9216 octets
      Given Alice has connected up to connection.start
      When Alice sends connection.start-ok with
        | frame size | 9216 |
      Then the broker answers Alice with one of
        | closed          |                 |
        | connection      | 501 FRAME_ERROR |
        | connection.tune | accepted        |
      And the broker still serves others

    @AMQP-frame.max-size @malformed
    Scenario: A frame that claims four gigabytes before anything is agreed
      Given Alice has connected up to connection.start
      When Alice sends the bytes
        | 01 00 00    | method frame, channel 0         |
        | FF FF FF F0 | a size that nobody has room for |
      Then the broker answers Alice with one of
        | closed     |                 |
        | connection | 501 FRAME_ERROR |
      And the broker still serves others
