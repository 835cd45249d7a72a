/** One probe of the AMQP catalogue. Its scenario carries the tag `@probe:<id>`. */
export interface Probe {
  /** `proto.header-http` */
  readonly id: string;
  /** `frame`, `connection`, `channel`, `exchange`, `routing`, `queue`, `basic`, `tx`, `confirm`, `table`, `x-`. */
  readonly group: string;
  /** Keys of the statements that it tests. */
  readonly statements: readonly string[];
  readonly title: string;
  /** Some of its outcomes are shown and not judged. */
  readonly report?: true;
  /** RabbitMQ 3.10 was measured to answer otherwise. */
  readonly rabbitmqDeviates?: true;
}
