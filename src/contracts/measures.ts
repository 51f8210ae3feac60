/** What is measured of a model on held-out rows. */

/** A bin of the reliability diagram: rows, their mean confidence, and the share that was right. */
export interface ReliabilityBin {
  readonly rows: number;
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Scores {
  /** Mean F1 over classes that have rows or were predicted; 0 … 1. A class that was never predicted rightly has 0. */
  readonly macroF1: number;
  /** Mean negative log-likelihood of the label, nats; probabilities below 1e−12 count as that. */
  readonly logLoss: number;
  /** Mean squared distance of the probabilities from the label's unit vector (Brier 1950), 0 … 2. */
  readonly brier: number;
  /** Expected calibration error over 15 bins of equal mass (Naeini et al. 2015; equal mass as of Nixon et al. 2019), 0 … 1. */
  readonly ece: number;
  readonly reliability: readonly ReliabilityBin[];
  /** Rows by `[label][predicted class]`. A row of a diverged model (NaN) is in no cell. */
  readonly confusion: readonly (readonly number[])[];
}

/** What a repair changed in the predictions: fixes, breaks and churn against the model before it, on the same rows. */

export interface Flips {
  /** Share of rows that were right before and are wrong now (NFR; Yan et al. 2021, Positive-congruent training). */
  readonly negative: number;
  /** Share of rows that were wrong before and are right now. */
  readonly positive: number;
  /** Share of rows with another prediction. */
  readonly churn: number;
  /** Share of rows right now among those right before (backward trust compatibility, Bansal et al. 2019); null when none was. */
  readonly compatibility: number | null;
}

export interface GroupRates {
  /** Index of the group. */
  readonly group: number;
  readonly rows: number;
  /** Null in groups of fewer than 30 rows. */
  readonly accuracy: number | null;
}

export interface Fairness {
  readonly groups: readonly GroupRates[];
  /** Lowest accuracy over groups of 30 rows or more (Sagawa et al. 2020); null when there is none. */
  readonly worst: GroupRates | null;
  /**
   * Demographic parity difference: how far the shares of rows that are given a class lie apart between groups, for the class where
   * they lie apart most; of two classes, the second (fairlearn's definition, one class against the rest). Null with fewer than two
   * groups of 30 rows.
   */
  readonly demographicParity: number | null;
  /** Equalized odds difference: the larger of the differences of true and of false positive rates, for the worst class. */
  readonly equalizedOdds: number | null;
}

/** How good told numbers are, in their own unit. Intervals go from the 5 % to the 95 % quantile of the model's errors on held-out old rows around the number. */
export interface NumberScores {
  /** Mean absolute error, and root mean squared error. */
  readonly mae: number;
  readonly rmse: number;
  /** Share of the variance told: 1 at most, 0 for always the mean. */
  readonly r2: number;
  /** Mean of told minus true. */
  readonly bias: number;
  /** Mean pinball loss (Koenker & Bassett 1978) at the quantiles 5, 25, 50, 75 and 95 %. */
  readonly pinball: number;
  /** Share of the numbers inside their 90 % interval, 0 … 1, and how wide that is. */
  readonly coverage: number;
  readonly width: number;
}

/** Decisions between two classes whose errors have costs. Shares are of all rows. */
export interface BinaryScores {
  /** Probability of the second class from which on it is named. */
  readonly threshold: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  /** Of a row, in the unit of the costs. */
  readonly cost: number;
}

/**
 * Accuracies are 0 … 1; a recall is null where the class has no test rows. Where a number is told, `accuracy…` is R², 1 at most; classes are
 * the parts of its range, and their probabilities those that the number and the model's errors on held-out old rows give them.
 */
export interface Measures {
  /** Where a number is told. On old rows the errors are those of the rows themselves. */
  readonly numbersNew?: NumberScores;
  readonly numbersOld?: NumberScores;
  /** Where the two errors between two classes have costs. Whatever counts predicted classes counts those of the threshold. */
  readonly binaryNew?: BinaryScores;
  readonly binaryOld?: BinaryScores;
  readonly accuracyNew: number;
  readonly accuracyOld: number;
  readonly recallNew: readonly (number | null)[];
  readonly recallOld: readonly (number | null)[];
  /** Of the probabilities on new rows. */
  readonly scoresNew: Scores;
  /** Against the base model, on new rows. */
  readonly flipsNew: Flips;
  /** Of groups, on new and on old rows; null where the data has none. */
  readonly fairnessNew: Fairness | null;
  readonly fairnessOld: Fairness | null;
}
