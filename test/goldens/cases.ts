/** Experiments whose every number is frozen: small ones of both kinds that touch all data kinds, repairs and policies. */
import { arms } from '../../src/adapt/registry.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec, type StreamSpec } from '../../src/spec/schema.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';

const split = { baseTrain: 200, baseTest: 100, newPool: 120, newTest: 100 };
const quick = presets.quick.spec;

export const comparisons: Readonly<Record<string, Spec>> = {
  'every repair': {
    // Those that change the architecture have a case of their own: beside them, records tell more of every repair.
    ...plain(quick),
    data: { id: 'digits', params: {}, split },
    model: { family: 'mlp', params: { hidden: [24, 16], norm: 'batch' } },
    base: { ...quick.base, epochs: 6 },
    labels: { budget: 40 },
    arms: arms.filter(({ reshapes }) => !reshapes).map(({ id }) => ({ id })),
    stop: { epochs: 6 },
    seeds: { root: 11, count: 2 },
  },
  'repairs of another architecture': {
    ...plain(quick),
    data: { id: 'sensors', params: {}, split },
    model: { family: 'mlp', params: { hidden: [12, 8], norm: 'batch' } },
    base: { ...quick.base, epochs: 6 },
    drift: [globalDrift('new-column', 5), globalDrift('new-class', 5)],
    labels: { budget: 40 },
    // Without retraining on all, the repair that others are timed against is the one that took longest, which a clock tells.
    arms: [{ id: 'none' }, { id: 'retrain-all' }, ...arms.filter(({ reshapes }) => reshapes).map(({ id }) => ({ id }))],
    stop: { epochs: 6 },
    seeds: { root: 11, count: 2 },
  },
  'a race with rates that fit': {
    ...quick,
    data: { id: 'sensors', params: {}, split },
    drift: [globalDrift('gain-offset', 4)],
    labels: { budget: 40 },
    base: { ...quick.base, epochs: 8 },
    stop: { epochs: 8 },
    measure: { margin: 0.02, selfChurn: true },
    seeds: { root: 12, count: 6, race: true },
  },
  'images, an early end and the best model kept': {
    ...plain(quick),
    data: { id: 'glyphs', params: {}, split },
    model: { family: 'cnn', params: { filters: [4], dense: 12 } },
    recipe: { dropout: { id: 'hidden', rate: 0.1 }, average: { id: 'ema', decay: 0.9 }, keep: { id: 'best', share: 0.25 } },
    drift: [globalDrift('gaussian-noise', 4)],
    base: { ...quick.base, epochs: 3 },
    labels: { budget: 60 },
    stop: { epochs: 4, until: { validation: 0.25, plateau: 3 } },
    seeds: { root: 13, count: 2 },
  },
  'a group, by its own columns': {
    ...presets.loans.spec,
    data: { ...presets.loans.spec.data, split: { ...split, newTest: 200 } },
    labels: { budget: 50 },
    seeds: { root: 14, count: 2 },
  },
  words: {
    ...presets.slang.spec,
    data: { ...presets.slang.spec.data, split },
    base: { ...quick.base, epochs: 3 },
    labels: { budget: 40 },
    stop: { epochs: 4 },
    seeds: { root: 15, count: 2 },
  },
};

const { plants, sea, complaints } = streamPresets;
const repairing = (id: string, action: string, params: Record<string, number | string> = {}) => ({ id, params: { ...params, action } });

export const streams: Readonly<Record<string, StreamSpec>> = {
  'many policies': {
    ...plants.spec,
    data: { ...plants.spec.data, split: { baseTrain: 200, baseTest: 100, newPool: 400, newTest: 100 } },
    base: { ...plants.spec.base, epochs: 6 },
    stop: { epochs: 6 },
    stream: { batch: 40, window: 100 },
    policies: [
      { id: 'never', params: {} },
      repairing('periodic', 'head-only', { every: 3 }),
      repairing('every-rows', 'retrain-all', { every: 160 }),
      repairing('accuracy', 'full-fine-tune'),
      repairing('detector', 'retrain-new', { detector: 'adwin' }),
      repairing('regret', 'adabn', { price: 20 }),
      repairing('random', 'restandardise'),
      repairing('oracle', 'head-only', { price: 20 }),
    ],
    seeds: { root: 21, count: 3 },
  },
  'a race on a new threshold': {
    ...sea.spec,
    data: { ...sea.spec.data, split: { baseTrain: 200, baseTest: 100, newPool: 600, newTest: 100 } },
    base: { ...plants.spec.base, epochs: 5 },
    stop: { epochs: 5 },
    stream: { batch: 50, window: 150 },
    labels: { share: 0.7, delay: 2 },
    seeds: { root: 22, count: 6, race: true },
  },
  'complaints, heard and learned from': {
    ...complaints.spec,
    data: { ...plants.spec.data, split: { baseTrain: 200, baseTest: 100, newPool: 600, newTest: 100 } },
    base: { ...plants.spec.base, epochs: 6 },
    stop: { epochs: 6 },
    stream: { batch: 40, window: 100 },
    labels: { share: 0.2, delay: 2 },
    seeds: { root: 23, count: 3 },
  },
};
