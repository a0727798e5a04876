/** A picture at the bottom of the terminal that is redrawn in place, with text printed above it. */
export class LiveRegion {
  private readonly write: (text: string) => void;
  private readonly rows: () => number;
  private shown: string[] = [];

  /** @param rows - of the terminal now; 0 where a picture cannot be redrawn: only printed text is seen. */
  constructor(write: (text: string) => void, rows: number | (() => number)) {
    this.write = write;
    this.rows = typeof rows === 'number' ? () => rows : rows;
  }

  /** Prints text for good, above the picture. */
  print(text: string): void {
    this.write(`${this.erase()}${text}\n${this.shown.map((line) => `${line}\n`).join('')}`);
  }

  /** Replaces the picture. */
  live(text: string): void {
    const rows = this.rows();
    if (rows === 0) return;
    const erase = this.erase();
    // One that is taller than the terminal could not be erased.
    this.shown = text === '' ? [] : text.split('\n').slice(0, rows - 1);
    this.write(erase + this.shown.map((line) => `${line}\n`).join(''));
  }

  /** Takes the picture away. */
  end(): void {
    this.live('');
  }

  /** The terminal itself may have written into the line of the cursor: ^C. */
  private erase(): string {
    return this.shown.length === 0 ? '' : `\r\u001b[${this.shown.length}A\u001b[0J`;
  }
}
