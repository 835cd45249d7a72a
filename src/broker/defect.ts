/** One thing that a broken broker does; everything else it does right. */
export interface Defect {
  /** `accepts-alias-0` */
  readonly id: string;
  /** Keys of the statements that it breaks: `mqtt5/MQTT-3.3.2-8`. Empty where no statement has a number. */
  readonly breaks: readonly string[];
  /** What the broken broker does, in one line. */
  readonly about: string;
}
