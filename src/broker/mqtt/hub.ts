import type { MqttConduct } from './conduct.js';
import type { Connection } from './connection.js';
import type { Message } from './message.js';
import { Retained } from './retained.js';
import { Sessions } from './sessions.js';
import type { MqttSettings } from './settings.js';
import { Wills } from './wills.js';

/** What the connections of one broker share. */
export class Hub {
  readonly settings: MqttSettings;
  readonly conduct: MqttConduct;
  readonly connections = new Set<Connection>();
  readonly retained = new Retained();
  readonly sessions: Sessions;
  readonly wills: Wills;
  /** Whose turn it is in each shared subscription. */
  readonly turns = new Map<string, number>();
  private assigned = 0;

  constructor(settings: MqttSettings, conduct: MqttConduct) {
    this.settings = settings;
    this.conduct = conduct;
    this.sessions = new Sessions(this);
    this.wills = new Wills(this);
  }

  /** Retains the message where it is to be retained, and delivers it; answers how many subscriptions it matched. */
  publish(message: Message): number {
    this.conduct.retain(this, message);
    return this.conduct.route(this, message);
  }

  /** A Client Identifier that no session has. */
  assignClientId(): string {
    do this.assigned++;
    while (this.sessions.find(`assigned${this.assigned}`) !== undefined);
    return `assigned${this.assigned}`;
  }

  /** Topics that nobody may publish to: the broker's own, and those an operator has barred. */
  isDenied(topic: string): boolean {
    const { deniedTopicLevel } = this.settings;
    if (topic.startsWith('$SYS/')) return true;
    return deniedTopicLevel !== '' && topic.split('/').includes(deniedTopicLevel);
  }
}
