/** The same experiment with fewer rows and a narrower model: what it costs little to look at first. */
import type { Spec } from './schema.ts';

/** Of rows, labels and widths, ascending: each twice the one before, so that the whole is one step further. */
export const SHARES = [1 / 8, 1 / 4, 1 / 2] as const;

/** Paired repeats of each: few, since there are three sizes of them. */
const SMALL_SEEDS = 6;
/** Rows that a part of the data, and labels that a budget, has at least, as the schema has them. */
const LEAST = { rows: 10, labels: 2 } as const;

/**
 * Rows to learn from, labels and hidden widths times the share; held-out rows, epochs and everything else stay.
 * @param share 0 … 1
 * @throws RangeError where too few rows or labels would be left to learn from
 */
export function shrunk(spec: Spec, share: number): Spec {
  const { data, labels, model, lead: _, ...rest } = spec;
  const { split } = data;
  const rows = { baseTrain: Math.round(split.baseTrain * share), newPool: Math.round(split.newPool * share) };
  const budget = Math.round(labels.budget * share);
  const few = Object.entries(rows).find(([, count]) => count < LEAST.rows);
  if (few)
    throw new RangeError(
      `1/${Math.round(1 / share)} of data.split.${few[0]} is ${few[1]} rows, fewer than ${LEAST.rows}: this experiment is small already`,
    );
  const least = labels.perClass ? 1 : LEAST.labels;
  if (budget < least)
    throw new RangeError(`1/${Math.round(1 / share)} of labels.budget is ${budget}, fewer than ${least}: this experiment is small already`);
  return {
    ...rest,
    data: { ...data, split: { ...split, ...rows } },
    labels: { ...labels, budget },
    model: narrowed(model, share),
    seeds: { root: spec.seeds.root, count: SMALL_SEEDS },
  } as Spec;
}

/** The experiment at every size, ascending. @throws RangeError as `shrunk` */
export const smallRuns = (spec: Spec): { readonly share: number; readonly spec: Spec }[] =>
  SHARES.map((share) => ({ share, spec: shrunk(spec, share) }));

const narrow = (units: number, share: number): number => Math.max(1, Math.round(units * share));

/** A model without hidden layers, or one of the user's own, is as wide as it is. */
function narrowed(model: Spec['model'], share: number): Spec['model'] {
  if (model.family === 'mlp')
    return { ...model, params: { ...model.params, hidden: model.params.hidden.map((units) => narrow(units, share)) } };
  if (model.family === 'cnn')
    return {
      ...model,
      params: {
        ...model.params,
        filters: model.params.filters.map((units) => narrow(units, share)),
        dense: narrow(model.params.dense, share),
      },
    };
  return model;
}
