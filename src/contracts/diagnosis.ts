/** What kind of drift it is, as far as data without a ledger tells. */

/** A factor of the joint distribution that can drift. */
export type Factor = 'P(x)' | 'P(y)' | 'P(y|x)';

/** A difference between two samples: the largest distance over columns, its corrected p, and the share of columns that moved. */
export interface Moved {
  readonly distance: number;
  readonly p: number;
  readonly share: number;
  readonly shown: boolean;
}

export interface Diagnosis {
  /** The factor that changed; `none` when no test shows a change. */
  readonly kind: Factor | 'none';
  /** Whether it is in most of the inputs (of P(y|x): of the classes) or in some; null where nothing changed, and for P(y). */
  readonly scope: 'global' | 'local' | null;
  readonly inputs: Moved;
  readonly outputs: Moved;
  /** p of the same shares of predicted classes, and of inputs that go together as before; 1 where a test has no answer. */
  readonly named: number;
  readonly jointly: number;
  /** Outputs and inputs against the reference with other class shares; null when nothing had moved, or the shares cannot be found. */
  readonly residual: Moved | null;
  /** Estimated shares of classes, and how far they lie from the old ones (total variation). */
  readonly prior: { readonly shares: readonly number[]; readonly distance: number } | null;
  /** Share of wrong predictions before and on the labelled new rows, with the one-sided p of a rise. */
  readonly errors: { readonly before: number; readonly after: number; readonly p: number };
  /** Classes whose labelled rows are predicted worse than before, by index. */
  readonly classes: readonly number[];
  /** What moved, each of three by itself, since drift is mixed; absent in records of before. */
  readonly parts?: DriftParts;
}

/** The answer to one of the three questions. */
export interface DriftPart {
  readonly moved: 'yes' | 'no' | 'unknown';
  /** How far: of inputs the largest distance of a column, of labels the distance of their shares (total variation), of the rule the rise of the error where both worlds have rows. */
  readonly size: number;
  readonly p: number;
  /** How much of the rise of the error it explains, 0 … 1; null where that cannot be told. */
  readonly explains: number | null;
}

/** Inputs (beyond what other shares of labels explain), shares of labels, and rule, each by itself. */
export interface DriftParts {
  /** The error on labelled new rows less that on old ones. */
  readonly fall: number;
  readonly inputs: DriftPart;
  readonly labels: DriftPart;
  /** `rows`: rows in effect where both worlds have rows; of few, the answer is unknown. */
  readonly rule: DriftPart & { readonly rows: number };
}

/** The diagnosis, and which block the labelled rows pull at: ‖gradient‖ / ‖weights‖ by block (Lee et al. 2023). */
export type SeedDiagnosis = Diagnosis & { readonly pull: Readonly<Record<string, number>> };

/** A column in both worlds. */
export interface ShiftColumn {
  readonly name: string;
  readonly test: 'ks' | 'chi-square';
  /** KS's largest gap of numbers, Cramér's V of categories: 0 … 1. */
  readonly effect: number;
  /** Corrected by Holm for all columns. */
  readonly p: number;
  readonly shown: boolean;
  /** Shares of cells without a value; absent where there are none. */
  readonly missing?: { readonly old: number; readonly new: number };
}

/** What is known of a change that nobody injected, from all rows of both worlds. */
export interface ShiftReport {
  readonly rows: { readonly old: number; readonly new: number };
  /** So many columns of so many are shown to have moved. */
  readonly changed: number;
  readonly of: number;
  /** The most changed ones first. */
  readonly columns: readonly ShiftColumn[];
  /** Shares of the classes, their distance (total variation), and the p of no change. */
  readonly labels: { readonly old: readonly number[]; readonly new: readonly number[]; readonly distance: number; readonly p: number };
  /** How well a classifier tells new rows from old ones (½ not at all), where chance ends, and the columns that it goes by. Null of too few rows. */
  readonly domain: { readonly auroc: number; readonly high: number; readonly shown: boolean; readonly top: readonly string[] } | null;
}
