/** Whether a comparison can run on its data. */
import { arms, findArm } from '../../../adapt/registry.ts';
import type { DataFacts } from '../../../contracts/services.ts';
import type { OwnModel } from '../../../models/own-model.ts';
import { metrics, metricsFor } from '../../../measure/metrics/registry.ts';
import { checkParameters } from '../../../spec/parameter.ts';
import { chosenOf } from '../../../spec/recipe-parts.ts';
import type { Issue, Spec } from '../../../spec/schema.ts';
import { modelOf } from '../../../adapt/other-model.ts';
import { checkCommon, checkMemory, checkWork, type Add } from '../../check-common.ts';

/** Everything wrong with running this comparison on this data; empty when it can run. */
export function checkComparison(spec: Spec, data: DataFacts, ownModel?: OwnModel): Issue[] {
  const { issues, add, model } = checkCommon(spec, data, ownModel);
  const { newPool } = spec.data.split;
  if (spec.labels.perClass && spec.task === 'regression')
    add('labels.perClass', 'has no classes to go by where a number is told; leave it out');
  if (spec.labels.budget > newPool)
    add('labels.budget', `asks for ${spec.labels.budget} labels out of a pool of ${newPool}; raise data.split.newPool or lower it`);
  spec.arms.forEach(({ id, params = {} }, i) => {
    const arm = findArm(id);
    if (!arm) return add(`arms[${i}].id`, `there is no repair "${id}"; choose from ${arms.map((each) => each.id).join(', ')}`);
    for (const { name, message } of checkParameters(arm.parameters, params, data)) add(`arms[${i}].params.${name}`, message);
    const other = model && modelOf(arm, { model, inputShape: data.encodedShape }, params);
    if (!other) return;
    checkMemory(spec, other, data, (_, message) => add(`arms[${i}].params`, message));
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
  checkMetric(spec, data, add);
  checkHeldOut(spec, data.classes.length, add);
  checkLead(spec, add);
  if (!spec.arms.some(({ id }) => id === 'none')) add('arms', 'must include "none": every repair is compared with doing nothing');
  if (model) checkWork(spec, model, data, add);
  return issues;
}

/** What decides has to be known, and defined on this data. */
function checkMetric(spec: Spec, { title, groups, classes }: DataFacts, add: Add): void {
  const { metric: id, binary } = spec.measure;
  if (binary && (spec.task || classes.length !== 2))
    add('measure.binary', `is of two classes, and ${spec.task ? 'a number is' : `${classes.length} are`} told; leave it out`);
  if (id === undefined) return;
  const metric = metrics.find((each) => each.id === id);
  const fit = metricsFor(spec);
  const listed = fit.flatMap((each) => (each.needsCosts && !binary ? [] : [each.id])).join(', ');
  if (!metric) add('measure.metric', `there is no metric "${id}"; choose one of ${listed}`);
  else if (!fit.includes(metric))
    add('measure.metric', `judges ${metric.of}, and here ${spec.task ? 'a number is' : 'classes are'} told; choose one of ${listed}`);
  else if (metric.needsCosts && !binary)
    add('measure.metric', 'needs what the two errors cost; give measure.binary, or choose another metric');
  else if (metric.needsGroups && !groups) add('measure.metric', `needs groups, and ${title} has none; choose another metric`);
}

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

/** What a lead says has to be about this comparison. */
function checkLead({ lead, arms }: Spec, add: Add): void {
  if (!lead) return;
  if (lead.alarms !== undefined) add('lead.alarms', 'is of streams only: a comparison has no alarms; leave it out');
  lead.bridges?.forEach(({ first, next }, i) => {
    for (const [name, id] of Object.entries({ first, next }))
      if (id === 'none' || !arms.some((arm) => arm.id === id))
        add(
          `lead.bridges[${i}].${name}`,
          `there is no repair "${id}" in this run; name one of ${arms.flatMap((arm) => (arm.id === 'none' ? [] : arm.id)).join(', ')}`,
        );
    if (first === next) add(`lead.bridges[${i}].next`, `is the same repair as the first, "${first}"; name another`);
  });
}
