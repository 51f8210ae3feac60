/** What a reader has to say of files of one's own: what it found, what it guessed, what it left out. */
import type { Role } from '../spec/roles.ts';

/** Something that is said, in words that fit wherever it is read. */
export interface Note {
  readonly text: string;
  /** Which options of the command line say otherwise, as a phrase: told there alone. */
  readonly option?: string;
}

/** Something that was found out rather than said by the user. */
export interface Guess {
  /** What was guessed, such as `separator`. */
  readonly what: string;
  readonly value: string;
  readonly reason: string;
  /** The option of the command line that says otherwise, with its dashes; absent where there is none. */
  readonly flag?: string;
}

/** A column as it was read. */
export interface ColumnReport {
  readonly name: string;
  readonly role: Role;
  /** Whether a person said so. */
  readonly said: boolean;
  /** Why it has this role. */
  readonly reason: string;
  /** What its cells are: `numbers`, `12 categories`, `dates`, … */
  readonly cells: string;
  /** Cells without a value. */
  readonly missing: number;
}

/** Something of the file that is not used. */
export interface LeftOut {
  readonly what: string;
  readonly reason: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: string;
}

export interface ReadingReport {
  readonly files: readonly string[];
  /** Rows in the files, and rows that are used. */
  readonly rowsRead: number;
  readonly rows: number;
  readonly guesses: readonly Guess[];
  /** Of a table, in the order of the file. */
  readonly columns: readonly ColumnReport[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Note[];
}
