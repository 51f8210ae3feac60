/** What is measured of one arm on one seed, and the shapes of the conclusions drawn from many. */
import type { ModelSize } from '../models/parameters.ts';
import type { Measures } from './measures.ts';
import type { Interval } from '../maths/interval.ts';

/** Rows that are scored while something trains: held-out ones of the new and of the old world, and labels kept from training. */
export type WatchedSet = 'new' | 'old' | 'validation';

/** Wall time in milliseconds, split by what it was spent on. */
export interface Times {
  readonly compileMs: number;
  readonly trainMs: number;
  readonly evaluateMs: number;
}

/** Work done, counted exactly from the model and the number of rows; independent of the machine. */
export interface Counts {
  /** Labels of the new regime the arm was given. */
  readonly labels: number;
  /** Training examples seen, repeats included. */
  readonly examples: number;
  readonly steps: number;
  /** Floating-point operations of training (and of caching features where an arm does so). */
  readonly flops: number;
  /** Bytes of parameters, activations and inputs read or written, an upper bound that ignores caches. */
  readonly bytes: number;
}

/** One point of a learning curve. `seconds` is training time only: no compilation, evaluation or pauses. */
export interface CurvePoint {
  readonly step: number;
  readonly examples: number;
  readonly seconds: number;
  /** Training loss of the last batch, whatever is minimised: cross-entropy, the mixture of a distillation or the entropy (nats), or half a squared error of standardised numbers; null before the first step. */
  readonly loss: number | null;
  /** Accuracy (0 … 1; of numbers R², 1 at most) on each watched set, by name (`new`, `old`). */
  readonly accuracy: Readonly<Partial<Record<WatchedSet, number>>>;
}

/**
 * `diverged`: the loss or a weight stopped being finite. Such repeats are kept and counted. Ended early, as asked for, because
 * an accuracy was `reached`, it came to a `plateau`, or its `time-up`; `done` when every step was taken.
 */
export type ArmStatus = 'done' | 'diverged' | 'reached' | 'plateau' | 'time-up';

/** An average of two models: the share of the second (0 … 1), and its accuracy on each watched set, by name (`new`, `old`). */
export interface PathPoint {
  readonly share: number;
  readonly accuracy: Readonly<Partial<Record<WatchedSet, number>>>;
}

/** One arm on one seed. Hashes are SHA-256 (hex) of parameter bytes. */
export interface ArmResult {
  /** Index of the seed, 0 … count−1. */
  readonly seed: number;
  readonly arm: string;
  readonly status: ArmStatus;
  readonly startHash: string;
  readonly endHash: string;
  /** Hash of the blocks the arm must not touch, before and after; absent where it may touch everything. */
  readonly frozen?: { readonly before: string; readonly after: string };
  /** Of the repaired model, where that is not the base's; its weights are of that one. */
  readonly model?: ModelSize;
  /** Accuracy (0 … 1; of numbers R²) on the labelled new rows that the repair learned from; told where the run has a repair that changes the architecture. */
  readonly fit?: number;
  readonly measures: Measures;
  /** Accuracy on each later window, where the spec names some: how the repaired model ages. */
  readonly later?: readonly number[];
  /** Share of new rows that the same repair answers otherwise when made again with other luck; absent unless asked for. */
  readonly selfChurn?: number;
  /** How far each block moved from where this repair began: ‖after − before‖ / ‖before‖ over its trained parameters; 0 where there are none. */
  readonly moved: Readonly<Record<string, number>>;
  readonly counts: Counts;
  readonly times: Times;
  /** How often a device or worker was lost and the training went on from a checkpoint, or began again. */
  readonly recoveries: number;
  /** Milliseconds that the GPU was busy with gradient steps; absent off the GPU, or where timestamps tell nothing. */
  readonly gpuMs?: number;
  /** Most bytes that a training of this arm held on the engine; absent where nothing was trained, or that is not known. */
  readonly memoryBytes?: number;
  readonly curve: readonly CurvePoint[];
  /** What else is worth knowing of how the arm worked, by name: a chosen learning rate, relative gradient norms, estimated shares. */
  readonly details?: Readonly<Record<string, number>>;
  /** Averages of the model before and the tuned one, by rising share of the latter; absent where the arm makes none. */
  readonly path?: readonly PathPoint[];
}

/** A figure that says how it is known. */
export interface Quantity {
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
  readonly unit: string;
  readonly kind: 'counted' | 'timed' | 'modelled' | 'assumed' | 'external';
  readonly method: string;
  readonly source: string;
}

/** What the arm does to the model: leave it, go on from it, or start again. */
export type ArmFamily = 'none' | 'fine-tune' | 'retrain';

export interface ArmInfo {
  readonly id: string;
  readonly title: string;
  readonly family: ArmFamily;
  /** It changes the architecture; absent where it keeps that of the old model. */
  readonly reshapes?: true;
}

/** What a verdict needs to know of one arm on one seed; all of it is the same on every machine. */
export interface Scored {
  /** Index of the seed, 0 … count−1. */
  readonly seed: number;
  readonly arm: string;
  readonly diverged: boolean;
  /** Accuracy on held-out rows, 0 … 1; of numbers R². */
  readonly accuracyNew: number;
  readonly accuracyOld: number;
  /** The metric that decides, on new rows, turned so that more is better. */
  readonly merit: number;
  /** Floating-point operations of training, counted. */
  readonly flops: number;
  /** Mean recall on old rows over the classes that have some, 0 … 1, and how many these are; absent with fewer than two. */
  readonly recallOld?: { readonly mean: number; readonly classes: number };
}

/**
 * What a verdict rests on of one arm over all complete seeds: accuracies and counted work, which may come from many machines. Diverged repeats are
 * in every figure, with the accuracy they have. What else it says is told where it is known.
 */
export interface JudgedArm extends ArmInfo {
  readonly diverged: number;
  readonly accuracyNew: Interval;
  /** The metric that decides, on new rows, turned so that more is better; absent where that is the accuracy. */
  readonly merit?: Interval;
  readonly accuracyOld: Interval;
  /** Accuracy on the old regime before (arm `none`) minus after, paired by seed; null in a run without `none`. */
  readonly forgetting: Interval | null;
  /** Mean per repeat. */
  readonly counts: Pick<Counts, 'flops'>;
  readonly trainSeconds?: Interval;
  readonly worstRecall?: ArmSummary['worstRecall'];
  readonly energy?: Quantity | null;
  readonly validity?: readonly string[];
}

/** One arm over all complete seeds of a run, whose results are all here. */
export interface ArmSummary extends JudgedArm {
  /** Accuracy on the labelled new rows that it learned from, by seed; absent where that was not looked at. */
  readonly fit?: Interval;
  /** The class of the new regime with the lowest mean recall; null when no class has rows. */
  readonly worstRecall: { readonly classIndex: number; readonly recall: Interval } | null;
  /**
   * Against arm `none`, paired by seed: the class whose recall on new rows falls most, the worst group's accuracy, and the equalized
   * odds difference. Each is held against the worse of what the base model had in the old world and has in the new: one that names
   * a single class recalls all of it, and one that is wrong for everybody treats groups alike, and neither is worth going back to.
   * Null in a run without `none`, or without groups.
   */
  readonly harm: {
    readonly recall: { readonly classIndex: number; readonly change: Interval } | null;
    readonly worstGroup: Interval | null;
    readonly equalizedOdds: Interval | null;
  } | null;
  /** On new rows: macro F1, log loss (nats), Brier score, expected calibration error. */
  readonly scores: { readonly macroF1: Interval; readonly logLoss: Interval; readonly brier: Interval; readonly ece: Interval };
  /** Shares of new rows that were right before and are wrong now, the other way round, and answered otherwise. */
  readonly flips: { readonly negative: Interval; readonly positive: Interval; readonly churn: Interval };
  /**
   * Over the two regimes (Lopez-Paz & Ranzato 2017): mean accuracy of the repaired model, its change on the old one (backward), and how
   * far the base model was above chance on the new one (forward). Null in a run without `none`.
   */
  readonly transfer: { readonly accuracy: Interval; readonly backward: Interval; readonly forward: Interval } | null;
  /** Share of the accuracy lost to drift that is won back, against the best arm of the run, by seed; null where nothing was to be won. */
  readonly recovery: Interval | null;
  /** Training time per repeat; compilation and evaluation apart. */
  readonly trainSeconds: Interval;
  /** Means per repeat. */
  readonly counts: Counts;
  /** Energy proxy of a mean repeat (J); null without a device profile, or when the arm trains nothing. */
  readonly energy: Quantity | null;
  /** Training time, and so the energy proxy on one device, as a share of the reference arm's; null without training. */
  readonly energyRatio: Interval | null;
  /** Why the energy proxy deserves no trust; empty when nothing speaks against it. */
  readonly validity: readonly string[];
}

/** `a`, `b`: that arm is shown better than all others. `equivalent`: shown to differ by less than the margin, and to lose less than it to the best. */
export type Outcome = 'a' | 'b' | 'equivalent' | 'undecided';

/** Two arms on the same seeds, by the metric that decides, on the new regime. */
export interface Comparison {
  readonly a: string;
  readonly b: string;
  /** Merit of a minus merit of b (accuracy, unless another metric decides; turned so that more is better) on the seeds that both have: 95 % t interval of the mean, in a race a confidence sequence. */
  readonly difference: Interval;
  /** Two-sided paired t test of this pair alone, corrected for nothing. */
  readonly pStudent: number | null;
  /** Share of seeds on which a comes out above b (ties half), with its 95 % interval (Wilson). */
  readonly better: { readonly value: number; readonly lo: number; readonly hi: number };
  /** Seeds that would probably decide an undecided comparison; null where more than 200 would be needed, or that is not known. */
  readonly moreSeeds: number | null;
  readonly outcome: Outcome;
}

/** All that is concluded from a run's results, before a verdict. */
export type Summary = SummaryOf<ArmSummary>;

/** What is concluded of arms of which at least that is known. */
export interface SummaryOf<A extends JudgedArm> {
  /** Seeds that are summarised: every arm finished on them, or had been left out of the race before. */
  readonly seeds: number;
  readonly design: Design;
  /** Every seed drew other rows of the same world; else all divided the same rows anew, and what is said holds for these rows. */
  readonly freshRows: boolean;
  /** Id of the metric that decides; absent where that is the accuracy. */
  readonly metric?: string;
  /** The number that is told, and how widely it is spread (standard deviation); absent where classes are. What is called accuracy is R² then. */
  readonly target?: { readonly name: string; readonly unit?: string; readonly sd: number };
  /** Difference of the deciding metric that does not matter, fixed before the run; of accuracy 0 … 1. */
  readonly margin: number;
  /** Arm whose training time the others are measured against; null when nothing was trained. */
  readonly reference: string | null;
  /** Share of the most frequent class (0 … 1): the accuracy of a model that has learned nothing; of numbers 0, the R² of their mean. */
  readonly majority: number;
  /**
   * Mean recall of the base model over classes on old rows, and of who knows nothing: told where its accuracy does not show that it has learned,
   * as it cannot where one class is nearly all.
   */
  readonly balancedOld?: { readonly recall: Interval; readonly chance: number };
  /**
   * False when wall time says little about the arms: software adapter, no warm-up, a hidden tab, a processor busy elsewhere, or an arm that was timed for
   * less than a second in all. Counted work then takes its place.
   */
  readonly timesComparable: boolean;
  readonly arms: readonly A[];
  readonly comparisons: readonly Comparison[];
  /** Of all arms, by the metric that decides, on the new regime. */
  readonly standing: Standing;
}

/** `fixed`: the number of seeds stood before the run. `race`: seeds came until the question was settled; it holds whenever one looks. */
export type Design = 'fixed' | 'race';

export interface Standing {
  /** Ids of the arms that may be the best: none is shown worse than another. */
  readonly best: readonly string[];
  /** Ids of the arms that are shown to lose less than the margin to the best. */
  readonly asGood: readonly string[];
  /** p of each arm's being the best, by id, adjusted for all arms; 1 for all where too few seeds allow no claim. */
  readonly p: Readonly<Record<string, number>>;
}
