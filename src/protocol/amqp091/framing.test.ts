import { describe, expect, it } from 'vitest';
import { parseHex } from '../../bytes/hex.js';
import { findFrame, incomplete, measureFrame, tooLarge, wrongFrameEnd } from './framing.js';

const hex = (text: string) => parseHex(text) ?? Buffer.alloc(0);
const heartbeat = hex('08 0000 00000000 CE');
const channelOpen = hex('01 0001 00000005 0014 000A 00 CE');

describe('finding frames', () => {
  it('measures a frame and a protocol header', () => {
    expect(measureFrame(heartbeat)).toBe(8);
    expect(measureFrame(channelOpen)).toBe(13);
    expect(measureFrame(hex('41 4D 51 50 00 00 09 01'))).toBe(8);
    expect(findFrame(hex('41 4D 51 50 00 00 09 01'))).toEqual({ status: 'complete', kind: 'protocol-header', size: 8 });
    expect(findFrame(channelOpen)).toEqual({ status: 'complete', kind: 'frame', size: 13 });
  });

  it('waits at every shorter length', () => {
    for (const whole of [channelOpen, hex('41 4D 51 50 00 00 09 01')]) {
      for (let length = 0; length < whole.length; length++) {
        expect(measureFrame(whole.subarray(0, length))).toBe(incomplete);
        expect(findFrame(whole.subarray(0, length)).status).toBe('incomplete');
      }
    }
    expect(findFrame(channelOpen.subarray(0, 9))).toEqual({ status: 'incomplete', size: 13 });
  });

  it('finds the second of two frames', () => {
    const both = Buffer.concat([heartbeat, channelOpen]);
    expect(measureFrame(both, 8)).toBe(13);
    expect(measureFrame(both, 8, 12)).toBe(incomplete);
  });

  it('refuses a wrong frame end', () => {
    const bytes = hex('08 0000 00000000 CD');
    expect(measureFrame(bytes)).toBe(wrongFrameEnd);
    expect(findFrame(bytes)).toEqual({ status: 'malformed', code: 'AMQP_FRAME_END', size: 8 });
  });

  it('refuses more than the limit as soon as the size is known', () => {
    const bytes = hex('03 0001 FFFFFFFF');
    expect(measureFrame(bytes, 0, bytes.length, 4096)).toBe(tooLarge);
    expect(findFrame(bytes, 0, bytes.length, 4096)).toEqual({
      status: 'malformed',
      code: 'AMQP_FRAME_TOO_LARGE',
      size: 0xffffffff + 8,
    });
    expect(measureFrame(bytes)).toBe(incomplete);
    const limit = hex('03 0001 00000001 00 CE');
    expect(measureFrame(limit, 0, limit.length, 9)).toBe(9);
    expect(measureFrame(limit, 0, limit.length, 8)).toBe(tooLarge);
  });
});
