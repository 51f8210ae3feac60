/** Named streams. `plants` is what the Stream page shows first and the defaults of a stream's spec file. */
import { fitting } from '../../fitting.ts';
import { presets } from '../compare/presets.ts';
import type { Preset } from '../kind.ts';
import { globalDrift, type StreamSpec } from '../../schema.ts';

export type StreamPresetId = 'plants' | 'camera' | 'seasons' | 'sea' | 'false-alarm' | 'complaints' | 'takes-time';

const { version, model, energy, measure, engine, seeds } = presets.quick.spec;
const policies: StreamSpec['policies'] = [
  { id: 'never', params: {} },
  { id: 'periodic', params: { every: 10, action: 'retrain-new' } },
  { id: 'detector', params: { detector: 'adwin', action: 'full-fine-tune' } },
  { id: 'detector', params: { detector: 'ddm', action: 'retrain-new' } },
  { id: 'regret', params: { price: 60, action: 'retrain-new' } },
  { id: 'oracle', params: { price: 60, action: 'retrain-new' } },
];

const plants: StreamSpec = {
  version,
  kind: 'stream',
  data: { id: 'sensors', params: {}, split: { baseTrain: 1000, baseTest: 400, newPool: 3000, newTest: 400 } },
  model,
  base: { learningRate: 0.003, batchSize: 32, epochs: 15 },
  recipe: fitting.recipe,
  drift: [{ ...globalDrift('swap-channels', 4), when: { pattern: 'sudden', start: 0.4 } }],
  stop: { epochs: 30 },
  measure,
  energy,
  seeds: { root: seeds.root, count: 12, race: true },
  engine,
  stream: { batch: 50, window: 200 },
  labels: { share: 1, delay: 1 },
  policies,
};

const camera: StreamSpec = {
  ...plants,
  data: { id: 'digits', params: {}, split: { baseTrain: 500, baseTest: 200, newPool: 900, newTest: 190 } },
  drift: [{ ...globalDrift('rotation', 4), when: { pattern: 'gradual', shape: 'linear', start: 0.3, end: 0.6 } }],
  stream: { batch: 25, window: 150 },
};

const seasons: StreamSpec = {
  ...plants,
  drift: [{ ...globalDrift('gain-offset', 4), when: { pattern: 'recurring', start: 0.2, end: 1, period: 0.4, duty: 0.5 } }],
};

const sea: StreamSpec = {
  ...plants,
  data: { id: 'sea', params: { concept: '1', noise: 0.1 }, split: { baseTrain: 1000, baseTest: 400, newPool: 4000, newTest: 400 } },
  drift: [{ ...globalDrift('concept-switch', 5), params: { concept: 4 }, when: { pattern: 'sudden', start: 0.5 } }],
  stream: { batch: 100, window: 500 },
};

const falseAlarm: StreamSpec = {
  ...plants,
  drift: [{ ...globalDrift('swap-channels', 4), when: { pattern: 'blip', start: 0.4, end: 0.46 } }],
};

/** A retraining is validated and rolled out over days, a head in hours: a row is an hour's sample, the stream two and a half months. */
const takesTime: StreamSpec = {
  ...plants,
  lead: {
    traffic: 1.67,
    training: { by: 'full', hours: 12 },
    steps: { tune: { validation: 4, approval: 8, rollout: 4 }, retrain: { validation: 72, approval: 96, rollout: 48 } },
    rollback: 2,
  },
  policies: [
    { id: 'never', params: {} },
    { id: 'detector', params: { detector: 'adwin', action: 'head-only' } },
    { id: 'detector', params: { detector: 'adwin', action: 'retrain-new' } },
    { id: 'detector', params: { detector: 'adwin', action: 'head-only', next: 'retrain-new' } },
    { id: 'regret', params: { price: 60, action: 'retrain-new' } },
    { id: 'oracle', params: { price: 60, action: 'retrain-new' } },
  ],
};

/** Hardly a label comes back, and late; a part of the wrong answers is complained of at once. */
const complaints: StreamSpec = {
  ...plants,
  labels: { share: 0.1, delay: 4 },
  complaints: { wrong: 0.3, right: 0.01, delay: 1 },
  policies: [
    { id: 'never', params: {} },
    { id: 'detector', params: { detector: 'adwin', action: 'retrain-new' } },
    { id: 'complaints', params: { watch: 'bound', action: 'retrain-new' } },
    { id: 'complaints', params: { watch: 'bound', action: 'retrain-new', learnsFrom: 'complaints' } },
    { id: 'complaints', params: { watch: 'bound', action: 'retrain-new', learnsFrom: 'both' } },
    { id: 'complaints', params: { watch: 'bound', action: 'retrain-new', learnsFrom: 'both-weighted' } },
  ],
};

/** Ready streams by name. */
export const streamPresets: Readonly<Record<StreamPresetId, Preset<StreamSpec, StreamPresetId>>> = {
  plants: {
    id: 'plants',
    title: 'Mixed-up cables',
    help: 'Pumps report; one night someone mixes up the cables. Who notices, who acts, and was it worth it?',
    spec: plants,
  },
  camera: { id: 'camera', title: 'A camera slips', help: 'Digits go by while the camera slowly tilts.', spec: camera },
  seasons: {
    id: 'seasons',
    title: 'It comes back',
    help: 'Calibration drifts away and returns: what was forgotten was needed again.',
    spec: seasons,
  },
  sea: { id: 'sea', title: 'SEA, a new threshold', help: 'The classic stream of the literature: the rule changes half way.', spec: sea },
  complaints: {
    id: 'complaints',
    title: 'They complain',
    help: 'Labels are few and late, complaints come the next day, about wrong answers most of the time. Who notices first, and is it wise to learn from those who complain?',
    spec: complaints,
  },
  'false-alarm': { id: 'false-alarm', title: 'False alarm', help: 'A short episode: the right answer is to do nothing.', spec: falseAlarm },
  'takes-time': {
    id: 'takes-time',
    title: 'Patch now, retrain later',
    help: 'Mixed-up cables again, but a repair takes its time: hours for a head, nine days for a retraining. Who serves meanwhile?',
    spec: takesTime,
  },
};
