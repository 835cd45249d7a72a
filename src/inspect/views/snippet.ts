/** ASCII that is written again and again, made ready to be copied eight octets at a time. */
export class Snippet {
  readonly length: number;
  /** The octets, eight in each number; the last is filled up with zeros. No number is a NaN, whose bits might change. */
  readonly words: Float64Array;

  constructor(text: string) {
    this.length = text.length;
    this.words = new Float64Array(Math.ceil(text.length / 8));
    const view = new DataView(new ArrayBuffer(this.words.length * 8));
    for (let at = 0; at < text.length; at++) view.setUint8(at, text.charCodeAt(at));
    for (let i = 0; i < this.words.length; i++) this.words[i] = view.getFloat64(8 * i, true);
  }
}
