/** A picture at the bottom of the terminal that is redrawn in place, with text printed above it. */
export class LiveRegion {
  private readonly write: (text: string) => void;
  private readonly isLive: boolean;
  private shown: string[] = [];

  /** @param isLive - false where a picture cannot be redrawn: then only printed text is seen. */
  constructor(write: (text: string) => void, isLive: boolean) {
    this.write = write;
    this.isLive = isLive;
  }

  /** Prints text for good, above the picture. */
  print(text: string): void {
    this.write(`${this.erase()}${text}\n${this.shown.map((line) => `${line}\n`).join('')}`);
  }

  /** Replaces the picture. */
  live(text: string): void {
    if (!this.isLive) return;
    const erase = this.erase();
    this.shown = text === '' ? [] : text.split('\n');
    this.write(erase + this.shown.map((line) => `${line}\n`).join(''));
  }

  /** Takes the picture away. */
  end(): void {
    this.live('');
  }

  private erase(): string {
    return this.shown.length === 0 ? '' : `\u001b[${this.shown.length}A\u001b[0J`;
  }
}
