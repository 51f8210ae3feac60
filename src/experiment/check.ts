/** Whether an experiment can run on its data: ids exist, sizes fit, drifts apply. All problems at once, each with its path. */
import type { DataFacts } from '../contracts/services.ts';
import { arms, findArm } from '../adapt/registry.ts';
import { baseSteps } from '../training/jobs.ts';
import { inputKind, type InputKind } from '../data/types.ts';
import { whyNot } from '../drift/apply.ts';
import { injections } from '../drift/registry.ts';
import { whyNotThen } from '../drift/when.ts';
import { whyNotThere } from '../drift/where.ts';
import { checkParameters } from '../spec/parameter.ts';
import { regions } from '../measure/energy/carbon.ts';
import { devices, findDevice } from '../measure/energy/devices.ts';
import { trainingFlops } from '../measure/cost/work.ts';
import { buildModel, families } from '../models/families.ts';
import type { OwnModel } from '../models/own-model.ts';
import type { Model } from '../models/types.ts';
import { chosenOf } from '../spec/recipe-parts.ts';
import { takesDropout } from '../training/dropout.ts';
import { findPolicy, parametersOf, policies } from '../policies/registry.ts';
import type { AnySpec, Issue, Spec, StreamSpec } from '../spec/schema.ts';

/** Floating-point operations beyond which a run is refused: hours on a laptop. */
const MAX_FLOPS = 2e14;

/** Everything wrong with running this comparison on this data; empty when it can run. */
export function checkSpec(spec: Spec, data: DataFacts, ownModel?: OwnModel): Issue[] {
  const { issues, add, model } = checkCommon(spec, data, ownModel);
  const { newPool } = spec.data.split;
  if (spec.labels.budget > newPool)
    add('labels.budget', `asks for ${spec.labels.budget} labels out of a pool of ${newPool}; raise data.split.newPool or lower it`);
  spec.arms.forEach(({ id, params = {} }, i) => {
    const arm = findArm(id);
    if (!arm) return add(`arms[${i}].id`, `there is no repair "${id}"; choose from ${arms.map((each) => each.id).join(', ')}`);
    for (const { name, message } of checkParameters(arm.parameters, params, data)) add(`arms[${i}].params.${name}`, message);
  });
  const { until } = spec.stop;
  if (until && until.validation === undefined && (until.accuracy ?? until.plateau) !== undefined) {
    add(
      'stop.until.validation',
      'is needed: target accuracy and plateau are looked at on a share of the new labels that is kept from training, such as 0.2',
    );
  }
  if (until && Object.keys(until).every((key) => key === 'validation'))
    add('stop.until', 'says nothing to end a training by; give accuracy, plateau, seconds or joules, or leave it out');
  checkHeldOut(spec, data.classes.length, add);
  if (!spec.arms.some(({ id }) => id === 'none')) add('arms', 'must include "none": every repair is compared with doing nothing');
  // With rates to choose from, every arm trains once for each, and once more.
  if (model) checkWork(spec, model, 1 + spec.arms.length * (1 + (spec.learning ? (spec.learning.rates?.length ?? 3) : 0)), add);
  return issues;
}

/** Everything wrong with running this stream on this data; empty when it can run. */
function checkStream(spec: StreamSpec, data: DataFacts, ownModel?: OwnModel): Issue[] {
  const { issues, add, model } = checkCommon(spec, data, ownModel);
  if (chosenOf(spec.recipe, 'keep').option.id === 'best')
    add('recipe.keep', 'keeps no labels from training in a stream, so there is nothing to choose the best model by; leave it out');
  const batches = Math.floor(spec.data.split.newPool / spec.stream.batch);
  if (batches < 2)
    add(
      'stream.batch',
      `leaves ${batches} batches of the ${spec.data.split.newPool} rows of data.split.newPool; make batches smaller or the stream longer`,
    );
  spec.policies.forEach(({ id, params }, i) => {
    const entry = findPolicy(id);
    if (!entry)
      return add(`policies[${i}].id`, `there is no policy "${id}"; choose from ${policies.map((policy) => policy.id).join(', ')}`);
    for (const { name, message } of checkParameters(parametersOf(entry, arms, params), params, data))
      add(`policies[${i}].params.${name}`, message);
  });
  // Every policy may repair after every batch; the oracle does.
  const trainings = spec.policies.some(({ id }) => id === 'oracle') ? batches : 1 + spec.policies.length * Math.min(batches, 10);
  if (model) checkWork(spec, model, trainings, add);
  return issues;
}

type Add = (path: string, message: string) => void;

/** Labels that end a training or keep the best model have to be enough to say anything, and they are the same ones. */
function checkHeldOut({ stop: { until }, recipe, labels: { budget } }: Spec, classes: number, add: Add): void {
  const keep = chosenOf(recipe, 'keep');
  const path = until?.validation !== undefined ? 'stop.until.validation' : 'recipe.keep.share';
  const share = until?.validation ?? (keep.option.id === 'best' ? keep.values['share'] : undefined);
  if (share === undefined) return;
  if (keep.option.id === 'best' && until?.validation !== undefined && keep.values['share'] !== until.validation) {
    add(
      'recipe.keep.share',
      `differs from stop.until.validation (${until.validation}): the same labels end a training and keep its best model; give the same share`,
    );
  }
  const kept = Math.round(budget * share);
  if (kept < classes)
    add(
      path,
      `keeps ${kept} of ${budget} labels, fewer than the ${classes} classes, so nothing can be told by them; raise it or labels.budget`,
    );
}

function checkWork(spec: AnySpec, model: Model, trainings: number, add: Add): void {
  const flops = trainingFlops(model, baseSteps(spec) * spec.base.batchSize) * spec.seeds.count * trainings;
  if (flops > MAX_FLOPS)
    add(
      'base.epochs',
      `the whole run would take about ${(flops / 1e12).toFixed(0)} TFLOP, and ${MAX_FLOPS / 1e12} is the limit; use fewer epochs, rows, seeds or units`,
    );
}

/** What is the same for every kind of experiment; the model where one can be built. */
function checkCommon(
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

  const family = families.find(({ id }) => id === spec.model.family);
  let model: Model | undefined;
  if (family && !family.appliesTo.includes(kind))
    add('model.family', `${family.title} needs images, and ${data.title} holds ${noun[kind]}`);
  else {
    try {
      model = buildModel(spec.model, data.encodedShape, classes, ownModel);
    } catch (error) {
      add(family ? 'model.params' : 'model', (error as Error).message);
    }
  }

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

const noun: Record<InputKind, string> = { image: 'images', tabular: 'a table', text: 'texts' };

/** Everything wrong with running this experiment, of either kind. */
export const checkAny = (spec: AnySpec, data: DataFacts, ownModel?: OwnModel): Issue[] =>
  spec.kind === 'stream' ? checkStream(spec, data, ownModel) : checkSpec(spec, data, ownModel);
