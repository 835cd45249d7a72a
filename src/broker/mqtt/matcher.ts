import type { MqttDefectId, MqttDefects } from './defects.js';

/** Decides whether a Topic Filter matches a Topic Name: section 4.7. Shared filters come without `$share/name/`. */
export class Matcher {
  private readonly defects: MqttDefects;
  private readonly normalisers: readonly Normaliser[];

  constructor(defects: MqttDefects) {
    this.defects = defects;
    this.normalisers = NORMALISERS.filter((row) => defects.has(row.defect));
  }

  matches(filter: string, topic: string): boolean {
    const filterText = this.normalise(filter);
    const topicText = this.normalise(topic);
    if (topicText.startsWith('$') && this.isBarred(filterText)) return false;
    const wildcard = /[+#]/.test(filterText);
    if (!wildcard && this.defects.has('delivers-unmatched-topic'))
      return firstLevel(filterText) === firstLevel(topicText);
    if (this.defects.has('hash-matches-sibling') && filterText.endsWith('/#')) {
      if (topicText.startsWith(filterText.slice(0, -2))) return true;
    }
    return this.levelsMatch(filterText.split('/'), topicText.split('/'));
  }

  /** How a refused filter such as `T#` would match if it were served all the same. */
  matchesLoosely(filter: string, topic: string): boolean {
    const pattern = filter
      .replace(/^\$share\/[^/]*\/?/, '')
      .replace(/[.*?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('#', '.*')
      .replaceAll('+', '[^/]*');
    return new RegExp(`^${pattern}$`, 's').test(topic);
  }

  private normalise(text: string): string {
    return this.normalisers.reduce((result, row) => row.normalise(result), text);
  }

  /** A filter that begins with a wildcard does not see topics that begin with `$`. */
  private isBarred(filter: string): boolean {
    if (filter.startsWith('#')) return !this.defects.has('hash-matches-dollar-topics');
    return filter.startsWith('+') && !this.defects.has('plus-matches-dollar-topics');
  }

  private levelsMatch(filter: readonly string[], topic: readonly string[]): boolean {
    for (let index = 0; index < filter.length; index++) {
      const level = filter[index];
      if (level === '#') return index < topic.length || !this.defects.has('hash-misses-parent');
      if (level === '+' && topic.length > filter.length && this.defects.has('plus-matches-two-levels')) {
        const surplus = topic.length - filter.length + 1;
        return this.levelsMatch(filter.slice(index + 1), topic.slice(index + surplus));
      }
      const missing = index >= topic.length;
      if (missing) return level === '+' && index === filter.length - 1 && this.defects.has('plus-matches-parent');
      if (level !== '+' && level !== topic[index]) return false;
      if (level === '+' && topic[index] === '' && this.defects.has('plus-misses-empty-level')) return false;
    }
    return topic.length === filter.length;
  }
}

interface Normaliser {
  readonly defect: MqttDefectId;
  readonly normalise: (text: string) => string;
}

/** The standard forbids every one of these (4.7.3). */
const NORMALISERS: readonly Normaliser[] = [
  { defect: 'case-insensitive-topics', normalise: (text) => text.toLowerCase() },
  { defect: 'collapses-double-slash', normalise: (text) => text.replace(/\/{2,}/g, '/') },
  { defect: 'strips-trailing-slash', normalise: (text) => text.replace(/(?<=.)\/$/, '') },
  { defect: 'trims-topic', normalise: (text) => text.trim() },
  { defect: 'unicode-normalizes-topics', normalise: (text) => text.normalize('NFC') },
  { defect: 'ignores-bom-when-matching', normalise: (text) => text.replaceAll('\ufeff', '') },
];

const firstLevel = (text: string): string | undefined => text.split('/', 1)[0];
