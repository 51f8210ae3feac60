/** What a training minimises, and whether the training options of a job fit its model. */
import type { Distillation, TrainJob } from '../contracts/trainer.ts';
import { parameterSlots } from '../models/parameters.ts';
import { layerShapes } from '../models/shapes.ts';
import { jobSteps } from './batches.ts';
import { EngineError } from './engine-error.ts';

/** Cross-entropy with labels, with labels and a teacher's answers, the entropy of the model's own answers, or the squared error of a number. */
export type Objective = 'labels' | 'distillation' | 'entropy' | 'squared';

export const objectiveOf = ({ loss, distillation }: TrainJob): Objective =>
  loss === 'entropy' || loss === 'squared' ? loss : distillation ? 'distillation' : 'labels';

/** Beyond which error a squared loss goes on straight: nowhere unless a job says so. The largest number of single precision, since shaders have no infinity. */
export const deltaOf = ({ delta }: TrainJob): number => delta ?? 3.4028234663852886e38;

/** What decides which kernels train a job, beside its model and optimizer: jobs that differ in it cannot train side by side. */
export const optionsOf = (job: TrainJob): readonly string[] => [
  objectiveOf(job),
  ...(job.rates ? ['rates'] : []),
  ...(job.penalty ? ['penalty'] : []),
  ...(job.momentum ? [job.momentum.nesterov ? 'momentum of Nesterov' : 'momentum'] : []),
  ...(['decay', 'schedule', 'clip', 'smoothing', 'rowWeights', 'averaging'] as const).filter((option) => job[option] !== undefined),
  ...Object.keys(job.until ?? {}).map((condition) => `until ${condition}`),
];

/**
 * Whether two jobs ask for the same numbers where jobs side by side share them: tables by step, and what an optimizer is set to.
 * Weights of rows, rates, penalties and targets are each job's own.
 */
export const sameNumbers = (a: TrainJob, b: TrainJob): boolean =>
  a.momentum?.factor === b.momentum?.factor &&
  (['decay', 'clip', 'smoothing', 'delta'] as const).every((option) => a[option] === b[option]) &&
  (['schedule', 'averaging'] as const).every((table) => sameTable(a[table], b[table]));

const sameTable = (a: Float32Array | undefined, b: Float32Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.length === b.length && a.every((value, i) => value === b[i]));

/** Throws EngineError, before anything is trained, when a training option of the job does not fit its model or its data. */
export function assertOptionsFit(job: TrainJob): void {
  const { model, data, start, loss, distillation, rates, penalty } = job;
  if (distillation && (loss ?? 'cross-entropy') !== 'cross-entropy')
    throw new EngineError('A training minimises one thing: its own entropy, a squared error, or a distillation. Leave one out');
  if (distillation) assertDistils(distillation, data.rows * layerShapes(model).at(-1)![0]!);
  if (rates) {
    assertLength('rates, one for each parameter array', rates.length, parameterSlots(model).length);
    const odd = rates.find((rate) => !Number.isFinite(rate) || rate < 0);
    if (odd !== undefined)
      throw new EngineError(`The factor ${odd} on the learning rate is not a number from 0 on. Give 0 to leave an array as it is`);
  }
  if (penalty)
    for (const part of [penalty.anchor, penalty.strength])
      assertLength('values to hold parameters at, and strengths', part.length, start.length);
  assertMoves(job);
  assertLabelsFit(job);
  if (loss === 'squared') assertTells(job);
  assertAverages(job);
  assertWatched(job);
}

/** How the weights move: momentum, decay, schedule, clipping. */
function assertMoves({ optimizer, momentum, decay, schedule, clip, ...job }: TrainJob): void {
  if (momentum) {
    if (optimizer !== 'sgd') throw new EngineError('Adam has a momentum of its own. Leave the other out, or train by SGD');
    if (!(momentum.factor >= 0 && momentum.factor < 1))
      throw new EngineError(`A momentum with the factor ${momentum.factor} cannot be trained with. Give a factor from 0 on and below 1`);
  }
  if (decay !== undefined && !(decay >= 0 && Number.isFinite(decay)))
    throw new EngineError(`A weight decay of ${decay} cannot be trained with. Give a number from 0 on`);
  if (clip !== undefined && !(clip > 0 && Number.isFinite(clip)))
    throw new EngineError(`A gradient cannot be clipped to the length ${clip}. Give a length above 0, or leave it out`);
  if (!schedule) return;
  assertLength('factors of a schedule, one for each step', schedule.length, jobSteps(job));
  const odd = schedule.find((factor) => !(factor >= 0 && Number.isFinite(factor)));
  if (odd !== undefined)
    throw new EngineError(`The schedule has the factor ${odd}, which is not a number from 0 on. Give 0 to move nothing`);
}

/** Smoothing and the weights of rows, which say something about labels. */
function assertLabelsFit({ loss, smoothing, rowWeights, data }: TrainJob): void {
  if (loss === 'entropy' && (smoothing !== undefined || rowWeights)) {
    throw new EngineError(
      "Smoothing and weights of rows are of labels, and the entropy of a model's own answers has none. Leave them out, or learn labels",
    );
  }
  if (smoothing !== undefined && !(smoothing >= 0 && smoothing < 1))
    throw new EngineError(`Labels cannot be smoothed by ${smoothing}. Give a number from 0 on and below 1`);
  if (!rowWeights) return;
  assertLength('weights of rows', rowWeights.length, data.rows);
  const odd = rowWeights.find((weight) => !(weight >= 0 && Number.isFinite(weight)));
  if (odd !== undefined)
    throw new EngineError(`A row has the weight ${odd}, which is not a number from 0 on. Give 0 to learn nothing from it`);
}

/** A number is told by one output, from rows that say it. */
function assertTells({ model, data: { target, rows }, smoothing, delta = 1 }: TrainJob): void {
  assertLength('outputs', layerShapes(model).at(-1)![0]!, 1);
  assertLength('targets', target?.length ?? 0, rows);
  if (smoothing !== undefined || !(delta > 0))
    throw new EngineError('A number is trained without smoothing, and with a delta above 0. Leave the one out, or change the other');
}

function assertAverages({ averaging, ...job }: TrainJob): void {
  if (!averaging) return;
  assertLength('shares of an average, one for each step', averaging.length, jobSteps(job));
  const odd = averaging.find((share) => !(share >= 0 && share <= 1));
  if (odd !== undefined) throw new EngineError(`A step has the share ${odd} in the average of the weights. Give shares from 0 to 1`);
  if (averaging.every((share) => share === 0))
    throw new EngineError('The weights cannot be averaged over zero steps. Give a step a share above 0, or leave the averaging out');
}

/** What looks at an accuracy needs the set that it is of. */
function assertWatched({ until, keepBest, watch }: TrainJob): void {
  const wanted = [
    ['end by its accuracy', until?.accuracy],
    ['end by its accuracy', until?.plateau],
    ['keep the weights that are best', keepBest],
  ] as const;
  for (const [what, by] of wanted) {
    if (!by || watch.some(({ name }) => name === by.of)) continue;
    throw new EngineError(
      `The training should ${what} on "${by.of}", which is not watched. Watch it, or choose one of: ${watch.map(({ name }) => name).join(', ') || 'none'}`,
    );
  }
}

function assertDistils({ targets, temperature, weight }: Distillation, needed: number): void {
  assertLength('class probabilities as targets', targets.length, needed);
  if (!(temperature > 0 && Number.isFinite(temperature) && weight >= 0 && weight <= 1)) {
    throw new EngineError(
      `A distillation at the temperature ${temperature} with the weight ${weight} cannot be trained. Give a temperature above 0 and a weight from 0 to 1`,
    );
  }
}

function assertLength(what: string, actual: number, expected: number): void {
  if (actual !== expected)
    throw new EngineError(`The training was given ${actual} ${what}; its model and rows need ${expected}. Give as many`);
}
