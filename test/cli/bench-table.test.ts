import { expect } from 'chai';
import { row } from '../bench-row.ts';
import { benchText } from '../../src/cli/bench-table.ts';
import type { BenchReport } from '../../src/contracts/bench.ts';

const report: BenchReport = {
  rows: [row],
  figures: [],
  selfTests: [],
  adapter: null,
  userAgent: 'Test/1',
  cores: 2,
  measuredAt: '2026-11-21T12:00:00Z',
};

/** The line that begins with that word. */
const line = (text: string, first: string) => text.split('\n').find((candidate) => candidate.trim().startsWith(first));
const cells = (text: string, first: string) => line(text, first)?.trim().split(/ {2,}/);

describe('the benchmark as text', () => {
  it('has a row per engine, with what the GPU was asked and how many times as fast ours is', () => {
    const gpu = { ...row, engine: 'tfjs-webgpu', examplesPerSecond: 80_000, dispatches: 42, hostUs: 812, gpuErrors: 0 };
    const text = benchText({ ...report, rows: [row, gpu] });
    expect(text).to.contain('MLP (6,186 parameters)');
    expect(cells(text, 'engine')).to.deep.equal([
      'engine',
      'examples/s',
      'ms a step',
      'first step',
      'GFLOP/s',
      'dispatches',
      'host µs',
      'parity',
      'GPU errors',
      'ours is',
    ]);
    expect(cells(text, 'tfjs-webgpu')).to.deep.equal([
      'tfjs-webgpu',
      '80,000',
      '0.160',
      '0.9 ms',
      '15.2',
      '42',
      '812',
      '2e-7',
      '0',
      '5.00×',
    ]);
    expect(cells(text, 'wasm')).to.deep.equal(['wasm', '400,000', '0.160', '0.9 ms', '15.2', '–', '–', '2e-7', '0']);
  });

  it('never ranks a software GPU', () => {
    const text = benchText({ ...report, rows: [row, { ...row, engine: 'tfjs-webgpu', software: true }] });
    expect(line(text, 'tfjs-webgpu')).to.match(/– software$/);
  });

  it('says why there is no speed, and how many errors the GPU reported', () => {
    const failed = {
      ...row,
      engine: 'tfjs-webgpu',
      examplesPerSecond: null,
      stepMs: null,
      firstStepMs: null,
      gflopPerSecond: null,
      parityError: null,
      gpuErrors: 3,
      failure: 'the device was lost',
    };
    expect(line(benchText({ ...report, rows: [row, failed] }), 'tfjs-webgpu')).to.match(/no speed: the device was lost \(3 GPU errors\)$/);
  });

  it('sets each claim against its goal', () => {
    const figure = {
      id: 'a',
      title: 'wasm over cpu',
      value: 5.2,
      unit: '×',
      goal: { value: 5, better: 'more' },
      note: 'small MLP',
    } as const;
    const text = benchText({
      ...report,
      figures: [
        figure,
        { ...figure, id: 'b', title: 'host cost', value: 61, unit: 'µs', goal: { value: 50, better: 'less' }, note: '' },
        { ...figure, id: 'c', title: 'device', value: null, note: 'no adapter' },
        { ...figure, id: 'd', title: 'commands', value: 9, unit: 'dispatches', goal: null, note: '' },
      ],
    });
    expect(cells(text, 'wasm over cpu')).to.deep.equal(['wasm over cpu', '5.20×', '≥ 5×', '✓ reached', 'small MLP']);
    expect(cells(text, 'host cost')).to.deep.equal(['host cost', '61 µs', '≤ 50 µs', 'not reached']);
    expect(cells(text, 'device')).to.deep.equal(['device', '–', '≥ 5×', 'not measurable here', 'no adapter']);
    expect(cells(text, 'commands')).to.deep.equal(['commands', '9 dispatches', '–', '–']);
  });

  it('lists the self-tests by layer kind', () => {
    const text = benchText({
      ...report,
      selfTests: [
        { engine: 'wasm', errors: { mlp: 1.2e-7, cnn: 3e-7 }, failure: null },
        { engine: 'peer', errors: {}, failure: 'it did not start' },
      ],
    });
    const proofs = text.slice(text.indexOf('self-tests'));
    expect(cells(proofs, 'engine')).to.deep.equal(['engine', 'mlp', 'cnn']);
    expect(cells(proofs, 'wasm')).to.deep.equal(['wasm', '1e-7', '3e-7']);
    expect(line(proofs, 'peer')).to.match(/not tested: it did not start$/);
  });

  it('names the adapter, or says that there is none', () => {
    expect(line(benchText(report), 'WebGPU adapter')).to.match(/none$/);
    const adapter = { name: 'google swiftshader', software: true, features: [], limits: {} };
    expect(line(benchText({ ...report, adapter }), 'WebGPU adapter')).to.match(
      /google swiftshader, software: its speed says nothing about a GPU$/,
    );
  });
});
