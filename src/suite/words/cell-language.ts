/** A way to write something in a cell, and what it means. */
export interface CellForm {
  readonly form: string;
  readonly means: string;
}

/** The language of the tables, as docs/steps.md tells it: a chapter is what kind of cell or table it is. */
export const CELL_LANGUAGE: readonly {
  readonly chapter: string;
  readonly about: string;
  readonly forms: readonly CellForm[];
}[] = [
  {
    chapter: 'Values that are sent',
    about:
      'The same for fields of MQTT packets and for arguments and properties of AMQP, by the names of the standards.',
    forms: [
      { form: '`meter/7`, `desk`', means: 'a name: on the wire with the prefix of the scenario' },
      { form: '`exactly meter/7`', means: 'a name as it stands' },
      { form: '`amq.direct`, `$share/…`', means: 'names of the standards keep their place' },
      { form: '`<desk>`', means: 'AMQP: the name of a queue in the place of a routing key' },
      { form: '`42 kWh`', means: 'a text, UTF-8; an empty cell is the empty text' },
      { form: '`\\u00E9`, `\\u{1F600}`, `\\0`', means: 'a character that a feature could not show otherwise' },
      { form: '`meter/… to 65535 bytes`', means: 'filled up with `x` to so many octets, the prefix counted in' },
      { form: '`hex 00 FF`', means: 'octets, in a payload or body' },
      { form: '`hex 00 to FF … to 1000 bytes`', means: 'every octet in turn, in a payload or body' },
      {
        form: '`10`, `0x81 Malformed Packet`, `2 seconds`',
        means: 'a number, decimal or hex; words behind it are for the reader',
      },
      { form: '`1`, `0`, `true`, `false`', means: 'a bit' },
      { form: '`absent`', means: 'in a table with a row of headings: nothing is sent' },
      { form: '`<user>`, `<password>`', means: 'AMQP: what the target wants for a login' },
      { form: '`offered`, `offered+1`', means: 'AMQP: what the broker has proposed in connection.tune, and more' },
      { form: '`the announced maximum + 1`', means: 'MQTT: beyond what CONNACK permits, for a Topic Alias' },
      { form: '`meter/7 at QoS 1, No Local`', means: 'MQTT: a subscription and its options' },
      { form: '`unit = kWh`', means: 'MQTT: a User Property' },
      {
        form: '`x-match: all, a: 1, b: "two words", c: V, d: {e: true}, f: [1, l 2]`',
        means: 'AMQP: a field table; a letter in front says the type',
      },
    ],
  },
  {
    chapter: 'Values that are received',
    about: 'What a cell says of a field, argument or property that came. Beside these, the value itself as above.',
    forms: [
      { form: '`0x00 or 0x02`', means: 'one of them' },
      { form: '`absent`', means: 'it is not there' },
      { form: '`present`', means: 'it is there, whatever its value' },
      { form: '`not empty`', means: 'a text of at least one character' },
      { form: '`other than 0`, `other than 0 or 1`', means: 'it is there and none of them' },
      { form: '`80 to 98`', means: 'a number between them, both included' },
      { form: '`at least 4096`', means: 'a number' },
      { form: '`/^amq\\./`', means: 'a regular expression on the text of the value' },
      { form: '`each 0 or 1`', means: 'every member of a list' },
      { form: '`0, 1, 0x80`', means: 'MQTT: a list of codes, in this order' },
      { form: '`a = 1; b = 2`', means: 'MQTT: all User Properties, in this order' },
      { form: '`at least a = 1; b = 2`', means: 'MQTT: these User Properties in this order, among others' },
      { form: '`at least, in any order, a = 1; b = 2`', means: 'MQTT: these User Properties, among others' },
      { form: '`absent, or at most 100 octets in all`', means: 'MQTT: it must not make its packet larger than that' },
      {
        form: '`as before`, `another than before`',
        means: 'MQTT: the Packet Identifier of the earlier delivery of that payload',
      },
    ],
  },
  {
    chapter: '"One of"',
    about:
      'Each row of "the broker answers Alice with one of" is a reaction that the standard permits. A cell that is no part of a reaction says what it means.',
    forms: [
      { form: '`closed`', means: 'the connection ends, without a word' },
      { form: '`ignored`', means: 'no answer at all: what is asked next is answered' },
      {
        form: '`CONNACK 0x01 or 0x84, then closed`',
        means: 'MQTT: that packet with one of these codes, then the end of the connection',
      },
      { form: '`CONNACK other than 0x00, then closed`', means: 'MQTT: with any other code' },
      { form: '`PUBCOMP`', means: 'MQTT: that packet, whatever its code; the connection stays' },
      { form: '`channel 1`, `404 NOT_FOUND`', means: 'AMQP: a channel exception; `any reply` for whatever code' },
      {
        form: '`connection`, `503 COMMAND_INVALID`',
        means: 'AMQP: a connection exception, then the end of the connection',
      },
      {
        form: '`protocol header`',
        means: 'AMQP: eight octets that offer a protocol, then the end; `AMQP 00 00 09 01`: those very octets',
      },
      {
        form: '`queue.declare-ok`, `queue = desk`',
        means: 'AMQP: that method or message, an argument in the language above',
      },
      { form: '`basic.get-ok`, `as it was published`', means: 'AMQP: the message as the client has published it' },
      {
        form: '`queue.bind-ok`, `"shelf" leads to "desk"`',
        means:
          'AMQP: where the broker chose that, this is checked; also `"desk" keeps its consumer`, `the channel goes on`, `frames keep to the proposal`, `channels keep to the proposal`',
      },
    ],
  },
  {
    chapter: 'Byte tables',
    about: 'Two cells a row: octets, and what they mean. The first is hex (`C0 00`) or one of these tokens.',
    forms: [
      {
        form: '`string:meter/7`',
        means: 'MQTT: two octets of length, then a Topic Name or Filter; `string:meter/ + FF` with octets behind it',
      },
      { form: '`client:Alice`', means: 'MQTT: two octets of length, then a Client Identifier' },
      {
        form: '`remaining`, `remaining+1`',
        means: 'MQTT: the Remaining Length of what follows, up to the next packet; `+1` lies on purpose',
      },
      { form: '`packet:42 kWh`', means: 'MQTT: the Packet Identifier under which that message came' },
      { form: '`flags:02`', means: 'MQTT: Connect Flags, with those for the credentials that the target wants' },
      { form: '`credentials`', means: 'MQTT: User Name and Password of the target, nothing where it has none' },
      { form: '`short:desk`', means: 'AMQP: one octet of length, then the name of an exchange or queue' },
      { form: '`long:text`', means: 'AMQP: four octets of length, then the text as it stands' },
      { form: '`sasl:PLAIN`', means: 'AMQP: four octets of length, then the user and password of the target' },
      {
        form: '`size`, `size-1`',
        means: "AMQP: the size of the frame's payload, up to the row `CE`; `-1` lies on purpose",
      },
      { form: '`text:42 kWh`', means: 'a payload or body alone' },
    ],
  },
];
