/** The parts of a number's range that stand for classes where a number is told: what is stratified, counted and named goes by them. */
import { DataError } from './errors.ts';
import { quantile } from './quantile.ts';
import type { Dataset, Samples } from './types.ts';

/** Which part a number falls into: how many of the ascending edges lie below it. */
export function partOf(edges: readonly number[], value: number): number {
  let part = 0;
  while (part < edges.length && value > edges[part]!) part++;
  return part;
}

/** The inner edges of the quarters of these numbers, ascending; equal ones once, so that no part is empty by definition. */
function quartersOf(values: ArrayLike<number>): number[] {
  const sorted = Float64Array.from(values).sort();
  const edges = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  return [...new Set(edges)].filter((edge) => edge < sorted.at(-1)!);
}

/** The rows without the number beside their classes, where classes are told: a drift of classes would leave it behind, and a model not learn it. */
export function askedRows({ task }: { readonly task?: 'regression' | undefined }, samples: Samples): Samples {
  if (task !== undefined || !samples.target) return samples;
  const { target: _, ...rest } = samples;
  return rest;
}

/**
 * The data as an experiment asks about them. Where classes are told, the numbers beside them are left out. Where the number is told,
 * classes are the parts of its range: the quarters of these rows, unless the data says where they lie. What was asked for once stays as it is.
 * @throws DataError where the data has no number to tell
 */
export function asAsked({ task }: { readonly task?: 'regression' | undefined }, dataset: Dataset): Dataset {
  const { draw } = dataset;
  if (task === undefined) {
    return {
      ...dataset,
      samples: askedRows({ task }, dataset.samples),
      ...(draw && { draw: async (nth) => asAsked({ task }, await draw(nth)) }),
    };
  }
  const { target, samples } = dataset;
  if (!target || !samples.target)
    throw new DataError(`task: ${dataset.title} has no number to tell`, {
      remedy: 'Leave task out to tell its classes, or choose other data.',
    });
  if (target.edges) return dataset;
  const edges = quartersOf(samples.target);
  const told = (data: Dataset): Dataset => ({
    ...data,
    samples: { ...data.samples, y: Int32Array.from(data.samples.target!, (value) => partOf(edges, value)) },
    classes: namesOf(edges, target.unit),
    target: { ...target, edges },
  });
  return { ...told(dataset), ...(draw && { draw: async (nth) => told(await draw(nth)) }) };
}

/** Names of the parts between edges, with as many digits as tell the edges apart. */
export function namesOf(edges: readonly number[], unit: string | undefined): string[] {
  const digits = [3, 4, 5, 6, 9].find((count) => new Set(edges.map((edge) => edge.toPrecision(count))).size === edges.length) ?? 17;
  const written = edges.map((edge) => `${Number(edge.toPrecision(digits))}${unit ? ` ${unit}` : ''}`);
  return [...written.map((edge, i) => (i === 0 ? `up to ${edge}` : `${written[i - 1]!} to ${edge}`)), `above ${written.at(-1) ?? '–'}`];
}
