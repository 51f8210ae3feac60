/**
 * The fresh grid: every built-in data set, drifts and pairs of drifts that no rule was made with, three label budgets. It was written
 * after the last rule and run once. A rule that is changed for what it shows needs another grid.
 */
import { builtIns } from '../../../datasets/registry.ts';
import type { BuiltIn } from '../../../datasets/built-in.ts';
import { globalDrift, type Spec } from '../../spec/schema.ts';
import { arms, SCORED, SEEN, type Change, type Scenario } from './grid.ts';
import { presets } from '../../spec/kinds/compare/presets.ts';

type Drift = Spec['drift'][number];

/** The same drift in a part of the world only. */
const within = (drift: Drift, where: Drift['where']): Drift => ({ ...drift, where });
const halfOfRows = { scope: 'rows', share: 0.5 } as const;
const someColumns = { scope: 'features', share: 0.4 } as const;

const priors = globalDrift('target-priors', 5);
const relabelled: Change = ['label-cycle in half of the rows', 'P(y|x)', [within(globalDrift('label-cycle', 4), halfOfRows)]];
const concept: Change = ['concept-switch', 'P(y|x)', [globalDrift('concept-switch', 5)]];
const noise: Change = ['label-noise', 'none', [globalDrift('label-noise', 2)]];
const delay: Change = ['label-delay', 'none', [globalDrift('label-delay', 3)]];
const chosenPriors: Change = ['target-priors', 'P(y)', [priors]];
const twicePriors: Change = ['long-tail, prior-shift', 'P(y)', [globalDrift('long-tail', 3), globalDrift('prior-shift', 4)]];

/** Of each list a data set takes one, in turn. */
const ofNumbers: readonly (readonly Change[])[] = [
  [
    ['brownian-walk', 'P(x) global', [globalDrift('brownian-walk', 5)]],
    ['coarse-steps', 'P(x) global', [globalDrift('coarse-steps', 5)]],
    ['missing-mnar', 'P(x) global', [globalDrift('missing-mnar', 5)]],
    ['importance-tilt', 'P(x) global', [globalDrift('importance-tilt', 5)]],
    ['gain-offset, missing-mar', 'P(x) global', [globalDrift('gain-offset', 3), globalDrift('missing-mar', 4)]],
  ],
  [
    ['gain-offset in half of the rows', 'P(x) local', [within(globalDrift('gain-offset', 5), halfOfRows)]],
    ['ramp in some columns', 'P(x) local', [within(globalDrift('ramp', 5), someColumns)]],
    [
      'column-noise and coarse-steps in some columns',
      'P(x) local',
      [within(globalDrift('column-noise', 4), someColumns), within(globalDrift('coarse-steps', 4), someColumns)],
    ],
    ['brownian-walk in half of the rows', 'P(x) local', [within(globalDrift('brownian-walk', 5), halfOfRows)]],
  ],
  [chosenPriors, twicePriors],
  [
    relabelled,
    ['boundary-shift, boundary-rotation', 'P(y|x)', [globalDrift('boundary-shift', 3), globalDrift('boundary-rotation', 4)]],
    ['boundary-shift in half of the rows', 'P(y|x)', [within(globalDrift('boundary-shift', 5), halfOfRows)]],
  ],
  [
    ['gain-offset, target-priors', 'several', [globalDrift('gain-offset', 3), priors]],
    ['column-noise, label-cycle', 'several', [globalDrift('column-noise', 4), globalDrift('label-cycle', 2)]],
    ['missing-mar, boundary-shift', 'several', [globalDrift('missing-mar', 4), globalDrift('boundary-shift', 4)]],
  ],
  [
    ['coarse-steps, long-tail', 'several', [globalDrift('coarse-steps', 4), globalDrift('long-tail', 4)]],
    ['brownian-walk, boundary-rotation', 'several', [globalDrift('brownian-walk', 4), globalDrift('boundary-rotation', 4)]],
    ['unit-change, dirichlet-priors', 'several', [globalDrift('unit-change', 3), globalDrift('dirichlet-priors', 4)]],
  ],
  [noise, delay],
];

const ofImages: readonly (readonly Change[])[] = [
  [
    ['fog', 'P(x) global', [globalDrift('fog', 4)]],
    ['motion-blur, brightness', 'P(x) global', [globalDrift('motion-blur', 4), globalDrift('brightness', 3)]],
  ],
  [
    ['snow in half of the rows', 'P(x) local', [within(globalDrift('snow', 4), halfOfRows)]],
    ['shear in one class', 'P(x) local', [within(globalDrift('shear', 5), { scope: 'class', name: '4' })]],
  ],
  [chosenPriors, twicePriors],
  [relabelled],
  [
    ['stripe, target-priors', 'several', [globalDrift('stripe', 4), priors]],
    ['scale, label-cycle', 'several', [globalDrift('scale', 4), globalDrift('label-cycle', 2)]],
  ],
  [
    ['class-split', 'several', [globalDrift('class-split', 5)]],
    ['elastic-transform, long-tail', 'several', [globalDrift('elastic-transform', 4), globalDrift('long-tail', 4)]],
  ],
  [noise, delay],
];

const ofTexts: readonly (readonly Change[])[] = [
  [['slang', 'P(x) global', [globalDrift('slang', 5)]]],
  [['typos in half of the rows', 'P(x) local', [within(globalDrift('typos', 5), halfOfRows)]]],
  [chosenPriors],
  [relabelled],
  [['new-vocabulary, long-tail', 'several', [globalDrift('new-vocabulary', 4), globalDrift('long-tail', 4)]]],
  [['topic-mix, label-cycle', 'several', [globalDrift('topic-mix', 5), globalDrift('label-cycle', 2)]]],
  [delay],
];

/** Tables without a numeric column. */
const ofCategories: readonly (readonly Change[])[] = [
  [
    ['category-rename', 'P(x) global', [globalDrift('category-rename', 5)]],
    ['unseen-level', 'P(x) global', [globalDrift('unseen-level', 5)]],
  ],
  [['category-merge in half of the rows', 'P(x) local', [within(globalDrift('category-merge', 5), halfOfRows)]]],
  [chosenPriors, twicePriors],
  [relabelled],
  [['category-rename, target-priors', 'several', [globalDrift('category-rename', 4), priors]]],
  [['missing-values, label-cycle', 'several', [globalDrift('missing-values', 4), globalDrift('label-cycle', 2)]]],
  [noise, delay],
];

/** Its own concepts, where they change the labels and nothing else, are what P(y|x) means in a stream of the literature. */
const changesOf = (set: BuiltIn, turn: number): Change[] => {
  const lists = { image: ofImages, text: ofTexts, tabular: set.columns.some(({ kind }) => kind === 'numeric') ? ofNumbers : ofCategories }[
    set.inputKind
  ];
  return lists.map((list) => (set.concepts?.kind === 'P(y|x)' && list[0] === relabelled ? concept : list[(turn + 1) % list.length]!));
};

const specOf = ({ id, maxRows }: BuiltIn): Spec => ({
  ...presets.quick.spec,
  data: {
    id,
    params: {},
    split:
      maxRows < 1000
        ? { baseTrain: 50, baseTest: 20, newPool: 50, newTest: 30 }
        : { baseTrain: 600, baseTest: 200, newPool: 500, newTest: 300 },
  },
  model: { family: 'mlp', params: { hidden: [32, 32] } },
  base: { learningRate: 0.005, batchSize: 32, epochs: maxRows < 1000 ? 40 : 12 },
  stop: { epochs: 20 },
  arms,
  seeds: { root: 20260503, count: SEEN + SCORED },
});

/** Each world with one of three budgets, so that every data set and every family meets all of them. */
export const fresh: readonly Scenario[] = builtIns.flatMap((set, turn) =>
  changesOf(set, turn).map(([change, family, drift], i): Scenario => {
    const budget = (set.maxRows < 1000 ? [9, 18, 36] : [25, 80, 250])[(turn + Math.floor(turn / 3) + i + 1) % 3]!;
    const base = specOf(set);
    return { id: `${set.id}, ${change}, ${budget} labels`, family, part: 'fresh', spec: { ...base, drift, labels: { budget } } };
  }),
);
