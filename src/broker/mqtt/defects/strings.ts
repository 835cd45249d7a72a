import type { MqttProblemCode } from '../../../protocol/mqtt/problems.js';
import { type MqttRow, row } from './row.js';
import { tolerating, without } from './tolerance.js';

/** Every way of not being UTF-8; the last ones name a field themselves. */
const ILL_FORMED: readonly MqttProblemCode[] = [
  'MQTT_UTF8',
  'MQTT_UTF8_SURROGATE',
  'MQTT_UTF8_OVERLONG',
  'MQTT_UTF8_ABOVE_10FFFF',
  'MQTT_UTF8_TRUNCATED',
  'MQTT_TOPIC_UTF8',
  'MQTT_FILTER_UTF8',
  'MQTT_CLIENT_ID_UTF8',
  'MQTT_WILL_TOPIC_UTF8',
  'MQTT_USER_NAME_UTF8',
  'MQTT_UNSUBSCRIBE_FILTER_UTF8',
  'MQTT_RESPONSE_TOPIC_UTF8',
  'MQTT_CONTENT_TYPE_UTF8',
  'MQTT_USER_PROPERTY_UTF8',
];

/** Strings that are not UTF-8, or hold what they must not. */
export const STRING_DEFECTS: readonly MqttRow[] = [
  row(
    'accepts-utf8-surrogates',
    ['mqtt3/MQTT-1.5.3-1', 'mqtt5/MQTT-1.5.4-1'],
    'takes strings with encoded surrogates',
    { refusalOf: tolerating({ problems: ['MQTT_UTF8_SURROGATE'] }) },
  ),
  row(
    'accepts-overlong-utf8',
    ['mqtt3/MQTT-1.5.3-1', 'mqtt5/MQTT-1.5.4-1'],
    'takes strings with overlong UTF-8 sequences',
    { refusalOf: tolerating({ problems: ['MQTT_UTF8_OVERLONG'] }) },
  ),
  row(
    'accepts-truncated-utf8',
    ['mqtt3/MQTT-1.5.3-1', 'mqtt5/MQTT-1.5.4-1'],
    'takes strings that end inside a UTF-8 sequence',
    { refusalOf: tolerating({ problems: ['MQTT_UTF8_TRUNCATED'] }) },
  ),
  row(
    'accepts-utf8-above-10ffff',
    ['mqtt3/MQTT-1.5.3-1', 'mqtt5/MQTT-1.5.4-1'],
    'takes strings with code points above U+10FFFF',
    { refusalOf: tolerating({ problems: ['MQTT_UTF8_ABOVE_10FFFF'] }) },
  ),
  row(
    'accepts-ill-formed-clientid',
    ['mqtt3/MQTT-1.5.3-1', 'mqtt3/MQTT-3.1.3-4', 'mqtt5/MQTT-1.5.4-1', 'mqtt5/MQTT-3.1.3-4'],
    'takes a Client Identifier that is not UTF-8',
    { refusalOf: tolerating({ problems: ILL_FORMED, field: 'Client Identifier' }) },
  ),
  row(
    'accepts-ill-formed-topic',
    ['mqtt3/MQTT-1.5.3-1', 'mqtt3/MQTT-3.3.2-1', 'mqtt5/MQTT-3.3.2-1'],
    'takes a Topic Name that is not UTF-8',
    { refusalOf: tolerating({ problems: ILL_FORMED, field: 'Topic Name' }) },
  ),
  row(
    'accepts-ill-formed-filter',
    ['mqtt3/MQTT-3.8.3-1', 'mqtt5/MQTT-3.8.3-1'],
    'takes a Topic Filter that is not UTF-8 in SUBSCRIBE',
    {
      refusalOf: tolerating(
        { problems: ILL_FORMED, field: 'Topic Filter', in: ['SUBSCRIBE'] },
        { problems: ['MQTT_FILTER_TRUNCATED'] },
      ),
    },
  ),
  row(
    'accepts-ill-formed-unsubscribe-filter',
    ['mqtt3/MQTT-3.10.3-1', 'mqtt5/MQTT-3.10.3-1'],
    'takes a Topic Filter that is not UTF-8 in UNSUBSCRIBE',
    {
      refusalOf: tolerating(
        { problems: ['MQTT_UNSUBSCRIBE_FILTER_TRUNCATED'] },
        { problems: ILL_FORMED, field: 'Topic Filter', in: ['UNSUBSCRIBE'] },
      ),
    },
  ),
  row(
    'accepts-ill-formed-will-topic',
    ['mqtt3/MQTT-3.1.3-10', 'mqtt5/MQTT-3.1.3-11'],
    'takes a Will Topic that is not UTF-8',
    { refusalOf: tolerating({ problems: ILL_FORMED, field: 'Will Topic' }) },
  ),
  row(
    'accepts-ill-formed-username',
    ['mqtt3/MQTT-3.1.3-11', 'mqtt5/MQTT-3.1.3-12'],
    'takes a User Name that is not UTF-8',
    { refusalOf: tolerating({ problems: ILL_FORMED, field: 'User Name' }) },
  ),
  row('accepts-ill-formed-content-type', 'mqtt5/MQTT-3.3.2-19', 'takes a Content Type that is not UTF-8', {
    refusalOf: tolerating({ problems: ILL_FORMED, field: 'Content Type' }),
  }),
  row('accepts-ill-formed-response-topic', 'mqtt5/MQTT-3.3.2-13', 'takes a Response Topic that is not UTF-8', {
    refusalOf: tolerating({ problems: ILL_FORMED, field: 'Response Topic' }),
  }),
  row('accepts-ill-formed-user-property-name', 'mqtt5/MQTT-1.5.7-1', 'takes a User Property whose name is not UTF-8', {
    refusalOf: tolerating({ problems: ILL_FORMED, field: 'User Property Name' }),
  }),
  row(
    'accepts-ill-formed-user-property-value',
    'mqtt5/MQTT-1.5.7-1',
    'takes a User Property whose value is not UTF-8',
    { refusalOf: tolerating({ problems: ILL_FORMED, field: 'User Property Value' }) },
  ),
  row(
    'accepts-nul-in-clientid',
    ['mqtt3/MQTT-1.5.3-2', 'mqtt5/MQTT-1.5.4-2'],
    'takes a Client Identifier with U+0000',
    {
      refusalOf: tolerating({ problems: ['MQTT_UTF8_NUL'], field: 'Client Identifier' }),
      connectRefusals: without('control character in the identifier'),
    },
  ),
  row(
    'accepts-nul-in-topic',
    ['mqtt3/MQTT-1.5.3-2', 'mqtt3/MQTT-4.7.3-2', 'mqtt5/MQTT-1.5.4-2', 'mqtt5/MQTT-4.7.3-2'],
    'takes a Topic Name with U+0000',
    { refusalOf: tolerating({ problems: ['MQTT_UTF8_NUL'], field: 'Topic Name' }) },
  ),
  row(
    'accepts-nul-in-filter',
    ['mqtt3/MQTT-1.5.3-2', 'mqtt3/MQTT-4.7.3-2', 'mqtt5/MQTT-1.5.4-2', 'mqtt5/MQTT-4.7.3-2'],
    'takes a Topic Filter with U+0000',
    { refusalOf: tolerating({ problems: ['MQTT_UTF8_NUL'], field: 'Topic Filter' }) },
  ),
  row('accepts-nul-in-user-property', 'mqtt5/MQTT-1.5.4-2', 'takes a User Property with U+0000', {
    refusalOf: tolerating(
      { problems: ['MQTT_UTF8_NUL'], field: 'User Property Name' },
      { problems: ['MQTT_UTF8_NUL'], field: 'User Property Value' },
    ),
  }),
];
