/** What an injection of drift is, and what it writes down about itself. */

import type { Column, Concepts, InputKind, Samples } from '../data/types.ts';
import type { Random } from '../random/random.ts';
import type { Parameter, ParameterValues } from '../spec/parameter.ts';

/**
 * Which part of the joint distribution changes (Gama et al. 2014; Moreno-Torres et al. 2012); `mixed` changes several
 * together, `control` none of them.
 */
export type DriftKind = 'P(x)' | 'P(y)' | 'P(y|x)' | 'mixed' | 'control';

/** What an injection may look at. */
export interface DriftContext {
  /** Above 0, at most 5. Steps 1 … 5 are those of the ladder; between them its numbers are interpolated. */
  readonly severity: number;
  /** A value for each of the injection's parameters. */
  readonly params: ParameterValues;
  /** Draws that define the new world (which channels, which direction): the same for every batch of one drift. */
  readonly world: Random;
  /** Draws per sample (noise, occlusion position): another stream for every batch. */
  readonly noise: Random;
  /** Rows of the old world, for scale (means, standard deviations, class rates). */
  readonly reference: Samples;
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
  readonly groups?: { readonly name: string; readonly names: readonly string[] };
  readonly concepts?: Concepts;
  /** Where a number is told: the edges between the parts of its range, which are the classes. */
  readonly edges?: readonly number[];
}

/** What an injection may know of the data before any row is there. */
export interface DriftData {
  readonly inputShape: readonly number[];
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
  readonly groups?: { readonly name: string; readonly names: readonly string[] };
  readonly concepts?: Pick<Concepts, 'titles' | 'kind'>;
  /** Where a number is told. */
  readonly edges?: readonly number[];
}

/** What an injection did to one batch. */
export interface DriftEffect {
  /** As many rows as before: 0 of them where there were 0. */
  readonly samples: Samples;
  /** For each new row, the index of the row it came from (identity unless rows were resampled). */
  readonly from?: Int32Array;
  /** Indices of features whose values may have changed; absent = none. */
  readonly features?: readonly number[];
  /** Share of the new regime, counted from its end, whose labels have not arrived; absent = all have. */
  readonly labelDelay?: number;
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
  /** What can be chosen about it beside its severity; absent = nothing. */
  readonly parameters?: readonly Parameter[];
  /** It gives rows other classes by their names, which leaves a number behind: where one is told, it cannot act. */
  readonly relabels?: true;
  /** It draws rows again instead of changing cells, so it cannot be limited to some features. */
  readonly resamples?: true;
  /** Why it cannot act on this data (too few columns, two classes …); undefined when it can. */
  refuses?(data: DriftData): string | undefined;
  /**
   * The old world that this drift presupposes: a class that was not there yet, a cue that still held. Base rows, and rows
   * before the drift begins, pass through it; as many rows as before, at any severity the same. Absent = the data as it is.
   */
  past?(samples: Samples, context: DriftContext): Samples;
  /** Pure: returns new arrays, never writes into its input. */
  apply(samples: Samples, context: DriftContext): DriftEffect;
}

/** What an injection says about itself, without its code: what the page needs. */
export type DriftFacts = Omit<Injection, 'apply' | 'refuses' | 'past'> & {
  /** It presupposes an old world of its own. */
  readonly past?: true;
};

/** The written-down ground truth of one injected change. Shares are 0 … 1. */
export interface LedgerEntry {
  readonly id: string;
  readonly kind: DriftKind;
  readonly severity: number;
  readonly where: Where;
  readonly when: When;
  readonly params: DriftEffect['params'];
  /** Share of rows in which an input or label differs from before, or from the old world that it presupposes (resampled rows count as touched when duplicated or dropped). */
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
    /** Rows, and how many of them are different rows of the data: fewer where this drift, or one before it, drew rows again. */
    readonly rows: number;
    readonly distinct: number;
  };
  readonly sentence: string;
}

export type When =
  /** From `start` on, for good. */
  | { readonly pattern: 'sudden'; readonly start: number }
  /** The new concept replaces the old one row by row, with a probability that rises from `start` to `end`. */
  | { readonly pattern: 'gradual'; readonly shape: 'linear' | 'sigmoid' | 'sigmoid-moa'; readonly start: number; readonly end: number }
  /** Every row comes from one concept, whose severity grows from `start` to `end`. */
  | { readonly pattern: 'incremental'; readonly start: number; readonly end: number }
  /** On for a share `duty` of every `period`, between `start` and `end`. */
  | { readonly pattern: 'recurring'; readonly start: number; readonly end: number; readonly period: number; readonly duty: number }
  /** Severity swings from none to full and back once every `period`, between `start` and `end`. */
  | { readonly pattern: 'seasonal'; readonly start: number; readonly end: number; readonly period: number }
  /** On between `start` and `end` only: an outlier episode, to which the right answer is none. */
  | { readonly pattern: 'blip'; readonly start: number; readonly end: number }
  /** Feature after feature gets its own sudden onset, spread from `start` to `end`. */
  | { readonly pattern: 'staggered'; readonly start: number; readonly end: number };

export type Where =
  | { readonly scope: 'all' }
  /** Rows of one class, by its name. */
  | { readonly scope: 'class'; readonly name: string }
  /** Rows of one group, by its name. */
  | { readonly scope: 'group'; readonly name: string }
  /** Rows whose value in that column lies between two quantiles (0 … 1) of the old world; of an image, its mean brightness. */
  | { readonly scope: 'region'; readonly column: string; readonly from: number; readonly to: number }
  /** A random share (0 … 1) of the rows. */
  | { readonly scope: 'rows'; readonly share: number }
  /** A random share (0 … 1) of the features. */
  | { readonly scope: 'features'; readonly share: number };
