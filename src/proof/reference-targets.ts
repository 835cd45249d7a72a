import type { Broker, BrokerOptions } from '../broker/broker.js';
import type { Target } from '../net/target.js';
import { SERVICE_NAMES, type ServiceName, serviceOf } from '../protocol/services.js';

/** The doors of a reference broker on this machine, each as a target. */
export function targetsOf(broker: Broker): Target[] {
  return SERVICE_NAMES.flatMap((protocol) => {
    const port = broker[`${protocol}Port`];
    if (port === undefined) return [];
    const isOverWebSocket = broker.wsPort !== undefined && 'ws' in serviceOf(protocol).schemes;
    const webSocket = isOverWebSocket ? { webSocketUrl: `ws://127.0.0.1:${broker.wsPort}` } : {};
    return [{ protocol, host: '127.0.0.1', port, url: `${protocol}://127.0.0.1:${port}`, ...webSocket }];
  });
}

/** A free port for one protocol, none for the others. */
export function doorsFor(protocol: ServiceName): BrokerOptions {
  return Object.fromEntries(SERVICE_NAMES.map((name) => [`${name}Port`, name === protocol ? 0 : null]));
}
