/** Whether an experiment of any kind can run on its data: ids exist, sizes fit, drifts apply. All problems at once, each with its path. */
import { arms } from '../adapt/registry.ts';
import type { DataFacts } from '../contracts/services.ts';
import { inputKind, type InputKind } from '../data/types.ts';
import { whyNot } from '../drift/apply.ts';
import { injections } from '../drift/registry.ts';
import { whyNotThen } from '../drift/when.ts';
import { whyNotThere } from '../drift/where.ts';
import { checkParameters } from '../spec/parameter.ts';
import { regions } from '../measure/energy/carbon.ts';
import { devices, findDevice } from '../measure/energy/devices.ts';
import { buildModel, families, outputsOf } from '../models/families.ts';
import type { OwnModel } from '../models/own-model.ts';
import type { Model } from '../models/types.ts';
import { chosenOf, concerns, recipeParts } from '../spec/recipe-parts.ts';
import { takesDropout } from '../training/dropout.ts';
import type { AnySpec, Issue } from '../spec/schema.ts';
import { memoryOf, workOfRun } from './predicted-cost.ts';

/** Floating-point operations beyond which a run is refused: hours on a laptop. */
const MAX_FLOPS = 2e14;

/** Notes one thing that is wrong, and where. */
export type Add = (path: string, message: string) => void;

/** Refuses hours of work, as `workOfRun` counts it. */
export function checkWork(spec: AnySpec, model: Model, { encodedShape }: DataFacts, add: Add): void {
  const work = (asked: AnySpec) => workOfRun(asked, model, encodedShape, arms);
  const flops = work(spec);
  if (!(flops > MAX_FLOPS)) return;
  const atOnce = { ...spec, stop: { ...spec.stop, epochs: 1 } } as AnySpec;
  add(
    work(atOnce) > MAX_FLOPS ? 'base.epochs' : 'stop.epochs',
    `the whole run would take about ${(flops / 1e12).toFixed(0)} TFLOP, and ${MAX_FLOPS / 1e12} is the limit; use fewer epochs, rows, labels, seeds or units`,
  );
}

/** Bytes of rows and parameters beyond which a run is refused: what a tab may hold. */
const MAX_BYTES = 3e9;

/** Refuses what would not fit into memory, with the numbers. */
export function checkMemory(spec: AnySpec, model: Model, { encodedShape }: DataFacts, add: Add): void {
  const rows = Object.values(spec.data.split).reduce((sum, count) => sum + count, 0);
  const width = encodedShape.reduce((a, b) => a * b, 1);
  const { rows: inputs, parameters } = memoryOf(spec, model, encodedShape);
  if (inputs + parameters <= MAX_BYTES) return;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  add(
    inputs > parameters ? 'data.split' : 'model.params',
    `the run would hold about ${gigabytes(inputs)} of rows (${rows} of ${width} numbers) and ${gigabytes(parameters)} of parameters, and ${gigabytes(MAX_BYTES)} is the limit; use fewer ${inputs > parameters ? 'rows' : 'units'}`,
  );
}

/** What is the same for every kind of experiment; the model where one can be built. */
export function checkCommon(
  spec: AnySpec,
  data: DataFacts,
  ownModel?: OwnModel,
): { readonly issues: Issue[]; readonly add: Add; readonly model: Model | undefined } {
  const issues: Issue[] = [];
  const add: Add = (path, message) => void issues.push({ path, message });
  const kind = inputKind(data);
  const classes = data.classes.length;

  const { baseTrain, baseTest, newPool, newTest } = spec.data.split;
  const rows = baseTrain + baseTest + newPool + newTest;
  if (rows > data.maxRows) add('data.split', `asks for ${rows} rows, but ${data.title} has ${data.maxRows}`);
  for (const part of ['baseTrain', 'baseTest', 'newPool', 'newTest'] as const) {
    if (spec.data.split[part] < classes) add(`data.split.${part}`, `needs at least ${classes} rows, one for each class`);
  }

  checkTask(spec, data, add);
  const family = families.find(({ id }) => id === spec.model.family);
  let model: Model | undefined;
  if (family && !family.appliesTo.includes(kind))
    add('model.family', `${family.title} needs images, and ${data.title} holds ${noun[kind]}`);
  else {
    try {
      model = buildModel(spec.model, data.encodedShape, outputsOf(spec, data.classes), ownModel);
    } catch (error) {
      add(family ? 'model.params' : 'model', (error as Error).message);
    }
  }

  if (model) checkMemory(spec, model, data, add);
  if (model && chosenOf(spec.recipe, 'dropout').option.id !== 'none' && !takesDropout(model))
    add('recipe.dropout', 'has no hidden dense layer with ReLU to stand behind; choose another model, or leave it out');

  spec.drift.forEach(({ id, params, where, when }, i) => {
    const injection = injections.find((known) => known.id === id);
    const path = `drift[${i}]`;
    if (!injection) return add(`${path}.id`, `there is no drift "${id}"; choose one of ${injections.map((known) => known.id).join(', ')}`);
    const refusal = whyNot(injection, data);
    if (refusal) return add(`${path}.id`, `${injection.title} cannot act on ${data.title}: ${refusal}`);
    for (const { name, message } of checkParameters(injection.parameters, params, data)) add(`${path}.params.${name}`, message);
    const elsewhere = whyNotThere(where, injection, data);
    if (elsewhere) add(`${path}.where`, elsewhere);
    const never = whyNotThen(when, injection, data);
    if (never) add(`${path}.when`, never);
  });

  if (!findDevice(spec.energy.device))
    add('energy.device', `there is no device "${spec.energy.device}"; choose one of ${devices.map(({ id }) => id).join(', ')}`);
  const { region } = spec.energy;
  if (region !== undefined && !regions.includes(region))
    add('energy.region', `no grid intensity is known for "${region}"; use WORLD or an ISO 3166 code like FRA`);

  return { issues, add, model };
}

/** Whether what is told, and how that is trained, go together. */
function checkTask(spec: AnySpec, { title, target }: DataFacts, add: Add): void {
  const numbers = spec.task === 'regression';
  if (numbers && !target) add('task', `${title} has no number to tell; leave task out to tell its classes, or choose other data`);
  if (!numbers && spec.measure.in !== undefined) add('measure.in', 'is of numbers, and classes are told; leave it out');
  for (const part of recipeParts)
    if (!concerns(part, spec) && chosenOf(spec.recipe, part.id).option !== part.options[0])
      add(`recipe.${part.id}`, `is of ${part.of!}, and ${numbers ? 'a number is' : 'classes are'} told; leave it out`);
}

const noun: Record<InputKind, string> = { image: 'images', tabular: 'a table', text: 'texts' };
