import type { MqttConduct } from './conduct.js';
import type { Connection } from './connection.js';
import type { MqttDefects } from './defects.js';
import { Matcher } from './matcher.js';
import type { Message } from './message.js';
import { Retained } from './retained.js';
import { Router } from './router.js';
import { Sessions } from './sessions.js';
import type { MqttSettings } from './settings.js';
import { Wills } from './wills.js';

/** What the connections of one broker share. */
export class Hub {
  readonly settings: MqttSettings;
  readonly conduct: MqttConduct;
  readonly defects: MqttDefects;
  readonly connections = new Set<Connection>();
  readonly matcher: Matcher;
  readonly retained: Retained;
  readonly sessions: Sessions;
  readonly router: Router;
  readonly wills: Wills;
  private assigned = 0;

  constructor(settings: MqttSettings, conduct: MqttConduct, defects: MqttDefects) {
    this.settings = settings;
    this.conduct = conduct;
    this.defects = defects;
    this.matcher = new Matcher(defects);
    this.retained = new Retained(defects, this.matcher);
    this.sessions = new Sessions(this);
    this.router = new Router(this);
    this.wills = new Wills(this);
  }

  /** Retains the message where it is to be retained, and delivers it; answers how many subscriptions it matched. */
  publish(message: Message): number {
    this.retained.consider(message);
    return this.router.route(message);
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
