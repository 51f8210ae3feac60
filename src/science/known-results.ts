/** Results known from the literature, as experiments of this lab with what must come out of them. Orderings, never values. */
import { policyTitle } from '../policies/registry.ts';
import { presets } from '../spec/kinds/compare/presets.ts';
import { globalDrift, type Spec, type StreamSpec } from '../spec/schema.ts';
import { streamPresets } from '../spec/kinds/stream/presets.ts';
import type { KnownResult, Ordering } from './claim.ts';

/** Differences of less than a point of accuracy do not matter. */
const MARGIN = 0.01;
const LEE = 'Lee et al. 2023, surgical fine-tuning';

/** Pump telemetry, a net of three blocks, 50 labels, trained as every experiment made new is. */
const pumps: Spec = {
  ...presets.sensors.spec,
  data: { id: 'sensors', params: {}, split: { baseTrain: 2000, baseTest: 500, newPool: 1200, newTest: 500 } },
  base: { learningRate: 0.003, batchSize: 32, epochs: 15 },
  labels: { budget: 50 },
  stop: { epochs: 40 },
  seeds: { root: 20260101, count: 10 },
};

/** Drawn digits, 256 pixels. */
const glyphs: Spec = {
  ...pumps,
  data: { id: 'glyphs', params: {}, split: { baseTrain: 3000, baseTest: 500, newPool: 1000, newTest: 500 } },
  model: { family: 'mlp', params: { hidden: [128, 64] } },
  base: { learningRate: 0.003, batchSize: 32, epochs: 8 },
};

const arms = (...ids: readonly string[]): Spec['arms'] => ['none', ...ids].map((id) => ({ id }));
const over = (better: string, worse: string, above = 0, world: Ordering['world'] = 'new'): Ordering => ({ better, worse, world, above });
const notWorse = (better: string, worse: string): Ordering => over(better, worse, -MARGIN);

const normalised: Spec = {
  ...pumps,
  model: { family: 'mlp', params: { hidden: [64, 64], norm: 'batch' } },
  drift: [globalDrift('gain-offset', 3)],
};
const byClass = { order: 'class', batch: 16, passes: 5, rate: 0.01 };

export const knownResults: readonly KnownResult[] = [
  inputShift('input-shift', 'pixels', glyphs),
  inputShift('input-shift-table', 'columns', pumps),
  {
    id: 'label-cycle',
    claim:
      'When labels trade places, the middle and the head are worth more than the first block, and old and new together contradict each other.',
    source: LEE,
    spec: {
      ...pumps,
      drift: [globalDrift('label-cycle', 4)],
      arms: arms('first-block', 'middle-block', 'head-only', 'full-fine-tune', 'retrain-all'),
    },
    orderings: [over('middle-block', 'first-block'), over('head-only', 'first-block'), over('full-fine-tune', 'retrain-all', 0.2)],
  },
  {
    id: 'gain-offset',
    claim: 'When sensors change gain and offset, rescaling the inputs without a label beats every repair with 50 labels.',
    source: 'Li et al. 2017, AdaBN, carried over to inputs',
    spec: {
      ...pumps,
      drift: [globalDrift('gain-offset', 3)],
      arms: arms('restandardise', 'head-only', 'first-block', 'full-fine-tune', 'replay', 'retrain-new', 'retrain-all'),
    },
    orderings: ['head-only', 'first-block', 'full-fine-tune', 'replay', 'retrain-new', 'retrain-all'].map((worse) =>
      over('restandardise', worse),
    ),
  },
  {
    id: 'sub-population',
    claim: 'When other people come, fine-tuning on them forgets the old ones; retraining on all and replay do not.',
    source: 'catastrophic forgetting (McCloskey & Cohen 1989); replay (Chaudhry et al. 2019)',
    spec: { ...pumps, drift: [globalDrift('new-subpopulation', 5)], arms: arms('full-fine-tune', 'retrain-all', 'replay') },
    orderings: [
      over('none', 'full-fine-tune', 0, 'old'),
      over('retrain-all', 'full-fine-tune', 0, 'old'),
      over('replay', 'full-fine-tune', 0, 'old'),
    ],
  },
  {
    id: 'lp-ft',
    claim: 'Outside the population of the new labels, LP-FT is better than fine-tuning.',
    source: 'Kumar et al. 2022',
    spec: {
      ...pumps,
      drift: [globalDrift('new-subpopulation', 5)],
      arms: arms('lp-ft', 'full-fine-tune'),
      seeds: { ...pumps.seeds, count: 20 },
    },
    orderings: [over('lp-ft', 'full-fine-tune', 0, 'old')],
  },
  {
    id: 'prior-shift',
    claim:
      'When only the shares of the classes change, correcting for them recovers more than any other repair without labels, and more than none.',
    source: 'Saerens et al. 2002; Lipton et al. 2018',
    spec: {
      ...pumps,
      data: { id: 'waveform', params: {}, split: { baseTrain: 1000, baseTest: 500, newPool: 1000, newTest: 1000 } },
      base: { learningRate: 0.003, batchSize: 32, epochs: 3 },
      drift: [globalDrift('prior-shift', 5)],
      arms: arms('prior-correction', 'restandardise'),
    },
    orderings: [over('prior-correction', 'none'), over('prior-correction', 'restandardise')],
  },
  {
    id: 'tent',
    claim: 'On batches of many kinds TENT is no worse than new batch statistics alone.',
    source: 'Wang et al. 2021',
    spec: { ...normalised, arms: arms('adabn', 'tent') },
    orderings: [notWorse('tent', 'adabn'), over('adabn', 'none')],
  },
  {
    id: 'tent-ordered',
    claim: 'On small batches of one kind TENT collapses: new batch statistics alone do far better.',
    source: 'Niu et al. 2023, on test-time adaptation in dynamic wild world',
    spec: { ...normalised, arms: [...arms('adabn'), { id: 'tent', params: byClass }] },
    orderings: [over('adabn', 'tent', 0.1)],
  },
  ...crossover(),
  recurring(),
  {
    id: 'births',
    claim:
      'When the rule moves and the inputs do not, as with births on weekends and holidays, new labels alone beat old and new together.',
    source: 'births per day 1969–1973 against 2009–2014 (CDC/NCHS, SSA): a model of then 0.89, one of now 0.97 on days of now',
    spec: { ...presets.births.spec, arms: arms('head-only', 'full-fine-tune', 'retrain-all'), seeds: { root: 20260101, count: 10 } },
    orderings: [over('head-only', 'none', 0.05), over('full-fine-tune', 'none', 0.05), over('head-only', 'retrain-all', 0.02)],
  },
  {
    id: 'speeches',
    claim:
      'When words change sides, a model of 1953 to 1968 tells the parties of 2001 to 2021 no better than a coin, and a model of their own words does.',
    source: 'State of the Union addresses by speech: within an era 0.60–0.79, across eras 0.42–0.69',
    spec: { ...presets.speeches.spec, arms: arms('retrain-new', 'full-fine-tune'), seeds: { root: 20260101, count: 10 } },
    orderings: [over('retrain-new', 'none', 0.02), over('full-fine-tune', 'none', 0.02)],
  },
];

/** Half of the inputs change places. */
function inputShift(id: string, what: string, spec: Spec): KnownResult {
  return {
    id,
    claim: `When ${what} change places and labels are few, the first block is worth no less than all layers, and the head least.`,
    source: LEE,
    spec: { ...spec, drift: [globalDrift('swap-channels', 3)], arms: arms('first-block', 'full-fine-tune', 'head-only') },
    orderings: [notWorse('first-block', 'full-fine-tune'), notWorse('full-fine-tune', 'head-only'), over('first-block', 'head-only')],
  };
}

/** The same drift at few and at many labels. */
function crossover(): KnownResult[] {
  const spec: Spec = { ...pumps, drift: [globalDrift('swap-channels', 3)], arms: arms('full-fine-tune', 'retrain-new') };
  const source = 'transfer from a pretrained model helps while labels are few (He, Girshick & Dollár 2019)';
  return [
    {
      id: 'few-labels',
      claim: 'With 20 labels, fine-tuning beats starting anew.',
      source,
      spec: { ...spec, labels: { budget: 20 } },
      orderings: [over('full-fine-tune', 'retrain-new')],
    },
    {
      id: 'many-labels',
      claim: 'With 1,200 labels, starting anew has caught up.',
      source,
      spec: { ...spec, labels: { budget: 1200 } },
      orderings: [notWorse('retrain-new', 'full-fine-tune')],
    },
  ];
}

/** Pumps whose classes trade names and trade them back, again and again; a repair after every second batch, from its labels alone. */
function recurring(): KnownResult {
  const { plants } = streamPresets;
  const repairedBy = (action: string): StreamSpec['policies'][number] => ({ id: 'periodic', params: { every: 2, action } });
  const never: StreamSpec['policies'][number] = { id: 'never', params: {} };
  const [bank, ...others] = ['model-bank', 'full-fine-tune', 'retrain-new'].map(repairedBy);
  return {
    id: 'recurring',
    claim:
      'When the same rules come back again and again, taking an earlier model that knew them beats fine-tuning and training anew on the latest labels, and beats doing nothing.',
    source: 'stored concepts: FLORA3 (Widmer & Kubat 1996); Matchmaker (Mallick et al. 2022)',
    spec: {
      ...plants.spec,
      data: { id: 'sensors', params: {}, split: { baseTrain: 1000, baseTest: 400, newPool: 4000, newTest: 400 } },
      drift: [{ ...globalDrift('label-cycle', 4), when: { pattern: 'recurring', start: 0.2, end: 1, period: 0.2, duty: 0.5 } }],
      stream: { batch: 50, window: 100 },
      labels: { share: 1, delay: 0 },
      policies: [never, bank!, ...others],
      seeds: { root: 20260101, count: 10 },
    },
    orderings: [...others, never].map((worse) => over(policyTitle(bank!), policyTitle(worse), 0, 'served')),
  };
}
