/** What an estimate without labels is: it says how well a model does, or what the world became, from its inputs or outputs alone. */
import type { Factor } from '../../contracts/diagnosis.ts';
import type { Random } from '../../random/random.ts';
import type { ComplaintRates } from '../../spec/kinds/stream/complaints.ts';
import type { Parameter, ParameterValues } from '../../spec/parameter.ts';
import type { Batch } from '../types.ts';

interface Described {
  /** Lower-kebab, as on the command line. */
  readonly id: string;
  readonly title: string;
  /** One sentence a newcomer understands. */
  readonly help: string;
  readonly source: string;
  /** What has to hold for the estimate to be right, as a sentence. */
  readonly assumption: string;
  /** A drift of these alone makes the estimate wrong, or goes unseen. */
  readonly violatedBy: readonly Factor[];
  /** A drift of these alone can break the assumption or leave it whole: it depends on which rows come. */
  readonly strainedBy?: readonly Factor[];
  /** It says nothing of rows that lie where the reference has none. */
  readonly needsOverlap: boolean;
  readonly parameters: readonly Parameter[];
}

/** Outputs of the deployed model. Class probabilities are `[rows, classes]`. */
export interface ModelOutputs {
  readonly reference: Batch;
  /** True classes 0, 1, … of the reference, one per row. */
  readonly labels: ArrayLike<number>;
  readonly current: Batch;
}

export interface Estimate {
  /** Estimated accuracy on the current rows, 0 … 1. */
  readonly accuracy?: number;
  /** Estimated mean absolute error of numbers on the current rows, in their unit. */
  readonly error?: number;
  /** Where a labelled sample of the same size would show it without error of the estimate itself; may leave 0 … 1. */
  readonly interval?: readonly [low: number, high: number];
  /** Estimated share of each class in the current rows. */
  readonly prior?: readonly number[];
  /** prior / share in the reference: what its rows have to be weighted with. */
  readonly weights?: readonly number[];
  /** `[predicted, true]`, estimated shares of the current rows. */
  readonly confusion?: readonly (readonly number[])[];
  /** Further numbers by name. */
  readonly details: Readonly<Record<string, number>>;
}

/** From the outputs of the model. */
export interface OutputEstimator extends Described {
  readonly needs: 'outputs';
  /** @throws RangeError when a sample is empty, holds no probabilities or no labels of its classes, or the estimate is undefined. */
  run(outputs: ModelOutputs, params: ParameterValues): Estimate;
}

/** From the inputs alone. */
export interface InputEstimator extends Described {
  readonly needs: 'inputs';
  /** Compares inputs of two times. @param random For what it draws; equal seeds give equal results. */
  run(reference: Batch, current: Batch, params: ParameterValues, random: Random): Estimate;
}

/** Class probabilities `[rows, classes]` for rows; at once, or when a device has worked them out. */
export type Predict = (rows: Batch) => Batch | Promise<Batch>;

export interface ModelsAndData {
  /** The deployed model. */
  readonly deployed: Predict;
  /** Fits a model to rows and their classes. */
  readonly train: (rows: Batch, labels: ArrayLike<number>) => Predict | Promise<Predict>;
  readonly reference: Batch;
  readonly labels: ArrayLike<number>;
  readonly current: Batch;
  readonly currentLabels: ArrayLike<number>;
}

/** From a model that is trained for the purpose. */
export interface ModelEstimator extends Described {
  readonly needs: 'models';
  /** Rejects with RangeError when samples, labels or outputs do not fit each other. */
  run(models: ModelsAndData, params: ParameterValues): Promise<Estimate>;
}

/** Rows as a model sees them, and the numbers that it tells of them. */
export interface ToldNumbers {
  readonly inputs: Batch;
  readonly told: ArrayLike<number>;
}

/** From how far off a model of numbers is on rows whose numbers are known. */
export interface LossEstimator extends Described {
  readonly needs: 'losses';
  /**
   * @param rows.errors of the reference, true minus told or the other way round; `tolerance`: how far off a right number may be.
   * @throws RangeError when samples are empty or do not fit each other.
   */
  run(
    rows: {
      readonly reference: ToldNumbers;
      readonly errors: ArrayLike<number>;
      readonly current: ToldNumbers;
      readonly tolerance: number;
    },
    params: ParameterValues,
  ): Estimate;
}

/** Complaints that were heard of some answers. */
export interface ComplaintCount {
  readonly complaints: number;
  readonly answers: number;
  /** How often wrong and right answers are complained of, 0 … 1. */
  readonly rates: ComplaintRates;
}

/** From what users complain of. */
export interface ComplaintEstimator extends Described {
  readonly needs: 'complaints';
  /** @throws RangeError when no answers are due, or wrong and right answers are complained of alike. */
  run(heard: ComplaintCount, params: ParameterValues): Estimate;
}

export type Estimator = OutputEstimator | InputEstimator | ModelEstimator | LossEstimator | ComplaintEstimator;
