/** Other people come: a part of the population that was not there, or was small. */
import { quantile } from '../../data/quantile.ts';
import { selectRows } from '../../data/select.ts';
import { inputKind, type Samples } from '../../data/types.ts';
import { featureCount, numericColumns, scaleOf } from '../features.ts';
import { resample } from '../label/resample.ts';
import { at, type Ladder } from '../severity.ts';
import type { DriftContext, Injection } from '../../contracts/drift.ts';

/** Share of the new sub-population in the new world. */
const NEWCOMERS: Ladder = [0.1, 0.25, 0.5, 0.75, 1];
/** Without groups, the sub-population is what lies beyond this quantile along a direction. */
const BEYOND = 0.75;

/** 1 for rows of the sub-population: a group of the data, else one end of it along a direction of the world. */
function strata(
  samples: Samples,
  { groups, world, reference, columns, classes }: DriftContext,
): { readonly of: Uint8Array; readonly name: string } {
  const drawn = world.uniform();
  if (groups && samples.group) {
    const chosen = Math.floor(drawn * groups.names.length);
    return { of: Uint8Array.from(samples.group, (group) => Number(group === chosen)), name: `${groups.name} “${groups.names[chosen]}”` };
  }
  const isTable = inputKind({ inputShape: samples.inputShape, columns }) === 'tabular';
  const features = isTable ? numericColumns(columns) : [...Array(featureCount(samples.inputShape)).keys()];
  const direction = features.map(() => world.normal());
  const { mean, sd } = scaleOf(reference);
  const width = featureCount(samples.inputShape);
  const scores = ({ x, rows }: Samples): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) =>
      features.reduce((sum, f, i) => {
        const value = x[row * width + f]!;
        return Number.isNaN(value) || sd[f] === 0 ? sum : sum + (direction[i]! * (value - mean[f]!)) / sd[f]!;
      }, 0),
    );
  // A quantile per class, so that the sub-population has rows of every class.
  const old = scores(reference);
  const cuts = classes.map((_, c) => quantile(old.filter((__, row) => reference.y[row] === c).sort(), BEYOND));
  return { of: Uint8Array.from(scores(samples), (score, row) => Number(score > cuts[samples.y[row]!]!)), name: 'one end of the data' };
}

export const newSubpopulation: Injection = {
  id: 'new-subpopulation',
  title: 'New sub-population',
  help: 'People come whom the old world never saw: a group that was left out of it.',
  kind: 'mixed',
  appliesTo: ['image', 'tabular'],
  resamples: true,
  ladder: ['10 % of the rows', '25 % of the rows', '50 % of the rows', '75 % of the rows', 'all rows'],
  source: 'sub-population shift (BREEDS, Santurkar et al. 2021); the severities are our own',
  fidelity: 'approximation',
  why: 'A group of the data, or a quarter of every class at one end of it, is kept out of the old world.',
  refuses: ({ columns, inputShape, groups }) =>
    inputShape.length === 1 && !groups && numericColumns(columns).length === 0 ? 'it needs groups or a numeric column' : undefined,

  past(samples, context) {
    const { of } = strata(samples, context);
    return selectRows(samples, resample(of, [1, 0], context.noise));
  },

  apply(samples, context) {
    const { of, name } = strata(samples, context);
    const share = at(NEWCOMERS, context.severity);
    const from = resample(of, [1 - share, share], context.noise);
    return {
      samples: selectRows(samples, from),
      from,
      params: { share, population: name },
      sentence: `${Math.round(100 * share)} % of the rows come from a sub-population that the old world never saw: ${name}.`,
    };
  },
};

/** How far the minority's share goes from what it was to the whole. */
const GROWTH: Ladder = [0.1, 0.25, 0.5, 0.75, 0.95];

export const minorityGrowth: Injection = {
  id: 'minority-growth',
  title: 'Growing minority',
  help: 'The smallest group of the old world becomes the majority.',
  kind: 'mixed',
  appliesTo: ['image', 'tabular', 'text'],
  resamples: true,
  ladder: ['10 % of the way', '25 % of the way', '50 % of the way', '75 % of the way', '95 % of the way'],
  source: 'group shift (Koh et al. 2021, WILDS); the severities are our own',
  fidelity: 'approximation',
  why: 'Shares of the groups change and each group looks as before; how far is our own.',
  refuses: ({ groups }) => (groups ? undefined : 'it needs data with groups'),

  apply(samples, { severity, noise, reference, groups }) {
    const counts = groups?.names.map((_, g) => reference.group?.reduce((sum, group) => sum + Number(group === g), 0) ?? 0) ?? [1];
    const minority = counts.indexOf(Math.min(...counts));
    const total = counts.reduce((a, b) => a + b, 0) || 1;
    const old = counts[minority]! / total;
    const share = old + (1 - old) * at(GROWTH, severity);
    const weight = counts.map((count, g) => (g === minority ? share : ((1 - share) * count) / Math.max(1, total - counts[minority]!)));
    const from = resample(samples.group ?? new Int32Array(samples.rows), weight, noise);
    return {
      samples: selectRows(samples, from),
      from,
      params: { group: groups?.names[minority] ?? '', share },
      sentence: `The ${groups?.name ?? 'group'} “${groups?.names[minority] ?? ''}” grew from ${Math.round(100 * old)} % to ${Math.round(100 * share)} % of the rows; each group looks as before.`,
    };
  },
};
