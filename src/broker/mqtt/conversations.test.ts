import { describe, expect, it } from 'vitest';
import { CONVERSATIONS, type Conversation } from '../testing/conversations.js';
import { Room } from '../testing/room.js';
import { MQTT_DEFECTS, type MqttDefectId } from './defects.js';

async function transcript(conversation: Conversation, defects: readonly MqttDefectId[]): Promise<readonly string[]> {
  const room = await Room.open(defects, conversation.settings);
  try {
    await conversation.hold(room);
    return room.lines;
  } finally {
    await room.close();
  }
}

/** Identifiers that the conversations count up differ from run to run; what they answer does not. */
const plain = (lines: readonly string[]): string =>
  lines.join('\n').replace(/((?:40|50|70|90|b0) \S\S) 00 [6-9a-f]\S/g, '$1 ....');

describe.concurrent('a conversation of 5.0', () => {
  it.each(CONVERSATIONS)('$name', async (conversation) => {
    const usual = await transcript(conversation, []);
    expect(usual.filter((line) => line.endsWith('silence'))).toEqual([]);
    const unchanged = await Promise.all(
      conversation.defects.map(async (defect) =>
        plain(await transcript(conversation, [defect])) === plain(usual) ? [defect] : [],
      ),
    );
    expect(unchanged.flat()).toEqual([]);
  });
});

describe('the conversations', () => {
  it('know every defect of 5.0 that 3.1.1 does not share', () => {
    const known = new Set(CONVERSATIONS.flatMap(({ defects }) => defects));
    const own = MQTT_DEFECTS.filter(({ breaks }) => breaks.every((key) => key.startsWith('mqtt5/')));
    expect(own.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
  });
});
