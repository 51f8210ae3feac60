/** Short cells that were met before: columns of few different values need no text cut out and no map for most cells. */

const SLOTS = 512;
/** Characters packed into one 32-bit key, 7 bits each; two keys make up a cell. */
const PER_KEY = 4;
const NONE = -1;

/** Remembers a code (−32,768 … 32,767) for ASCII cells of up to 8 characters; each new one may push out an older one. */
export class CellCache {
  private readonly first = new Int32Array(SLOTS).fill(NONE);
  private readonly second = new Int32Array(SLOTS);
  private readonly codes = new Int16Array(SLOTS);
  private head = NONE;
  private tail = 0;
  private slot = NONE;

  /** The code of the cell `text.slice(start, end)`, or `otherwise` when it is not (any more) known. */
  find(text: string, start: number, end: number, otherwise: number): number {
    this.slot = NONE;
    if (end - start > 2 * PER_KEY) return otherwise;
    const middle = Math.min(end, start + PER_KEY);
    this.head = packed(text, start, middle);
    this.tail = packed(text, middle, end);
    if (this.head === NONE || this.tail === NONE) return otherwise;
    this.slot = (Math.imul(this.head, 0x9e3779b1) ^ Math.imul(this.tail, 0x85ebca6b)) >>> 23;
    const known = this.first[this.slot] === this.head && this.second[this.slot] === this.tail;
    return known ? this.codes[this.slot]! : otherwise;
  }

  /** Keeps the code of the cell last looked for. */
  keep(code: number): void {
    if (this.slot === NONE) return;
    this.first[this.slot] = this.head;
    this.second[this.slot] = this.tail;
    this.codes[this.slot] = code;
  }
}

/** Up to four ASCII characters as one number ≥ 0, unique as no text holds NUL; −1 for others. */
function packed(text: string, start: number, end: number): number {
  let key = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    // NUL would pack as nothing at all.
    if (code > 127 || code === 0) return NONE;
    key = (key << 7) | code;
  }
  return key;
}
