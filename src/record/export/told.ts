/** What a run comes to, in words and tables, before it is laid out as text, Markdown or a page: of each kind the same parts. */

/** Something more that is told, under a heading. */
export interface Section {
  readonly title: string;
  readonly sentences: readonly string[];
  /** A table; its first row is the header. */
  readonly rows?: readonly (readonly string[])[];
}

export interface Told {
  /** One row per repair or policy; the first row is the header, the first column names. */
  readonly table: readonly (readonly string[])[];
  /** What is missing from the table, and why. */
  readonly missing: readonly string[];
  readonly headline: string;
  readonly sentences: readonly string[];
  readonly sections: readonly Section[];
  /** What it was run on and how its figures are meant: a word and a sentence; the word is empty where a line goes on from the one before. */
  readonly facts: readonly (readonly string[])[];
}
