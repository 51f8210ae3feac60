/** What a training minimises, and whether the further wishes of a job fit its model. */
import type { Distillation, TrainJob } from '../experiment/trainer.ts';
import { parameterSlots } from '../models/parameters.ts';
import { layerShapes } from '../models/shapes.ts';
import { EngineError } from './engine-error.ts';

/** Cross-entropy with labels, with labels and a teacher's answers, or the entropy of the model's own answers. */
export type Objective = 'labels' | 'distillation' | 'entropy';

export const objectiveOf = ({ loss, distillation }: TrainJob): Objective => (loss === 'entropy' ? 'entropy' : distillation ? 'distillation' : 'labels');

/** What decides which kernels train a job, beside its model and optimizer: jobs that differ in it cannot train side by side. */
export const wishesOf = (job: TrainJob): readonly string[] => [
  objectiveOf(job),
  ...(job.rates ? ['rates'] : []),
  ...(job.pull ? ['pull'] : []),
  ...Object.keys(job.until ?? {}).map((condition) => `until ${condition}`),
];

/** Throws EngineError, before anything is trained, when a wish of the job does not fit its model or its data. */
export function assertWishesFit(job: TrainJob): void {
  const { model, data, start, loss, distillation, rates, pull, until, watch } = job;
  if (loss === 'entropy' && distillation) throw new EngineError('A training minimises one thing: its own entropy, or a distillation. Leave one of the two out');
  if (distillation) assertDistils(distillation, data.rows * layerShapes(model).at(-1)![0]!);
  if (rates) {
    assertLength('rates, one for each parameter array', rates.length, parameterSlots(model).length);
    const odd = rates.find((rate) => !Number.isFinite(rate) || rate < 0);
    if (odd !== undefined) throw new EngineError(`The factor ${odd} on the learning rate is not a number from 0 on. Give 0 to leave an array as it is`);
  }
  if (pull) for (const part of [pull.anchor, pull.strength]) assertLength('values to pull parameters to, and strengths', part.length, start.length);
  for (const condition of [until?.accuracy, until?.plateau]) {
    if (!condition || watch.some(({ name }) => name === condition.of)) continue;
    throw new EngineError(`The training should end by its accuracy on "${condition.of}", which is not watched. Watch one set of that name, or choose one of: ${watch.map(({ name }) => name).join(', ') || 'none'}`);
  }
}

function assertDistils({ targets, temperature, weight }: Distillation, needed: number): void {
  assertLength('class probabilities as targets', targets.length, needed);
  if (!(temperature > 0 && Number.isFinite(temperature) && weight >= 0 && weight <= 1)) {
    throw new EngineError(`A distillation at the temperature ${temperature} with the weight ${weight} cannot be trained. Give a temperature above 0 and a weight from 0 to 1`);
  }
}

function assertLength(what: string, actual: number, expected: number): void {
  if (actual !== expected) throw new EngineError(`The training was given ${actual} ${what}; its model and rows need ${expected}. Give exactly as many`);
}
