@mqtt5
Feature: MQTT 5.0 §4.7 — Topic Names and Topic Filters
  Wildcards are for filters; a Topic Name, that of a Will too, has none.

  Rule: A Topic Name holds no wildcard

    @MQTT-4.7.0-1 @malformed @soft
    Scenario Outline: CONNECT with the Will Topic <topic>
      No sentence says what a broker does about such a Will Topic.

      When Alice connects with
        | Will Topic   | <topic> |
        | Will Payload | gone    |
      Then the broker answers Alice with one of
        | closed                               |         |
        | CONNACK other than 0x00, then closed | refused |

      Examples:
        | topic   |
        | meter/# |
        | meter/+ |
