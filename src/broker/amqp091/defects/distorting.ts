import { distortedMethods, type MethodDistortionId } from '../../../mutants/amqp091/method-distortions.js';
import { PROPERTY_DISTORTIONS, type PropertyDistortionId } from '../../../mutants/amqp091/property-distortions.js';
import type { AmqpConduct } from '../conduct.js';
import { row } from './row.js';

/** A defect that stands in the octets of outgoing methods; the distortion has its name. */
export function distortedMethod(id: MethodDistortionId, breaks: string | readonly string[], about: string) {
  return row(id, breaks, about, {
    methodOctets: (strict: AmqpConduct['methodOctets']) => distortedMethods(id, strict),
  });
}

/** A defect that stands in the properties that go out with a message. */
export function distortedProperties(id: PropertyDistortionId, breaks: string | readonly string[], about: string) {
  return row(id, breaks, about, {
    propertyListOf: (strict: AmqpConduct['propertyListOf']) => (message) => PROPERTY_DISTORTIONS[id](strict(message)),
  });
}
