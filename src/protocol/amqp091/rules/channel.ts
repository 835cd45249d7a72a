import { Consumers } from './consumers.js';
import { Content } from './content.js';
import { DeliveryTags } from './delivery-tags.js';
import { Questions } from './questions.js';

/** One channel from its channel.open on, or as much of it as was seen. */
export class Channel {
  readonly number: number;
  state: 'new' | 'open' | 'closing' | 'closed';
  /** Open, and everything of it since channel.open was seen: what is not known here has not been. */
  isWhole = false;
  /** By the direction that sends them. */
  readonly content: readonly [Content, Content] = [new Content(), new Content()];
  /** By the direction that asks. */
  readonly questions: readonly [Questions, Questions] = [new Questions(), new Questions()];
  /** Requests of the client that wanted no answer: their codes. */
  readonly silent = new Set<number>();
  readonly consumers = new Consumers();
  readonly tags = new DeliveryTags();
  /** False where the broker chose a consumer tag that nobody saw. */
  knowsConsumers = true;
  /** Acknowledgements count from tx.commit on. */
  isTransacted = false;

  constructor(number: number, isWhole: boolean) {
    this.number = number;
    this.state = number === 0 ? 'open' : 'new';
    this.isWhole = isWhole && number === 0;
  }

  /** At channel.open all is new. */
  open(isWhole: boolean): void {
    this.state = 'open';
    this.isWhole = isWhole;
    this.questions[0].clear();
    this.questions[1].clear();
    this.silent.clear();
    this.consumers.clear();
    this.tags.clear();
    this.knowsConsumers = true;
    this.isTransacted = false;
  }
}
