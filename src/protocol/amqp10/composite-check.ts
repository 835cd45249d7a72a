import type { Composite } from './definitions.js';
import { type Amqp10Value, itemsOf } from './value.js';
import type { Walk } from './walk.js';

/** A value of a known composite type: it is a list, mandatory fields are there, and fields have their types. */
export function checkComposite(walk: Walk, composite: Composite, list: Amqp10Value, start: number, end: number): void {
  if (list.type !== 'list') {
    walk.report('AMQP10_FIELD_TYPE', start, end, `${composite.name} is a ${list.type}, must be a list`);
    return;
  }
  const items = itemsOf(list);
  if (items.length > composite.fields.length) {
    const message = `${composite.name} with ${items.length} fields, it has ${composite.fields.length}`;
    walk.report('AMQP10_FIELD_COUNT', start, end, message);
  }
  composite.fields.forEach((field, index) => {
    const item = items[index];
    if (item === undefined || item.type === 'null') {
      if (field.mandatory) walk.report('AMQP10_MANDATORY', start, end, `${composite.name} without ${field.name}`);
      return;
    }
    if (field.type === 'any' || item.type === field.type || (field.multiple && item.type === 'array')) return;
    const message = `${field.name} of ${composite.name} is a ${item.type}, must be a ${field.type}`;
    walk.report('AMQP10_FIELD_TYPE', start, end, message);
  });
}
