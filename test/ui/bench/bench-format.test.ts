import { expect } from 'chai';
import type { BenchRow } from '../../../src/contracts/bench.ts';
import {
  amount,
  barShare,
  byModel,
  comparison,
  errorText,
  figureText,
  goalText,
  limitText,
  reached,
} from '../../../src/ui/bench/bench-format.ts';

const row = (engine: string, examplesPerSecond: number | null, more: Partial<BenchRow> = {}): BenchRow => ({
  model: 'mlp',
  title: 'MLP',
  engine,
  parameters: 1,
  examplesPerSecond,
  stepMs: null,
  firstStepMs: null,
  gflopPerSecond: null,
  dispatches: null,
  hostUs: null,
  parityError: null,
  gpuErrors: 0,
  software: false,
  failure: null,
  ...more,
});

describe('a comparison of engines', () => {
  const wasm = row('wasm', 400);
  const webgpu = row('webgpu', 3000);

  it('says how many times as fast ours is as a peer of its kind', () => {
    const rows = [wasm, webgpu];
    expect(comparison(row('tfjs-cpu', 100), rows)).to.deep.equal({ own: 'wasm', times: 4 });
    expect(comparison(row('tfjs-webgpu', 1000), rows)).to.deep.equal({ own: 'webgpu', times: 3 });
  });

  it('sets a GPU against WASM where ours has no ranked speed on a GPU', () => {
    const peer = row('tfjs-webgpu', 1000);
    for (const rows of [[wasm], [wasm, row('webgpu', null)], [wasm, { ...webgpu, software: true }]]) {
      expect(comparison(peer, rows)).to.deep.equal({ own: 'wasm', times: 0.4 });
    }
  });

  it('is not made of ours, of software GPUs, without a speed, or across models', () => {
    expect(comparison(wasm, [wasm])).to.equal(undefined);
    expect(comparison(row('tfjs-webgpu', 10, { software: true }), [wasm, webgpu])).to.equal(undefined);
    expect(comparison(row('tfjs-cpu', null), [wasm])).to.equal(undefined);
    expect(comparison(row('tfjs-cpu', 10, { model: 'cnn' }), [wasm])).to.equal(undefined);
  });

  it('is drawn on a fixed logarithmic axis', () => {
    expect([1, 10, 10_000, 1e7, 1e9].map(barShare)).to.deep.equal([0, 0, 0.5, 1, 1]);
  });

  it('is grouped by model in order of arrival', () => {
    const rows = [row('wasm', 1), row('wasm', 1, { model: 'cnn' }), row('tfjs-cpu', 1)];
    expect([...byModel(rows)]).to.deep.equal([
      ['mlp', [rows[0], rows[2]]],
      ['cnn', [rows[1]]],
    ]);
  });
});

describe('a claim', () => {
  it('is reached, missed, not measurable, or has no goal', () => {
    const more = { value: 3, better: 'more' } as const;
    const less = { value: 3, better: 'less' } as const;
    expect([3, 2.99, null].map((value) => reached({ value, goal: more }))).to.deep.equal(['reached', 'missed', 'not-measurable']);
    expect([3, 3.01, null].map((value) => reached({ value, goal: less }))).to.deep.equal(['reached', 'missed', 'not-measurable']);
    expect(reached({ value: 3, goal: null })).to.equal('no-goal');
  });

  it('has its unit', () => {
    expect(figureText(3.2, '×')).to.equal('3.20×');
    expect(figureText(41, '%')).to.equal('41.0 %');
    expect(figureText(12, 'dispatches')).to.equal('12 dispatches');
    expect(goalText({ value: 3, better: 'more' }, '×')).to.equal('≥ 3×');
    expect(goalText({ value: 50, better: 'less' }, 'µs')).to.equal('≤ 50 µs');
  });
});

describe('numbers of the Bench', () => {
  it('have three significant digits', () => {
    expect([0.01234, 1.256, 99.96, 999.4, 999.6, 12_345].map(amount)).to.deep.equal(['0.0123', '1.26', '100', '999', '1,000', '12,300']);
  });

  it('are errors in powers of ten', () => {
    expect([0, 1.6e-7, 0.002].map(errorText)).to.deep.equal(['0', '2e−7', '2e−3']);
  });

  it('are limits: sizes in binary units, counts as they are', () => {
    expect(limitText('maxBufferSize', 2 ** 31)).to.equal('2 GiB');
    expect(limitText('maxStorageBufferBindingSize', 2 ** 27)).to.equal('128 MiB');
    expect(limitText('maxComputeWorkgroupStorageSize', 16_384)).to.equal('16 KiB');
    expect(limitText('maxUniformBufferBindingSize', 65_536)).to.equal('64 KiB');
    expect(limitText('minStorageBufferOffsetAlignment', 256)).to.equal('256 B');
    expect(limitText('maxComputeWorkgroupSizeX', 1024)).to.equal('1,024');
    expect(limitText('maxStorageBuffersPerShaderStage', 8)).to.equal('8');
  });
});
