/** What an injection of drift is, and what it writes down about itself. */
import type { Column, InputKind, Samples } from '../data/types.ts';
import type { Random } from '../random/random.ts';

/** Which part of the joint distribution changes (Gama et al. 2014; Moreno-Torres et al. 2012). */
export type DriftKind = 'P(x)' | 'P(y)' | 'P(y|x)';

export type Severity = 1 | 2 | 3 | 4 | 5;

/** What an injection may look at. */
export interface DriftContext {
  readonly severity: Severity;
  /** Draws that define the new world (which channels, which direction): the same for every batch of one drift. */
  readonly world: Random;
  /** Draws per sample (noise, occlusion position): another stream for every batch. */
  readonly noise: Random;
  /** Rows of the old world, for scale (means, standard deviations, class rates). */
  readonly reference: Samples;
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
}

/** What an injection did to one batch. */
export interface DriftEffect {
  readonly samples: Samples;
  /** For each new row, the index of the row it came from (identity unless rows were resampled). */
  readonly from?: Int32Array;
  /** Indices of features whose values may have changed; absent = none. */
  readonly features?: readonly number[];
  /** Numbers that define this drift, for the ledger (σ, angle in degrees, permutation …). */
  readonly params: Readonly<Record<string, number | readonly number[] | string>>;
  /** One plain sentence in the literature's terms: what changed and what did not. */
  readonly sentence: string;
}

/** One way the world can change. One file each; `registry.ts` lists them. */
export interface Injection {
  readonly id: string;
  readonly title: string;
  /** One sentence a newcomer understands. */
  readonly help: string;
  readonly kind: DriftKind;
  readonly appliesTo: readonly InputKind[];
  /** What severity 1 … 5 means, in words and numbers with units, for the slider. */
  readonly ladder: readonly [string, string, string, string, string];
  /** Where the definition and the severities come from. */
  readonly source: string;
  /** `exact`: the source's formula, or its definition where it gives none; `approximation`: departs from it. */
  readonly fidelity: 'exact' | 'approximation';
  /** One sentence: what the fidelity rests on, or where and why this departs from the source. */
  readonly why: string;
  /** Why it cannot act on this data (too few columns, two classes …); undefined when it can. */
  refuses?(data: { columns: readonly Column[]; inputShape: readonly number[]; classes: readonly string[] }): string | undefined;
  /** Pure: returns new arrays, never writes into its input. */
  apply(samples: Samples, context: DriftContext): DriftEffect;
}

/** The written-down ground truth of one injected change. Shares are 0 … 1. */
export interface LedgerEntry {
  readonly id: string;
  readonly kind: DriftKind;
  readonly severity: Severity;
  readonly scope: 'all';
  readonly pattern: 'sudden';
  readonly start: 0;
  readonly params: DriftEffect['params'];
  /** Share of rows in which an input or label differs from before (resampled rows count as touched when duplicated or dropped). */
  readonly rowsTouched: number;
  /** Share of features with at least one changed value. */
  readonly featuresTouched: number;
  /** Measured on the new-regime test rows, before → after. */
  readonly realised: {
    readonly meanBefore: number;
    readonly meanAfter: number;
    /** Root mean square change of an input value, in units of the old world's standard deviation. */
    readonly rmsChange: number;
    /** Share of rows whose label changed. */
    readonly labelFlips: number;
    readonly priorsBefore: readonly number[];
    readonly priorsAfter: readonly number[];
  };
  readonly sentence: string;
}
