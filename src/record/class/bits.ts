/** Numbers of as many bits as they need, one after the other, as letters. */

/** RFC 4648: what QR codes hold in 5½ bits a letter, chats leave alone, and one double click selects. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BITS_OF_A_LETTER = 5;
/** What a number of varying size says of its size: up to 2³¹ bits are not needed. */
const BITS_OF_A_WIDTH = 5;

/** Bits that hold 0 … `most`, which is below 2³². */
export const widthOf = (most: number): number => 32 - Math.clz32(most);

export class BitWriter {
  private readonly bits: number[] = [];

  /** `width` bits, highest first, 32 at most. @throws RangeError for what does not fit */
  put(value: number, width: number): void {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** width) throw new RangeError(`${value} is no whole number of ${width} bits`);
    for (let bit = width - 1; bit >= 0; bit--) this.bits.push(Math.floor(value / 2 ** bit) % 2);
  }

  /** A number of up to 31 bits, after how many it has. */
  putSized(value: number): void {
    this.put(widthOf(value), BITS_OF_A_WIDTH);
    this.put(value, widthOf(value));
  }

  /** Filled up with zeros. */
  get letters(): string {
    const { bits } = this;
    const value = (at: number) =>
      Array.from({ length: BITS_OF_A_LETTER }, (_, i) => bits[at + i] ?? 0).reduce((sum, bit) => 2 * sum + bit, 0);
    return Array.from({ length: Math.ceil(bits.length / BITS_OF_A_LETTER) }, (_, i) => LETTERS[value(i * BITS_OF_A_LETTER)]!).join('');
  }
}

/** Reads what the writer wrote. @throws RangeError where there are not as many bits, or letters that are none */
export class BitReader {
  private at = 0;

  constructor(private readonly letters: string) {
    if ([...letters].some((letter) => !LETTERS.includes(letter))) throw new RangeError('a letter that is none');
  }

  take(width: number): number {
    let value = 0;
    for (let i = 0; i < width; i++, this.at++) {
      const letter = this.letters[Math.floor(this.at / BITS_OF_A_LETTER)];
      if (letter === undefined) throw new RangeError('too few bits');
      value = 2 * value + ((LETTERS.indexOf(letter) >> (BITS_OF_A_LETTER - 1 - (this.at % BITS_OF_A_LETTER))) & 1);
    }
    return value;
  }

  takeSized(): number {
    return this.take(this.take(BITS_OF_A_WIDTH));
  }

  /** Nothing is left but what fills the last letter up. */
  get ended(): boolean {
    return this.letters.length === Math.ceil(this.at / BITS_OF_A_LETTER);
  }
}
