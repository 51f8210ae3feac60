/**
 * The grids on which advice is scored: data × drift × labels.
 *
 * In-sample are those that were looked at while rules were made, those of earlier versions' held-out halves and fresh grids among them,
 * each cell with one of its label budgets.
 */
import { globalDrift, type Spec } from '../../spec/schema.ts';
import { presets } from '../../spec/kinds/compare/presets.ts';
import { fresh } from './fresh.ts';
import { arms, SCORED, SEEN, type Change, type Scenario } from './grid.ts';

const table = (id: string): Spec => ({
  ...presets.quick.spec,
  data: { id, params: {}, split: { baseTrain: 800, baseTest: 300, newPool: 600, newTest: 300 } },
  model: { family: 'mlp', params: { hidden: [32, 32] } },
  base: { learningRate: 0.005, batchSize: 32, epochs: 15 },
  stop: { epochs: 25 },
  arms,
  seeds: { root: 20260301, count: SEEN + SCORED },
});

const digits: Spec = {
  ...table('digits'),
  data: { id: 'digits', params: {}, split: { baseTrain: 700, baseTest: 300, newPool: 500, newTest: 297 } },
};

const part = (id: string, severity: number, where: Spec['drift'][number]['where']): Spec['drift'] => [
  { ...globalDrift(id, severity), where },
];

/** What happens to every table: columns, shares of classes, labels, people. */
const ofTables: readonly Change[] = [
  ['gain-offset', 'P(x) global', [globalDrift('gain-offset', 3)]],
  ['swap-channels', 'P(x) global', [globalDrift('swap-channels', 4)]],
  ['noise in some columns', 'P(x) local', part('column-noise', 4, { scope: 'features', share: 0.3 })],
  ['stuck columns', 'P(x) local', part('stuck-at', 4, { scope: 'features', share: 0.2 })],
  ['prior-shift', 'P(y)', [globalDrift('prior-shift', 5)]],
  ['long-tail', 'P(y)', [globalDrift('long-tail', 5)]],
  ['label-cycle', 'P(y|x)', [globalDrift('label-cycle', 3)]],
  ['boundary-shift', 'P(y|x)', [globalDrift('boundary-shift', 5)]],
  ['new-subpopulation', 'several', [globalDrift('new-subpopulation', 5)]],
  ['no-drift', 'none', [globalDrift('no-drift', 3)]],
];

const ofDigits: readonly Change[] = [
  ['contrast', 'P(x) global', [globalDrift('contrast', 4)]],
  ['rotation', 'P(x) global', [globalDrift('rotation', 4)]],
  ['occlusion', 'P(x) local', [globalDrift('occlusion', 3)]],
  ['noise in one class', 'P(x) local', part('gaussian-noise', 5, { scope: 'class', name: '3' })],
  ['prior-shift', 'P(y)', [globalDrift('prior-shift', 5)]],
  ['long-tail', 'P(y)', [globalDrift('long-tail', 5)]],
  ['label-cycle', 'P(y|x)', [globalDrift('label-cycle', 3)]],
  ['label-cycle everywhere', 'P(y|x)', [globalDrift('label-cycle', 5)]],
  ['new-class', 'several', [globalDrift('new-class', 5)]],
  ['no-drift', 'none', [globalDrift('no-drift', 3)]],
];

const moreOfTables: readonly Change[] = [
  ['ramp', 'P(x) global', [globalDrift('ramp', 4)]],
  ['unit-change', 'P(x) global', [globalDrift('unit-change', 5)]],
  ['saturation in some columns', 'P(x) local', part('saturation', 5, { scope: 'features', share: 0.4 })],
  ['missing values in some columns', 'P(x) local', part('missing-values', 5, { scope: 'features', share: 0.4 })],
  ['knock-out', 'P(y)', [globalDrift('knock-out', 4)]],
  ['dirichlet-priors', 'P(y)', [globalDrift('dirichlet-priors', 5)]],
  ['label-cycle', 'P(y|x)', [globalDrift('label-cycle', 4)]],
  ['boundary-rotation', 'P(y|x)', [globalDrift('boundary-rotation', 5)]],
  ['spurious-reversal', 'several', [globalDrift('spurious-reversal', 5)]],
  ['duplicated-rows', 'none', [globalDrift('duplicated-rows', 3)]],
];

const ofGlyphs: readonly Change[] = [
  ['inverse', 'P(x) global', [globalDrift('inverse', 4)]],
  ['translate', 'P(x) global', [globalDrift('translate', 5)]],
  ['salt and pepper in one class', 'P(x) local', part('impulse-noise', 5, { scope: 'class', name: '7' })],
  ['blur in half of the rows', 'P(x) local', part('gaussian-blur', 5, { scope: 'rows', share: 0.5 })],
  ['knock-out', 'P(y)', [globalDrift('knock-out', 4)]],
  ['dirichlet-priors', 'P(y)', [globalDrift('dirichlet-priors', 5)]],
  ['label-cycle', 'P(y|x)', [globalDrift('label-cycle', 2)]],
  ['class-merge', 'P(y|x)', [globalDrift('class-merge', 4)]],
  ['spurious-reversal', 'several', [globalDrift('spurious-reversal', 5)]],
  ['duplicated-rows', 'none', [globalDrift('duplicated-rows', 3)]],
];

interface Set {
  readonly base: Spec;
  readonly changes: readonly Change[];
  readonly labels: readonly number[];
}

/** Every change of every set with one of its budgets, in turn. */
const cells = (sets: readonly Set[]): Scenario[] =>
  sets.flatMap(({ base, changes, labels }, set) =>
    changes.map(([change, family, drift], i) => {
      const budget = labels[(set + i) % labels.length]!;
      return {
        id: `${base.data.id}, ${change}, ${budget} labels`,
        family,
        part: 'in-sample' as const,
        spec: { ...base, drift, labels: { budget } },
      };
    }),
  );

const inSample = cells([
  { base: digits, changes: ofDigits, labels: [40, 300] },
  ...['sensors', 'waveform', 'demand'].map((id) => ({ base: table(id), changes: ofTables, labels: [40, 300] })),
  { base: table('glyphs'), changes: ofGlyphs, labels: [60, 400] },
  ...['credit', 'friedman', 'rbf'].map((id) => ({ base: table(id), changes: moreOfTables, labels: [60, 400] })),
]);

export const scenarios: readonly Scenario[] = [...inSample, ...fresh];
