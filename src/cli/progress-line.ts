/** Progress on stderr: one line that changes in a terminal, a plain line now and then elsewhere. */

/** Shortest time between two plain lines, in ms. */
const PLAIN_MS = 2_000;
const CLEAR_LINE = '\r\u001b[2K';

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export class ProgressLine {
  private shown = false;
  private plainAt = -Infinity;

  constructor(
    private readonly output: Output = process.stderr,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Something passing; without a terminal it may be left out. */
  update(text: string): void {
    if (this.output.isTTY) {
      this.output.write(CLEAR_LINE + text.slice(0, (this.output.columns ?? 80) - 1));
      this.shown = true;
    } else if (this.now() - this.plainAt >= PLAIN_MS) {
      this.plainAt = this.now();
      this.output.write(`${text}\n`);
    }
  }

  /** Something to keep: a line of its own. */
  note(text: string): void {
    this.clear();
    this.output.write(`${text}\n`);
  }

  /** Takes the changing line away. */
  clear(): void {
    if (this.shown) this.output.write(CLEAR_LINE);
    this.shown = false;
  }
}
