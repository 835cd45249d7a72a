@amqp091
Feature: AMQP 0-9-1 basic.publish — to which exchange

  Rule: The exchange must be there

    # The content that follows the method must not harm the connection.
    @AMQP-basic.publish.exchange.must-exist @probe:ex.publish-missing
    Scenario: Publishing to an exchange that is not there
      Given Alice is connected
      When Alice publishes "lost" to exchange "nowhere" with routing key "paid"
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND
      And Alice finds exchange "amq.direct"

    @AMQP-basic.publish.exchange.must-exist @requires:publisher-confirms @probe:confirm.missing-exchange
    Scenario: Publishing to an exchange that is not there, on a channel in confirm mode
      Given Alice is connected
      And Alice performs confirm.select
      When Alice publishes "lost" to exchange "nowhere" with routing key "paid"
      And Alice sends basic.qos
      Then the broker closes Alice's channel 1 with 404 NOT_FOUND
      And nothing more arrives for Alice
