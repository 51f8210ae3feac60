/** The shapes every data set has, whatever it was read or generated from. */

/** One input column of tabular data. Images have no columns: their pixels are described by `inputShape`. */
export interface Column {
  readonly name: string;
  readonly kind: 'numeric' | 'categorical';
  readonly unit?: string;
  /** Category names; a categorical cell holds the index into this list. */
  readonly categories?: readonly string[];
}

/**
 * Labelled rows in memory, in raw units.
 * `x` is `[rows, features]` row-major. Image pixels lie in [0, 1]; a missing tabular cell is NaN; a categorical cell is
 * the category's index.
 */
export interface Samples {
  readonly rows: number;
  /** `[features]` for tabular data, `[height, width, channels]` for images. */
  readonly inputShape: readonly number[];
  readonly x: Float32Array;
  /** `[rows]`, class index. */
  readonly y: Int32Array;
  /** `[rows]`, index into the data set's `groups.names`; absent where the data has no groups. */
  readonly group?: Int32Array;
}

/** Where the data came from and what it may be used for; shown on the page and kept in the record. */
export interface DataCard {
  readonly summary: string;
  readonly origin: 'real' | 'procedural' | 'yours';
  readonly source: string;
  readonly licence: string;
  /** What to keep in mind when reading results on it. */
  readonly caution?: string;
}

/** A whole data set: its rows and what they mean. */
export interface Dataset {
  readonly id: string;
  readonly title: string;
  readonly card: DataCard;
  readonly samples: Samples;
  /** Tabular columns, one per feature of `inputShape`; empty for images. */
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
  readonly groups?: { readonly name: string; readonly names: readonly string[] };
  /** Of a file of the user's: its columns in order, and which of them is the label. */
  readonly file?: { readonly header: readonly string[]; readonly label: string };
  /** SHA-256 (hex) of x, y and groups. */
  readonly sha256: string;
  /** Things the reader noticed and the user should know (columns left out, rare classes dropped, …). */
  readonly notes: readonly string[];
}

export type InputKind = 'image' | 'tabular';

/** Whether these rows are images (`[height, width, channels]`) or tabular (`[features]`). */
export const inputKind = (inputShape: readonly number[]): InputKind => (inputShape.length === 3 ? 'image' : 'tabular');
