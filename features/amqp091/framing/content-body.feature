@amqp091
Feature: AMQP 0-9-1 §4.2.6.2 — The content body

  Background:
    Given Alice is connected
    And Alice has declared the exclusive queue "desk"

  Rule: A body may come in any number of frames of any size

    @AMQP-content.body-split @probe:content.empty-body-frames
    Scenario: Empty frames among those of the body
      Given Alice sends basic.publish with
        | routing-key | desk |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 02 | two octets of body        |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
        | 03 00 01 00 00 00 00 CE | empty body frame          |
        | 03 00 01 00 00 00 01    | body frame of one octet   |
        | text:a                  |                           |
        | CE                      | frame end                 |
        | 03 00 01 00 00 00 00 CE | empty body frame          |
        | 03 00 01 00 00 00 01    | body frame of one octet   |
        | text:b                  |                           |
        | CE                      | frame end                 |
      Then Alice gets "ab" from "desk"

    @AMQP-content.body-split @probe:content.body-split
    Scenario: Six octets in frames of one, two and three
      Given Alice sends basic.publish with
        | routing-key | desk |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 06 | six octets of body        |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
        | 03 00 01                | content body, channel 1   |
        | size                    |                           |
        | text:a                  | the first octet           |
        | CE                      | frame end                 |
        | 03 00 01                | content body, channel 1   |
        | size                    |                           |
        | text:bc                 | two more                  |
        | CE                      | frame end                 |
        | 03 00 01                | content body, channel 1   |
        | size                    |                           |
        | text:def                | the last three            |
        | CE                      | frame end                 |
      Then Alice gets "abcdef" from "desk"

    @AMQP-content.body-split @probe:content.body-split
    Scenario: A thousand frames of one octet
      When Alice publishes "hex 00 to FF … to 1000 bytes" to queue "desk" in body frames of 1 byte
      Then Alice gets "hex 00 to FF … to 1000 bytes" from "desk"

    @AMQP-content.body-split @AMQP-content.unmodified @probe:content.body-large
    Scenario: A body of several times frame-max
      When Alice publishes "hex 00 to FF … to 300000 bytes" to queue "desk"
      Then Alice gets "hex 00 to FF … to 300000 bytes" from "desk"

  Rule: What is delivered is what was published, octet for octet

    @AMQP-content.unmodified @probe:content.unmodified
    Scenario: Every octet once
      When Alice publishes "hex 00 to FF … to 256 bytes" to queue "desk"
      Then Alice gets "hex 00 to FF … to 256 bytes" from "desk"

    @AMQP-content.unmodified @probe:content.unmodified
    Scenario: Octets that look like frames
      When Alice publishes "hex CE CE CE 01 00 01 00 00 00 04 00 0A 00 32 CE CE" to queue "desk"
      Then Alice gets "hex CE CE CE 01 00 01 00 00 00 04 00 0A 00 32 CE CE" from "desk"

    @AMQP-content.unmodified @probe:content.headers-preserved
    Scenario: Fourteen properties
      When Alice publishes a message to queue "desk" with
        | content-type     | text/plain                          |
        | content-encoding | identity                            |
        | headers          | zeta: 1, alpha: two, Mid: {a: true} |
        | delivery-mode    | 1                                   |
        | priority         | 3                                   |
        | correlation-id   | 4711                                |
        | reply-to         | answers                             |
        | expiration       | 60000                               |
        | message-id       | m-1                                 |
        | timestamp        | 1700000000                          |
        | type             | order                               |
        | user-id          | <user>                              |
        | app-id           | till                                |
        | cluster-id       | c                                   |
      Then Alice gets that message from "desk" unchanged
