/**
 * The grid on which advice is scored: data × drift × labels. Every other cell is held out: no limit and no rule was chosen by
 * looking at it. A family has cells in both halves.
 */
import { globalDrift, type Spec } from '../../spec/schema.ts';
import { presets } from '../../spec/presets.ts';

/** Seeds the advisor sees, and further ones on which what it says is scored. */
export const SEEN = 6;
const SCORED = 4;

export type Family = 'P(x) global' | 'P(x) local' | 'P(y)' | 'P(y|x)' | 'several' | 'none';

export interface Scenario {
  readonly id: string;
  readonly family: Family;
  readonly half: 'in-sample' | 'held-out';
  readonly spec: Spec;
}

const arms = ['none', 'restandardise', 'prior-correction', 'head-only', 'first-block', 'full-fine-tune', 'replay', 'retrain-new', 'retrain-all'].map((id) => ({ id }));

const table = (id: string): Spec => ({
  ...presets.quick.spec,
  data: { id, params: {}, split: { baseTrain: 800, baseTest: 300, newPool: 600, newTest: 300 } },
  model: { family: 'mlp', params: { hidden: [32, 32] } },
  base: { learningRate: 0.005, batchSize: 32, epochs: 15 },
  stop: { epochs: 25 },
  arms,
  seeds: { root: 20260301, count: SEEN + SCORED },
});

const digits: Spec = { ...table('digits'), data: { id: 'digits', params: {}, split: { baseTrain: 700, baseTest: 300, newPool: 500, newTest: 297 } } };

type Change = readonly [name: string, family: Family, drift: Spec['drift']];

const part = (id: string, severity: number, where: Spec['drift'][number]['where']): Spec['drift'] => [{ ...globalDrift(id, severity), where }];

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

const LABELS = [40, 300];

/** Cells alternate between the halves, shifted from one data set and one budget to the next. */
export const scenarios: readonly Scenario[] = [
  { name: 'digits', base: digits, changes: ofDigits },
  { name: 'sensors', base: table('sensors'), changes: ofTables },
  { name: 'waveform', base: table('waveform'), changes: ofTables },
  { name: 'demand', base: table('demand'), changes: ofTables },
].flatMap(({ name, base, changes }, set) =>
  changes.flatMap(([change, family, drift], i) =>
    LABELS.map((budget, j): Scenario => ({
      id: `${name}, ${change}, ${budget} labels`,
      family,
      half: (set + i + j) % 2 === 0 ? 'in-sample' : 'held-out',
      spec: { ...base, drift, labels: { budget } },
    })),
  ),
);
