import { describe, expect, it } from 'vitest';
import { UsageError } from '../result/expectation.js';
import { parseTarget } from './target.js';

describe('a target', () => {
  it('takes its protocol from the scheme or a well-known port, or leaves it to a probe', () => {
    expect(parseTarget('localhost:5672')).toMatchObject({ protocol: 'amqp', host: 'localhost', port: 5672 });
    expect(parseTarget('localhost')).toMatchObject({ protocol: 'mqtt', port: 1883 });
    expect(parseTarget('localhost:4711')).toMatchObject({ protocol: undefined, port: 4711, url: 'localhost:4711' });
    expect(parseTarget('AMQP://[::1]')).toMatchObject({ protocol: 'amqp', host: '::1', url: 'amqp://[::1]:5672' });
  });

  it('takes user, password and virtual host as the URL escapes them', () => {
    expect(parseTarget('amqp://a%40b:c%2Fd@host/%2Fstock')).toMatchObject({
      user: 'a@b',
      password: 'c/d',
      vhost: '/stock',
    });
  });

  it('keeps the path and the query of a WebSocket', () => {
    expect(parseTarget('ws://host:8080/mqtt?token=1').webSocketUrl).toBe('ws://host:8080/mqtt?token=1');
  });

  it.each(['amqp://host/%zz', 'mqtt://%zz@host', 'mqtt://a:%zz@host', 'http://host', 'mqtt://', 'host:99999', ''])(
    'is refused as a mistake of the user: "%s"',
    (text) => {
      expect(() => parseTarget(text)).toThrow(UsageError);
    },
  );
});
