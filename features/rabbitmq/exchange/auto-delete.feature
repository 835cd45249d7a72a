@rabbitmq
Feature: RabbitMQ's extensions — exchange.declare with auto-delete

  Background:
    Given Alice is connected

  Rule: An auto-delete exchange goes when its last binding goes, not before

    @RMQ-exchange.declare.auto-delete.amq_exchange_02 @probe:ex.autodelete-unbind
    Scenario: The last binding is undone
      Given Alice has declared the transient auto-delete direct exchange "orders"
      And Alice has declared the exclusive queue "desk" bound to "orders" with
        | paid |
      When Alice performs queue.unbind with
        | queue       | desk   |
        | exchange    | orders |
        | routing-key | paid   |
      Then Alice soon finds no exchange "orders"

    @RMQ-exchange.declare.auto-delete.amq_exchange_02 @probe:ex.autodelete-queue-delete
    Scenario: The last bound queue is deleted
      Given Alice has declared the transient auto-delete direct exchange "orders"
      And Alice has declared the exclusive queue "desk" bound to "orders" with
        | paid |
      When Alice performs queue.delete with
        | queue | desk |
      Then Alice soon finds no exchange "orders"

    @RMQ-exchange.declare.auto-delete.amq_exchange_02 @probe:ex.autodelete-unused-stays
    Scenario: An exchange that was never bound
      Given Alice has declared the transient auto-delete direct exchange "orders"
      When Alice closes channel 1
      Then Alice finds exchange "orders"

  Rule: On an exchange that exists the bit means nothing

    @RMQ-exchange.declare.auto-delete.amq_exchange_25 @probe:ex.redeclare-autodelete
    Scenario: Declaring it again with auto-delete
      Given Alice has declared the transient direct exchange "orders"
      When Alice performs exchange.declare with
        | exchange    | orders |
        | type        | direct |
        | auto-delete | true   |
      Then Alice finds exchange "orders"

    @RMQ-exchange.declare.auto-delete.amq_exchange_25 @probe:ex.redeclare-autodelete
    Scenario: Undoing the last binding of an exchange that was declared again with auto-delete
      Given Alice has declared the transient direct exchange "orders"
      And Alice has declared the exclusive queue "desk" bound to "orders" with
        | paid |
      When Alice performs exchange.declare with
        | exchange    | orders |
        | type        | direct |
        | auto-delete | true   |
      And Alice performs queue.unbind with
        | queue       | desk   |
        | exchange    | orders |
        | routing-key | paid   |
      Then Alice finds exchange "orders"
