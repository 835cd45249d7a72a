/** The lines at the bottom of a terminal that are drawn anew; everything else scrolls above them. */
export class LiveRegion {
  private readonly write: (text: string) => void;
  private readonly draw: () => readonly string[];
  private readonly moves: boolean;
  private drawn = 0;
  private timer: NodeJS.Timeout | undefined;
  private stale = false;

  /** `draw` answers the lines as they are now, none wider than the terminal; without `moves` there is no region. */
  constructor(write: (text: string) => void, draw: () => readonly string[], moves: boolean) {
    this.write = write;
    this.draw = draw;
    this.moves = moves;
  }

  start(): void {
    if (!this.moves) return;
    this.write(hideCursor);
    // At most ten times a second, and only when something has changed.
    this.timer = setInterval(() => {
      if (this.stale) this.redraw();
    }, 100);
    this.timer.unref();
    this.redraw();
  }

  touch(): void {
    this.stale = true;
  }

  /** Prints lines that stay, above the region. */
  print(text: string): void {
    this.write(this.erasure() + text);
    this.drawn = 0;
    if (this.timer !== undefined) this.redraw();
  }

  end(): void {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.write(this.erasure() + showCursor);
    this.drawn = 0;
  }

  private redraw(): void {
    const lines = this.draw();
    this.write(this.erasure() + lines.map((line) => `${line}\n`).join(''));
    this.drawn = lines.length;
    this.stale = false;
  }

  private erasure(): string {
    return this.drawn === 0 ? '' : `\r\x1b[${this.drawn}A\x1b[0J`;
  }
}

const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';
