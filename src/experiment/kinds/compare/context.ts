/** What a comparison runs with. Types only. */
import type { Analyst } from '../../../contracts/analysis.ts';
import type { Emit } from '../../../contracts/events.ts';
import type { AbortedRepeat, BaseRate, EarlierComparison, SeedResult, SkippedArm } from '../../../contracts/record.ts';
import type { Arm, RepairedModel } from '../../../contracts/repair.ts';
import type { ArmResult } from '../../../contracts/results.ts';
import type { Pace, Trainer } from '../../../contracts/trainer.ts';
import type { PlaneView } from '../../../data/plane.ts';
import type { Dataset } from '../../../data/types.ts';
import type { OwnModel } from '../../../models/own-model.ts';
import type { ParameterValues } from '../../../spec/parameter.ts';
import type { Spec } from '../../../spec/schema.ts';
import type { SeedStart } from './seed-start.ts';

export interface CompareContext {
  readonly spec: Spec;
  readonly dataset: Dataset;
  /** The user's model, where the spec asks for it: it is the base, and nothing is trained before the drift. */
  readonly ownModel?: OwnModel;
  readonly trainer: Trainer;
  readonly analyst: Analyst;
  readonly pace: Pace;
  readonly emit: Emit;
  /** What an earlier run of the same experiment has already. */
  readonly earlier?: EarlierComparison;
  /** Only accuracies are asked for: nothing is diagnosed. */
  readonly brief?: boolean;
  /** Holds what came of a repair on the first seed. */
  readonly keep?: (arm: string, repaired: RepairedModel) => void;
}

export interface CompareResult {
  /** Where the base model's rate was chosen. */
  readonly baseRate?: BaseRate;
  readonly seeds: readonly SeedResult[];
  readonly results: readonly ArmResult[];
  /** Arms that could not run, by seed. */
  readonly skipped: readonly SkippedArm[];
  /** Arms that were left out of a race, each with the number of seeds it had run by then. */
  readonly retired: Readonly<Record<string, number>>;
  /** Repeats at which it ended early; absent where it went to its end. */
  readonly aborted?: readonly AbortedRepeat[];
  /** Why it did. */
  readonly endedBy?: unknown;
}

/** An arm as the spec asks for it. */
export type ChosenArm = Arm & { readonly params: ParameterValues };

/** The base model of one seed and the two worlds it meets. */
export interface Worlds extends SeedStart {
  readonly weights: Float32Array;
  /** Labels that were bought. */
  readonly labels: number;
  /** What the base model predicts on the new test rows; of numbers, the part of their range. */
  readonly predictedNew: Int32Array;
  /** Where the plane is drawn: for the first seed of data in a plane. */
  readonly bounds?: PlaneView['bounds'];
}
