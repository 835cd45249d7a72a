import type { DecodedFrame } from '../../../protocol/amqp091/decode.js';
import { isTable } from '../../../protocol/amqp091/field-table.js';
import type { AmqpArguments, FieldTable, FieldTableValue } from '../../../protocol/amqp091/frame.js';
import type { AmqpConduct } from '../conduct.js';

/** Dies of such a frame: every connection ends and none is taken any more. */
export function dying(when: (decoded: DecodedFrame) => boolean) {
  return {
    refusesOctets:
      (strict: AmqpConduct['refusesOctets']): AmqpConduct['refusesOctets'] =>
      (connection, decoded) => {
        if (!when(decoded)) return strict(connection, decoded);
        connection.server.die();
        return true;
      },
  };
}

export function hasProblem(code: string) {
  return ({ problems }: DecodedFrame) => problems.some((problem) => problem.code === code);
}

export function ofMethod(method: string, when: (values: AmqpArguments) => boolean) {
  return ({ frame }: DecodedFrame) => frame?.type === 'method' && frame.method === method && when(frame.arguments);
}

export function ofProperty(property: string, when: (value: unknown) => boolean) {
  return ({ frame }: DecodedFrame) => {
    const value = frame?.type === 'content-header' ? frame.properties[property] : undefined;
    return value !== undefined && when(value);
  };
}

export function hasTable(when: (table: FieldTable) => boolean) {
  return ({ frame }: DecodedFrame) => {
    const given = frame?.type === 'method' ? frame.arguments : frame?.type === 'content-header' ? frame.properties : {};
    return Object.values(given).some((value) => isTable(value) && when(value));
  };
}

export function valuesIn(table: FieldTable): readonly FieldTableValue[] {
  return table.entries.flatMap(({ value }) => [value, ...(isTable(value.value) ? valuesIn(value.value) : [])]);
}

export function depth(table: FieldTable): number {
  return 1 + Math.max(0, ...table.entries.map(({ value }) => (isTable(value.value) ? depth(value.value) : 0)));
}
