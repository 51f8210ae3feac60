/** Whether a stream can run on its data. */
import { arms } from '../../../adapt/registry.ts';
import type { DataFacts } from '../../../contracts/services.ts';
import type { OwnModel } from '../../../models/own-model.ts';
import { whyNotThere } from '../../../drift/where.ts';
import { learnsFrom } from '../../../policies/learns-from.ts';
import { findPolicy, parametersOf, policies } from '../../../policies/registry.ts';
import { checkParameters } from '../../../spec/parameter.ts';
import { chosenOf } from '../../../spec/recipe-parts.ts';
import type { Issue, StreamSpec } from '../../../spec/schema.ts';
import { checkCommon, checkWork, type Add } from '../../check-common.ts';

/** What may differ between any two rows. */
const ROW_BY_ROW = { kind: 'P(x)' } as const;

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
  checkLead(spec, add);
  const batches = Math.floor(spec.data.split.newPool / spec.stream.batch);
  if (batches < 2)
    add(
      'stream.batch',
      `leaves ${batches} batches of the ${spec.data.split.newPool} rows of data.split.newPool; make batches smaller or the stream longer`,
    );
  spec.complaints?.except?.forEach(({ scope, name }, i) => {
    const refusal = whyNotThere({ scope, name }, ROW_BY_ROW, data);
    if (refusal) add(`complaints.except[${i}]`, refusal);
  });
  spec.policies.forEach(({ id, params }, i) => {
    const entry = findPolicy(id);
    if (!entry)
      return add(`policies[${i}].id`, `there is no policy "${id}"; choose from ${policies.map((policy) => policy.id).join(', ')}`);
    if (entry.classes && spec.task) add(`policies[${i}].id`, `a number is told, and ${entry.classes}; choose another policy`);
    if (entry.hearsComplaints && !spec.complaints)
      add(`policies[${i}].id`, 'decides by complaints, and this stream has none: add complaints, or choose another policy');
    // Where nobody complains, the check of parameters would only say that there is no such one.
    if (!spec.complaints && Object.hasOwn(params, learnsFrom.name))
      return add(
        `policies[${i}].params.${learnsFrom.name}`,
        'asks for complaints, and this stream has none: add complaints, or leave it out',
      );
    for (const name of ['action', 'next']) {
      const unfit = arms.find((arm) => arm.id === params[name])?.needs.comparison;
      if (unfit) return add(`policies[${i}].params.${name}`, `cannot be ${String(params[name])}: ${unfit}; choose another repair`);
    }
    for (const { name, message } of checkParameters(parametersOf(entry, arms, params, spec), params, data))
      add(`policies[${i}].params.${name}`, message);
  });
  if (model) checkWork(spec, model, data, add);
  return issues;
}

/** A stream has a clock of its own, and what happens in it may not depend on the machine. */
function checkLead({ lead }: StreamSpec, add: Add): void {
  if (!lead) return;
  if (!lead.traffic) add('lead.traffic', 'is the clock of a stream: say how many rows come by in an hour, more than 0');
  if (lead.labels) add('lead.labels', 'is of comparisons only: in a stream labels.delay says when labels come; leave it out');
  if (lead.horizon !== undefined) add('lead.horizon', 'is of comparisons only: a stream ends with its rows; leave it out');
  if (lead.bridges)
    add('lead.bridges', 'is of comparisons only: in a stream a policy names what follows its repair, as params.next; leave it out');
  if (lead.training.by === 'factor')
    add(
      'lead.training',
      'by a factor would let what happens depend on how fast this machine is; say hours of a full retraining (full), or of each kind (own)',
    );
}
