import * as net from 'node:net';
import { describe, expect, it } from 'vitest';
import { startBroker } from './broker.js';
import { parseSetting, settingsWith } from './settings.js';

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

describe('starting the broker', () => {
  it('suggests a name for a defect that does not exist', async () => {
    await expect(startBroker({ defects: ['accept-alias-0'] })).rejects.toThrow(
      'unknown defect accept-alias-0 (did you mean accepts-alias-0?)',
    );
  });

  it('reads settings as they are written on a command line', () => {
    expect(parseSetting('maximum-qos=1')).toEqual({ maximumQos: 1 });
    expect(parseSetting('retainAvailable=false')).toEqual({ retainAvailable: false });
    expect(() => parseSetting('maximum-qso=1')).toThrow('unknown setting maximumQso (did you mean maximumQos?)');
    expect(() => parseSetting('maximum-qos=9')).toThrow('setting maximumQos must be a whole number from 0 to 2, not 9');
    expect(() => parseSetting('heartbeat=1.5')).toThrow('must be a whole number');
    expect(() => parseSetting('maximum-qos=one')).toThrow('setting maximumQos must be a number, not "one"');
    expect(() => settingsWith({ maximumQos: '1' as unknown as number })).toThrow('must be a number');
  });

  it('listens where it says, comes back on the same ports, and ends', async () => {
    const broker = await startBroker({ amqpPort: null, wsPort: 0 });
    const { mqttPort = 0, wsPort = 0 } = broker;
    expect(broker.amqpPort).toBeUndefined();
    expect(await isListening(mqttPort)).toBe(true);
    await broker.restart();
    expect([await isListening(mqttPort), await isListening(wsPort)]).toEqual([true, true]);
    await broker.close();
    expect(await isListening(mqttPort)).toBe(false);
  });

  it('leaves nothing open where a port cannot be had', async () => {
    const first = await startBroker({ amqpPort: null });
    await expect(startBroker({ mqttPort: first.mqttPort ?? 0, amqpPort: null })).rejects.toThrow('EADDRINUSE');
    await first.close();
  });
});
