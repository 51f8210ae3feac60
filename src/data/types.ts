/** The shapes every data set has, whatever it was read or generated from. */

import type { ReadingReport } from './report.ts';

/** One input column of tabular data. Images have no columns: their pixels are described by `inputShape`. */
export interface Column {
  readonly name: string;
  readonly kind: 'numeric' | 'categorical';
  readonly unit?: string;
  /** The file's number is x × scale + offset, where single precision would have lost differences; 1 and 0 if absent. */
  readonly scale?: number;
  readonly offset?: number;
  /** One number of a vector that another model made: its numbers have one scale together, and none of their own. */
  readonly embedding?: true;
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
  /** `[rows]`, what was written, of text data; `x` is its bag of words. */
  readonly text?: readonly string[];
  /** `[rows]`, the number that `Concepts.redraw` knows each row by; present where the data set has concepts. */
  readonly origin?: Int32Array;
  /** `[rows]`, the number to be told, in double precision for what is worked out on it; where it is told, `y` is the part of its range it falls into (`asAsked`). */
  readonly target?: Float64Array;
  /** `[rows]`, when each row happened: ms since 1970 or the file's own numbers (`Dataset.time`); NaN = not said. */
  readonly time?: Float64Array;
  /** `[rows]`, rows with the same number belong together (a patient, a device, a speech) and stay on one side of every split. */
  readonly cluster?: Int32Array;
  /** `[rows]`, index into `Dataset.regimes.names`. */
  readonly regime?: Int32Array;
  /** `[rows]`, what the file says each row is for, an index into `parts`. */
  readonly part?: Uint8Array;
  /** `[rows]`, how much each row counts, ≥ 0. */
  readonly weight?: Float32Array;
}

/** Of samples, what may stand beside `x` and `y`, one number a row. */
export const alongRows = ['group', 'origin', 'target', 'time', 'cluster', 'regime', 'part', 'weight'] as const;

/** What a file's own split may say of a row. */
export const parts = ['train', 'validation', 'test'] as const;

/** The concepts of a generator: what the same draws would have given in another of its worlds. */
export interface Concepts {
  /** One line each, in the order of the paper; concept 1 is the first. */
  readonly titles: readonly string[];
  /** The number of the concept that the rows were drawn from; 1 unless another was asked for. */
  readonly current: number;
  /** What a change of concept changes. */
  readonly kind: 'P(x)' | 'P(y|x)' | 'mixed';
  /** Writes row `origin` as concept `concept` (from 1) draws it into `row` (`[features]`) and returns its class. */
  redraw(origin: number, concept: number, row: Float32Array): number;
  /** The number of row `origin` as concept `concept` draws it; present where there is one to tell. */
  tell?(origin: number, concept: number): number;
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
  /** Tabular columns, one per feature of `inputShape`; empty for images and texts. */
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
  readonly groups?: { readonly name: string; readonly names: readonly string[] };
  /** The worlds that the rows come from, oldest first; absent where nothing tells them apart. */
  readonly regimes?: { readonly names: readonly string[]; readonly by: 'files' | 'column' };
  /** What `Samples.time` counts. */
  readonly time?: { readonly name: string; readonly kind: 'date' | 'number' };
  /** What `Samples.cluster` numbers. */
  readonly cluster?: { readonly name: string };
  /** The number to be told, where there is one; `edges` (ascending) divide its quarters where `classes` are named after them, absent where classes are something else. */
  readonly target?: { readonly name: string; readonly unit?: string; readonly edges?: readonly number[] };
  /** Of a generator with several concepts. Functions: it exists only where the rows were generated. */
  readonly concepts?: Concepts;
  /**
   * As many other rows of the same world, the nth of them (0: these). Absent where these are all the rows there are. A function: it
   * exists only where the rows were generated.
   */
  readonly draw?: (nth: number) => Promise<Dataset>;
  /** Of a file of the user's: its columns in order, and which of them is the label. */
  readonly file?: { readonly header: readonly string[]; readonly label: string };
  /** SHA-256 (hex) of x, y and groups. */
  readonly sha256: string;
  /** Of files of the user's: everything the reader found, guessed and left out. */
  readonly report?: ReadingReport;
  /** Things the reader noticed and the user should know (columns left out, rare classes dropped, …). */
  readonly notes: readonly string[];
}

export type InputKind = 'image' | 'tabular' | 'text';

/** Whether these rows are images (`[height, width, channels]`), texts (`[words]`, without columns) or a table (`[features]`). */
export function inputKind({
  inputShape,
  columns,
}: {
  readonly inputShape: readonly number[];
  readonly columns: readonly Column[];
}): InputKind {
  if (inputShape.length === 3) return 'image';
  return columns.length === 0 ? 'text' : 'tabular';
}
