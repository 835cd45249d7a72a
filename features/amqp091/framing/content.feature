@amqp091
Feature: AMQP 0-9-1 §4.2.6 — Content: a method, a header, bodies

  Background:
    Given Alice and Bob are connected
    And Alice has declared queue "desk"

  Rule: Content frames come in their order, and nothing else of the channel between them

    @AMQP-content.incomplete @malformed @probe:content.method-instead-of-header
    Scenario: A method where the content header is due
      Given Alice sends basic.publish with
        | routing-key | desk |
      When Alice sends queue.declare with
        | queue | second |
      Then the broker closes Alice's connection with 505 UNEXPECTED_FRAME
      And Bob finds no queue "second"

    @AMQP-content.incomplete @malformed @probe:content.body-instead-of-header
    Scenario: A body where the content header is due
      Given Alice sends basic.publish with
        | routing-key | desk |
      When Alice sends the bytes
        | 03 00 01 | content body, channel 1 |
        | size     |                         |
        | text:one | three octets            |
        | CE       | frame end               |
      Then the broker closes Alice's connection with 505 UNEXPECTED_FRAME
      And Bob gets nothing from "desk"

    @AMQP-content.incomplete @malformed @probe:content.header-unexpected
    Scenario: A content header that no method announced
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 00 | no body                   |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
      Then the broker closes Alice's connection with 505 UNEXPECTED_FRAME

    @AMQP-content.incomplete @malformed @probe:content.body-unexpected
    Scenario: A body that no header announced
      When Alice sends the bytes
        | 03 00 01 | content body, channel 1 |
        | size     |                         |
        | text:one | three octets            |
        | CE       | frame end               |
      Then the broker closes Alice's connection with 505 UNEXPECTED_FRAME

    # The prose also lets a sender give up a content with any other frame: the method may be performed,
    # the message must not be.
    @AMQP-content.incomplete @malformed @probe:content.method-in-body
    Scenario Outline: <method> where a body is due
      Given Alice sends basic.publish with
        | routing-key | desk |
      And Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 05 | five octets of body       |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
      When Alice sends <method>
      Then the broker answers Alice with one of
        | connection  | 505 UNEXPECTED_FRAME    |
        | <method>-ok | the content is given up |
      And Bob gets nothing from "desk"

      Examples:
        | method        |
        | basic.qos     |
        | channel.close |

    # The prose lets a sender give a content up: the broker may mind, but not fall over.
    @AMQP-content.abort
    Scenario: A content that is given up
      Given Alice sends basic.publish with
        | routing-key | desk |
      When Alice sends channel.close
      Then the broker goes on serving, whatever it answers Alice

    @AMQP-content.incomplete @malformed @probe:content.second-header
    Scenario: A second header where a body is due
      Given Alice sends basic.publish with
        | routing-key | desk |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 05 | five octets of body       |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 05 | five octets of body       |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
      Then the broker closes Alice's connection with 505 UNEXPECTED_FRAME

    @AMQP-content.sequence @probe:frame.interleave-channels
    Scenario: The contents of two channels interleave
      Given Alice has declared queue "shelf"
      And Alice opens channel 2
      And Alice sends basic.publish with
        | routing-key | desk |
      And Alice sends basic.publish on channel 2 with
        | routing-key | shelf |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 06 | six octets of body        |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
        | 02 00 02                | content header, channel 2 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 06 | six octets of body        |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
        | 03 00 01                | content body, channel 1   |
        | size                    |                           |
        | text:abc                | the first half            |
        | CE                      | frame end                 |
        | 03 00 02                | content body, channel 2   |
        | size                    |                           |
        | text:uvw                | the first half            |
        | CE                      | frame end                 |
        | 03 00 01                | content body, channel 1   |
        | size                    |                           |
        | text:def                | the second half           |
        | CE                      | frame end                 |
        | 03 00 02                | content body, channel 2   |
        | size                    |                           |
        | text:xyz                | the second half           |
        | CE                      | frame end                 |
      Then Alice gets "abcdef" from "desk"
      And Alice gets "uvwxyz" from "shelf" on channel 2

    @AMQP-content.sequence @probe:hb.mid-content
    Scenario: A heartbeat between header and body
      Given Alice sends basic.publish with
        | routing-key | desk |
      When Alice sends the bytes
        | 02 00 01                | content header, channel 1 |
        | size                    |                           |
        | 00 3C 00 00             | class basic, weight 0     |
        | 00 00 00 00 00 00 00 03 | three octets of body      |
        | 00 00                   | no properties             |
        | CE                      | frame end                 |
        | 08 00 00 00 00 00 00 CE | heartbeat                 |
        | 03 00 01                | content body, channel 1   |
        | size                    |                           |
        | text:one                | the body                  |
        | CE                      | frame end                 |
      Then Alice gets "one" from "desk"

    @AMQP-content.sequence @requires:publisher-confirms @probe:x-return-confirm-flow
    Scenario: Deliveries, returns and confirms on one channel
      Given Alice consumes from "desk" with
        | no-ack | true |
      And Alice performs confirm.select
      When Alice publishes 200 numbered messages, in turn to queue "desk" and, mandatory, to queue "nowhere"
      Then Alice receives 100 deliveries, 100 returns and the confirms of 200 publishes, none inside another
