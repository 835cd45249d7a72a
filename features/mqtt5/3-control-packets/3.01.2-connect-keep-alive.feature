@mqtt5
Feature: MQTT 5.0 §3.1.2 — CONNECT: Keep Alive
  The client promises a packet within each Keep Alive, its own or the one that CONNACK gives it. A broker that hears
  nothing for one and a half of it ends the connection. One second more is no matter; up to ten seconds more is worth a
  word.

  Rule: Silence for one and a half times the Keep Alive ends the connection

    @MQTT-3.1.2-22 @clock
    Scenario: Five clients fall silent, each at another moment
      Given 5 clients with Keep Alive 2 fall silent, 300 ms apart
      Then the broker closes each silent connection after 1.5 times its Keep Alive

    @MQTT-3.1.2-22 @clock
    Scenario: Packets from the broker are no sign of life
      Given Bob is connected
      And Alice is connected with
        | Keep Alive | 2 |
      And Alice is subscribed to "meter/7" at QoS 0
      When Bob publishes to "meter/7" every second as long as Alice is connected
      Then the broker has closed Alice's connection after 1.5 times its Keep Alive

  Rule: A client that keeps its promise stays connected

    @MQTT-3.1.2-22 @clock @soft
    Scenario: PINGREQ every two seconds with Keep Alive 3
      To keep the promise is no guarantee of staying connected.

      Given Alice is connected with
        | Keep Alive | 3 |
      When Alice sends PINGREQ every 2 seconds for 6 seconds
      Then Alice's connection is still open

    @MQTT-3.1.2-22 @clock @soft
    Scenario: PUBLISH every two seconds with Keep Alive 3
      To keep the promise is no guarantee of staying connected.

      Given Alice is connected with
        | Keep Alive | 3 |
      When Alice sends PUBLISH every 2 seconds for 6 seconds
      Then Alice's connection is still open

    @MQTT-3.1.2-22 @clock @soft
    Scenario: Keep Alive 0 and four seconds of silence
      A broker may disconnect a client for other reasons at any time.

      Given Alice is connected with
        | Keep Alive | 0 |
      When 4 seconds pass
      Then Alice's connection is still open

  Rule: Without a Server Keep Alive in CONNACK, the client's value holds

    @MQTT-3.2.2-22 @clock @soft
    Scenario: Keep Alive 4 and two and a half seconds of silence
      No sentence forbids to close earlier.

      Given Alice is connected with
        | Keep Alive | 4 |
      When Alice sends PINGREQ every 2.5 seconds for 5 seconds
      Then Alice's connection is still open
