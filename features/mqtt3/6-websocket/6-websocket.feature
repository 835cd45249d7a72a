@mqtt3 @requires:websocket
Feature: MQTT 3.1.1 §6 — WebSocket as a transport
  The octets of MQTT travel in binary frames of a WebSocket, cut as it pleases the sender. The subprotocol is "mqtt".

  Rule: MQTT travels in binary frames alone

    @MQTT-6.0.0-1 @malformed
    Scenario: A CONNECT in a text frame
      Given Alice has a websocket connection
      When Alice sends the bytes in a text frame
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
      Then the broker closes Alice's connection

    @MQTT-6.0.0-1
    Scenario: The frames of the broker
      Given Alice is connected over websocket
      When Alice sends PINGREQ
      Then Alice receives PINGRESP
      And every frame sent to Alice is binary

  Rule: Packets and frames need not have the same borders

    @MQTT-6.0.0-2
    Scenario: A CONNECT in several frames
      Given Alice has a websocket connection
      When Alice sends the bytes, each row in a frame of its own
        | 10                | CONNECT                           |
        | remaining         | Remaining Length                  |
        | 00 04 4D 51 54 54 | Protocol Name "MQTT"              |
        | 04                | Protocol Level 4                  |
        | flags:02          | Connect Flags: Clean Session      |
        | 00 3C             | Keep Alive 60 seconds             |
        | client:Alice      | Client Identifier                 |
        | credentials       | User Name and Password, if wanted |
      Then Alice receives CONNACK with
        | Return Code | 0x00 |

    @MQTT-6.0.0-2
    Scenario: A SUBSCRIBE and the half of a PUBLISH in one frame, and its other half in the next
      Given Alice is connected over websocket
      When Alice sends the bytes
        | 82             | SUBSCRIBE                                            |
        | remaining      | Remaining Length                                     |
        | 00 0A          | Packet Identifier 10                                 |
        | string:meter/7 | Topic Filter                                         |
        | 00             | QoS 0                                                |
        | 30             | PUBLISH, QoS 0                                       |
        | remaining+6    | Remaining Length, with the six octets of the payload |
        | string:meter/7 | Topic Name                                           |
      And Alice sends the bytes
        | text:42 kWh | Payload, six octets |
      Then Alice receives SUBACK for packet 10
      And Alice receives "42 kWh" on "meter/7"

  Rule: The subprotocol is "mqtt"

    @MQTT-6.0.0-4
    Scenario Outline: A client that offers <names>
      When Alice offers the subprotocols "<names>"
      Then the broker chooses the subprotocol "mqtt"

      Examples:
        | names     |
        | mqtt      |
        | foo, mqtt |
