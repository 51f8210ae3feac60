/** What a run on the data that are open will take; loaded when a person starts one on files of their own. */
import { predictedCost, type PredictedCost } from '../experiment/predicted-cost.ts';
import { buildModel, outputsOf } from '../models/families.ts';
import type { AnySpec } from '../spec/schema.ts';
import { arms } from './catalogue.ts';
import type { DataState } from './data-state.ts';

/** Undefined where it cannot be told: of a model of the user's own, whose layers the page does not hold, and of data that are not open. */
export function costOf(spec: AnySpec, data: Pick<DataState, 'chosen'>, lanes = navigator.hardwareConcurrency): PredictedCost | undefined {
  const chosen = data.chosen(spec);
  if (!chosen || spec.model.family === 'imported') return undefined;
  const { encodedShape, classes } = chosen;
  return predictedCost(spec, buildModel(spec.model, encodedShape, outputsOf(spec, classes)), encodedShape, arms, lanes);
}
