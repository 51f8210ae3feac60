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
}

/** The diagnosis, and which block the labelled rows pull at: ‖gradient‖ / ‖weights‖ by block (Lee et al. 2023). */
export type SeedDiagnosis = Diagnosis & { readonly pull: Readonly<Record<string, number>> };
