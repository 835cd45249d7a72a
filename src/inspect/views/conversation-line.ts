import { quoted } from '../../bytes/text.js';
import { elapsed } from '../../capture/capture-time.js';
import type { TcpStream } from '../../capture/flow.js';
import type { Conversation } from '../conversation.js';
import { endpointText } from '../record.js';
import { type Look, signsOf } from './look.js';

/** When the capture began: times are shown from there. */
export interface Start {
  readonly seconds: number;
  readonly nanos: number;
}

/** `c1  127.0.0.1:50412 → 127.0.0.1:1883   MQTT 5.0   0.000–0.017 s, closed by the server` */
export function conversationLine(conversation: Conversation, start: Start, look: Look, last?: Start): string {
  const { paint } = look;
  const parts = [
    `${paint.bold(nameOf(conversation))}  ${endpointsText(conversation, look)}`,
    paint.cyan(spokenText(conversation)),
  ];
  const { flow, firstSeconds, firstNanos } = conversation;
  if (endpointText(flow.endpoints[0]) === '') return parts.slice(1).join('   ');
  const from = elapsed(start.seconds, start.nanos, firstSeconds, firstNanos).toFixed(3);
  const closing = (flow as Partial<TcpStream>).closing;
  const end = closing ?? last;
  const to =
    end === undefined
      ? ''
      : `${signsOf(look).dash}${elapsed(start.seconds, start.nanos, end.seconds, end.nanos).toFixed(3)}`;
  const how = closing === undefined ? '' : closingText(conversation, closing);
  return [...parts, `${from}${to} s${how === '' ? '' : `, ${how}`}`].join('   ');
}

/** `c1` is the first TCP connection of the capture, `u1` the first UDP flow. */
export function nameOf(conversation: Conversation): string {
  const { flow } = conversation;
  return `${(flow as { readonly transport?: string }).transport === 'udp' ? 'u' : 'c'}${flow.number + 1}`;
}

function endpointsText({ flow, client }: Conversation, look: Look): string {
  const [first, second] = flow.endpoints.map(endpointText);
  const signs = signsOf(look);
  if (client === 1) return `${second} ${signs.to} ${first}`;
  return client === 0 ? `${first} ${signs.to} ${second}` : `${first} ${signs.dash} ${second}`;
}

/** `MQTT 5.0`, `MQTT 3.1.1 over WebSocket`, `TLS 1.3, server name "broker.example"`, `HTTP`. */
export function spokenText(conversation: Conversation): string {
  const { spoken, kind, tls, tlsVersion, webSocket } = conversation;
  if (spoken !== undefined) {
    const version = spoken.version === null ? ', version not known' : ` ${spoken.version}`;
    return `${spoken.protocol.family}${version}${webSocket === undefined ? '' : ' over WebSocket'}`;
  }
  if (kind === 'tls') {
    const name = tls?.serverName === undefined ? '' : `, server name ${quoted(tls.serverName)}`;
    const alpn = tls === undefined || tls.alpn.length === 0 ? '' : `, offers ${tls.alpn.map(quoted).join(' ')}`;
    return `${tlsVersion ?? (tls === undefined ? 'TLS' : `${tls.version} offered`)}${name}${alpn}`;
  }
  if (webSocket !== undefined) return webSocket.compressed ? 'WebSocket, compressed (permessage-deflate)' : 'WebSocket';
  if (kind === 'http') return 'HTTP';
  return conversation.bytes === 0 ? 'no content' : 'not recognised';
}

type Closing = NonNullable<TcpStream['closing']>;

function closingText({ client }: Conversation, { how, by }: Closing): string {
  const who = by === undefined || client === undefined ? '' : by === client ? ' by the client' : ' by the server';
  switch (how) {
    case 'fin':
      return `closed${who}`;
    case 'half':
      return `half closed${who}`;
    case 'rst':
      return `reset${who}`;
    case 'reused':
      return 'replaced by a new connection';
    case 'evicted':
      return 'let go by the limit on connections';
    default:
      return 'still open at the end';
  }
}
