/** About how long a run takes and what it holds, told before it begins; an estimate to ask a person by, not a figure. */
import type { Arm } from '../contracts/repair.ts';
import { modelOf } from '../adapt/other-model.ts';
import { trainingFlops } from '../measure/cost/work.ts';
import type { ParameterValues } from '../spec/parameter.ts';
import { parameterCount } from '../models/parameters.ts';
import { layerShapes } from '../models/shapes.ts';
import type { Model } from '../models/types.ts';
import { can } from '../spec/kinds/registry.ts';
import type { AnySpec, Spec, StreamSpec } from '../spec/schema.ts';
import { baseSteps } from '../training/jobs.ts';
import type { PredictedCost } from './long-run.ts';

/**
 * Floating-point operations a second of one lane, evaluations and diagnoses counted in: 27 GFLOP of a default run on two columns took 4.7 s on
 * two lanes of a 2-core machine. Larger layers and GPUs are faster, so that a prediction is rather too long.
 */
const FLOPS_A_SECOND = 3e9;
/** A policy of a stream is counted as repairing so often, at most. */
const REPAIRS_OF_A_POLICY = 10;

/** A number is held as it was read, as the model sees it, and by the lane that trains on it; a parameter with its gradient and what the optimizer keeps. */
const COPIES = { row: 3, parameter: 6 };

/** Bytes of the rows and of the parameters that a run holds. */
export function memoryOf(
  spec: AnySpec,
  model: Model,
  encodedShape: readonly number[],
): { readonly rows: number; readonly parameters: number } {
  const rows = Object.values(spec.data.split).reduce((sum, count) => sum + count, 0);
  const width = encodedShape.reduce((a, b) => a * b, 1);
  return { rows: 4 * COPIES.row * rows * width, parameters: 4 * COPIES.parameter * parameterCount(model) };
}

/**
 * @param arms what repairs say of themselves
 * @param lanes seeds that are trained side by side
 */
export function predictedCost(
  spec: AnySpec,
  model: Model,
  encodedShape: readonly number[],
  arms: readonly Repair[],
  lanes: number,
): PredictedCost {
  const flops = workOfRun(spec, model, encodedShape, arms);
  const { rows, parameters } = memoryOf(spec, model, encodedShape);
  return { seconds: flops / (FLOPS_A_SECOND * Math.max(1, Math.min(lanes, spec.seeds.count))), bytes: rows + parameters };
}

/**
 * Floating-point operations of the trainings of a run, all seeds together. What is predicted to a person and what is refused go by it.
 * @param arms what repairs say of themselves
 */
export function workOfRun(spec: AnySpec, model: Model, encodedShape: readonly number[], arms: readonly Repair[]): number {
  const weight = (arm: Repair, params: ParameterValues) =>
    trainingFlops(modelOf(arm, { model, inputShape: encodedShape }, params) ?? model, 1) / trainingFlops(model, 1);
  const classes = layerShapes(model).at(-1)!.at(-1)!;
  const examples = can(spec, 'variesBudget') ? ofRepairs(spec, arms, classes, weight) : ofPolicies(spec, arms);
  return trainingFlops(model, baseExamples(spec) + examples) * spec.seeds.count;
}

const baseExamples = (spec: AnySpec): number => baseSteps(spec) * spec.base.batchSize;

/** What has to be known of a repair. */
type Repair = Pick<Arm, 'id' | 'family' | 'needs' | 'modelFor'>;

/** Examples that a repair goes over once, with so many labels. Whatever begins anew takes as many steps as the base model. */
function onceOver(spec: AnySpec, { family, needs }: Repair, labels: number): number {
  if (family === 'retrain' || needs.wholePast) return baseExamples(spec);
  return spec.stop.epochs * labels * (needs.oldData ? 2 : 1);
}

/**
 * Examples that the repairs of a comparison go over on one seed: each at every rate that is tried, and once more.
 * @param weight work of an example of that repair, beside one of the base model
 */
function ofRepairs(spec: Spec, arms: readonly Repair[], classes: number, weight: (arm: Repair, params: ParameterValues) => number): number {
  const { labels, learning, data } = spec;
  const budget = Math.min(data.split.newPool, labels.budget * (labels.perClass ? classes : 1));
  const times = 1 + (learning ? (learning.rates?.length ?? 3) : 0);
  return spec.arms.reduce((sum, { id, params = {} }) => {
    const repair = arms.find((arm) => arm.id === id);
    if (!repair?.needs.newLabels) return sum;
    return sum + times * onceOver(spec, repair, budget) * weight(repair, params);
  }, 0);
}

/** Examples that the policies of a stream go over on one seed; the oracle tries a repair after every batch. */
function ofPolicies(spec: StreamSpec, arms: readonly Repair[]): number {
  const { policies, stream, data } = spec;
  const batches = Math.floor(data.split.newPool / stream.batch);
  return policies.reduce((sum, { id, params }) => {
    const repairs = id === 'never' ? 0 : id === 'oracle' ? batches : Math.min(batches, REPAIRS_OF_A_POLICY);
    const named = arms.filter((arm) => arm.id === params['action'] || arm.id === params['next']);
    const once = named.map((arm) => onceOver(spec, arm, stream.window));
    return sum + repairs * (once.length ? Math.max(...once) : spec.stop.epochs * stream.window);
  }, 0);
}
