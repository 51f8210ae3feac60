/** What the project claims of its engines, from the rows of one run and what was measured besides. */
import type { BenchFigure, BenchRow } from '../../contracts/bench.ts';
import { benchEngines, ownEngine, type BenchEngineId } from '../../measure/bench-engines.ts';
import { isHere } from './peers-here.ts';
import { cpuComparisons, gpuComparisons, type Comparison } from './comparisons.ts';

/** Measured besides the rows; null where this machine cannot. */
export interface Extras {
  readonly simdPeak: number | null;
  readonly lanes: { readonly count: number; readonly speedup: number } | null;
  readonly tenSeedsS: number | null;
  /** Without and with the time of computing the features. */
  readonly cachedHead: { readonly training: number; readonly features: number } | null;
  readonly parity: number | null;
  /** µs of a dependent dispatch, GFLOP/s at best, and the cost of eight replicas against one; on a hardware GPU only. */
  readonly gpu: { readonly floorUs: number; readonly peak: number; readonly replicas: number } | null;
}

const NO_GPU = 'no hardware GPU here';

export function figuresOf(rows: readonly BenchRow[], extras: Extras): BenchFigure[] {
  const row = (engine: BenchEngineId, model: string) => rows.find((each) => each.engine === engine && each.model === model);
  const speed = (engine: BenchEngineId, model: string) => row(engine, model)?.examplesPerSecond ?? null;

  /** How many times faster one engine is than another. */
  const ratio = ({ id, ours, theirs, model, goal, note = '' }: Comparison): BenchFigure => {
    const [a, b] = [speed(ours, model), speed(theirs, model)];
    const missing =
      row(theirs, model)?.failure ??
      row(ours, model)?.failure ??
      (benchEngines[theirs].at === 'command line' ? 'measured by the command line, where Python has PyTorch' : `${theirs} is not here`);
    const software = row(ours, model)?.software ? 'a software GPU: correctness and order of magnitude only' : '';
    return {
      id,
      title: `${ours} over ${theirs}, ${model}`,
      value: a !== null && b !== null ? a / b : null,
      unit: '×',
      goal: { value: typeof goal === 'number' ? goal : goal[gpuRow(model) ? 'hardware' : 'software'], better: 'more' },
      note: a !== null && b !== null ? [note, software].filter(Boolean).join('; ') : missing,
    };
  };
  const figure = (
    id: string,
    title: string,
    value: number | null,
    unit: BenchFigure['unit'],
    better: 'more' | 'less',
    goal: number,
    note = '',
  ): BenchFigure => ({ id, title, value, unit, goal: { value: goal, better }, note });

  const largest = row(ownEngine(false), 'mlp-large')?.gflopPerSecond ?? null;
  const share = largest !== null && extras.simdPeak !== null ? (100 * largest) / extras.simdPeak : null;
  const gpuRow = (model: string) => {
    const found = row(ownEngine(true), model);
    return found && !found.software ? found : undefined;
  };
  const floorShare = (model: string) => {
    const found = gpuRow(model);
    return found?.stepMs && found.dispatches && extras.gpu ? (1000 * found.stepMs) / (found.dispatches * extras.gpu.floorUs) : null;
  };
  const roofline = (model: string) => {
    const found = gpuRow(model)?.gflopPerSecond;
    return found && extras.gpu ? (100 * found) / extras.gpu.peak : null;
  };
  const dispatches = Math.max(0, ...['mlp-small', 'cnn-small'].map((model) => row(ownEngine(true), model)?.dispatches ?? 0));

  return [
    ...cpuComparisons.filter(({ theirs }) => isHere(theirs)).map(ratio),
    figure(
      'simd-share',
      'wasm on mlp-large, of the SIMD peak',
      share,
      '%',
      'more',
      70,
      extras.simdPeak === null ? '' : `${extras.simdPeak.toFixed(1)} GFLOP/s measured in registers on one core`,
    ),
    figure(
      'lanes',
      `seeds in ${extras.lanes?.count ?? 'several'} workers over one`,
      extras.lanes?.speedup ?? null,
      '×',
      'more',
      extras.lanes ? 0.9 * extras.lanes.count : 1.8,
      extras.lanes ? '' : 'one core here',
    ),
    figure('ten-seeds', 'ten seeds of cnn-small, 10 epochs of 4,000 images', extras.tenSeedsS, 's', 'less', 15),
    figure(
      'cached-head',
      'head on cached features over the frozen net, cnn-small',
      extras.cachedHead?.training ?? null,
      '×',
      'more',
      25,
      extras.cachedHead ? `40 epochs of 512 rows; ${extras.cachedHead.features.toFixed(1)}× with computing the features` : '',
    ),
    figure(
      'parity',
      'largest error of the weight update after an epoch, Adam and SGD, in millionths',
      extras.parity === null ? null : 1e6 * extras.parity,
      'ppm',
      'less',
      100,
    ),
    figure(
      'dispatches',
      'webgpu: dispatches of a step, small models',
      dispatches || null,
      'dispatches',
      'less',
      10,
      dispatches ? '' : 'no WebGPU here',
    ),
    ...gpuComparisons.map(ratio),
    figure(
      'floor-mlp',
      'webgpu: a step over its chain of dependent dispatches, mlp-small',
      floorShare('mlp-small'),
      '×',
      'less',
      2,
      extras.gpu ? `${extras.gpu.floorUs.toFixed(1)} µs a dispatch` : NO_GPU,
    ),
    figure(
      'floor-cnn',
      'webgpu: a step over its chain of dependent dispatches, cnn-small',
      floorShare('cnn-small'),
      '×',
      'less',
      2,
      extras.gpu ? `${extras.gpu.floorUs.toFixed(1)} µs a dispatch` : NO_GPU,
    ),
    figure(
      'roofline-mlp',
      'webgpu on mlp-large, of the GPU’s peak',
      roofline('mlp-large'),
      '%',
      'more',
      30,
      extras.gpu ? `${extras.gpu.peak.toFixed(0)} GFLOP/s measured` : NO_GPU,
    ),
    figure(
      'roofline-cnn',
      'webgpu on cnn-large, of the GPU’s peak',
      roofline('cnn-large'),
      '%',
      'more',
      30,
      extras.gpu ? `${extras.gpu.peak.toFixed(0)} GFLOP/s measured` : NO_GPU,
    ),
    figure(
      'replicas',
      'webgpu: eight replicas over one, mlp-small',
      extras.gpu?.replicas ?? null,
      '×',
      'less',
      1.5,
      extras.gpu ? '' : NO_GPU,
    ),
  ];
}
