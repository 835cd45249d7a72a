import { chosenSubprotocol } from '../../../net/transport/web-socket.js';
import { ExpectationFailed, NotApplicable } from '../../../result/expectation.js';
import { type StepDefinition, step } from '../../step.js';
import type { World } from '../../world.js';
import { mqttClient } from './client.js';

/** MQTT over WebSocket: its frames and its handshake. */
export const MQTT_WEB_SOCKET_STEPS: readonly StepDefinition[] = [
  step(
    '{client} is connected over websocket',
    (world: World, name: string) => overWebSocket(world, name).connect(),
    'up to CONNACK; not applicable where no WebSocket listener is configured',
  ),
  step(
    '{client} has a websocket connection',
    (world: World, name: string) => overWebSocket(world, name).openNetwork(),
    'the WebSocket alone: the first octet of MQTT is still to be sent',
  ),
  step('every frame sent to {client} is binary', (world: World, name: string) => {
    const { textFrames, received } = mqttClient(world, name).link;
    if (textFrames === 0) return;
    const entry = received.at(-1)?.entry;
    throw new ExpectationFailed(
      ['every WebSocket frame from the broker is binary'],
      `${textFrames} text frames`,
      entry === undefined ? {} : { entry },
    );
  }),
  step(
    '{client} offers the subprotocols {string}',
    async (world: World, name: string, offered: string) => {
      const names = offered.split(', ');
      const { timeoutMs } = world.options;
      const chosen = await chosenSubprotocol(urlOf(world), names, timeoutMs, world.doubt(timeoutMs));
      const text = `offers ${offered}; the broker answers ${chosen ?? 'none'}`;
      world.transcript.add({ actor: name, direction: 'event', title: 'handshake', text });
      world.state(handshake).chosen = chosen;
    },
    'in the handshake of a WebSocket',
  ),
  step('the broker chooses the subprotocol {string}', (world: World, wanted: string) => {
    const { chosen } = world.state(handshake);
    if (chosen === wanted) return;
    throw new ExpectationFailed([`the broker chooses the subprotocol ${wanted}`], `it chose ${chosen ?? 'none'}`);
  }),
];

const handshake = (): { chosen?: string | undefined } => ({});

function overWebSocket(world: World, name: string) {
  urlOf(world);
  return Object.assign(mqttClient(world, name), { overWebSocket: true });
}

function urlOf(world: World): string {
  const { webSocketUrl } = world.options.target;
  if (webSocketUrl === undefined) throw new NotApplicable('no WebSocket listener is configured');
  return webSocketUrl;
}
