/** Whether a stream can run on its data. */
import { arms } from '../../../adapt/registry.ts';
import type { DataFacts } from '../../../contracts/services.ts';
import type { OwnModel } from '../../../models/own-model.ts';
import { findPolicy, parametersOf, policies } from '../../../policies/registry.ts';
import { checkParameters } from '../../../spec/parameter.ts';
import { chosenOf } from '../../../spec/recipe-parts.ts';
import type { Issue, StreamSpec } from '../../../spec/schema.ts';
import { checkCommon, checkWork } from '../../check-common.ts';
import { REPAIRS_OF_A_POLICY } from '../../predicted-cost.ts';

/** Everything wrong with running this stream on this data; empty when it can run. */
export function checkStream(spec: StreamSpec, data: DataFacts, ownModel?: OwnModel): Issue[] {
  const { issues, add, model } = checkCommon(spec, data, ownModel);
  if (chosenOf(spec.recipe, 'keep').option.id === 'best')
    add('recipe.keep', 'keeps no labels from training in a stream, so there is nothing to choose the best model by; leave it out');
  if (spec.measure.binary) add('measure.binary', 'is of comparisons only: a stream counts wrong answers alike; leave it out');
  if (spec.measure.in !== undefined)
    add('measure.in', 'is of comparisons only: the margin of a stream is a share of its rows; leave it out');
  if (spec.measure.metric !== undefined)
    add('measure.metric', 'is decided by in comparisons only: a stream counts wrong predictions and repairs; leave it out');
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
    if (entry.classes && spec.task) add(`policies[${i}].id`, `a number is told, and ${entry.classes}; choose another policy`);
    const unfit = arms.find((arm) => arm.id === params.action)?.needs.comparison;
    if (unfit) return add(`policies[${i}].params.action`, `cannot be ${String(params.action)}: ${unfit}; choose another repair`);
    for (const { name, message } of checkParameters(parametersOf(entry, arms, params), params, data))
      add(`policies[${i}].params.${name}`, message);
  });
  // Every policy may repair after every batch; the oracle does.
  const trainings = spec.policies.some(({ id }) => id === 'oracle')
    ? batches
    : 1 + spec.policies.length * Math.min(batches, REPAIRS_OF_A_POLICY);
  if (model) checkWork(spec, model, trainings, add);
  return issues;
}
