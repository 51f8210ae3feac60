import { expect } from 'chai';
import type { Phase, RunEvent, StreamEvent } from '../../src/contracts/events.ts';
import type { ArmResult, CurvePoint, Summary } from '../../src/contracts/results.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { CompareRun } from '../../src/state/compare-run.ts';
import type { RunPhase } from '../../src/state/run.ts';
import { plainMeasures } from '../measure/synthetic-results.ts';

const point: CurvePoint = { step: 0, examples: 0, seconds: 0, loss: null, accuracy: { new: 0.5, old: 0.9 } };
const result: ArmResult = {
  seed: 0,
  arm: 'head-only',
  status: 'done',
  startHash: '1',
  endHash: '2',
  measures: plainMeasures(0.7, 0.8),
  moved: {},
  recoveries: 0,
  counts: { labels: 0, examples: 0, steps: 0, flops: 0, bytes: 0 },
  times: { compileMs: 0, trainMs: 0, evaluateMs: 0 },
  curve: [point],
};
const facts = { engine: 'wasm', reason: 'tests', adapter: '', software: false, library: '', threads: 1, selfTest: {} } as const;

/** One event of every kind; the compiler misses one that is forgotten. */
const events: { readonly [Type in Exclude<RunEvent, StreamEvent>['type']]: Extract<RunEvent, { type: Type }> } = {
  'phase-started': { type: 'phase-started', phase: 'training' },
  'engine-ready': { type: 'engine-ready', facts },
  progress: { type: 'progress', what: 'seed 1', done: 1, total: 10, etaMs: 900 },
  'base-point': { type: 'base-point', seed: 0, point },
  'drift-applied': { type: 'drift-applied', seed: 0, ledger: [] },
  served: { type: 'served', seed: 0, before: Uint8Array.of(1), after: Uint8Array.of(0), alarms: [1], detector: 'ADWIN' },
  'arm-started': { type: 'arm-started', seed: 0, arm: 'head-only' },
  'arm-point': { type: 'arm-point', seed: 0, arm: 'head-only', point },
  'arm-skipped': { type: 'arm-skipped', seed: 0, arm: 'adabn', reason: 'The model has no batch normalisation.' },
  'arm-finished': { type: 'arm-finished', result },
  boundary: {
    type: 'boundary',
    of: 'base',
    view: {
      bounds: { x: [0, 1], y: [0, 1] },
      side: 1,
      predicted: Uint8Array.of(0),
      points: { x: new Float32Array(2), y: new Int32Array(1) },
    },
  },
  'test-rows': { type: 'test-rows', seed: 0, rows: { rows: 1, inputShape: [2], x: new Float32Array(2), y: new Int32Array(1) } },
  predictions: { type: 'predictions', seed: 0, arm: 'head-only', predicted: Int32Array.of(0) },
  'summed-up': { type: 'summed-up', summary: { seeds: 1 } as Summary },
  'seeds-complete': { type: 'seeds-complete', seeds: [] },
  concluded: { type: 'concluded', derived: { summary: { seeds: 2 } } as RunRecord['derived'] },
  warning: { type: 'warning', code: 'leak', text: 'careful' },
  finished: { type: 'finished', record: { runId: 'sha256:1' } as RunRecord },
  stopped: { type: 'stopped', kept: 3 },
  failed: { type: 'failed', code: 'engine', text: 'no adapter', kept: 0 },
};
const ends = ['finished', 'stopped', 'failed'] as const;

function stateIn(phase: RunPhase): CompareRun {
  const run = new CompareRun(presets.quick.spec);
  run.phase = phase;
  return run;
}

/** All that a run knows. */
const content = (run: CompareRun) => ({
  ...run,
  baseCurves: run.baseCurves.version,
  armCurves: run.armCurves.version,
  results: run.results.length,
  warnings: run.warnings.length,
  skipped: run.skipped.size,
  ledgers: run.ledgers.size,
  boundaries: run.boundaries.size,
  predictions: run.predictions.size,
});

describe('the life of a run', () => {
  it('begins idle and is busy from the click to the end', () => {
    expect(new CompareRun(presets.quick.spec).phase).to.equal('idle');
    const busy: Record<RunPhase, boolean> = {
      idle: false,
      preparing: true,
      running: true,
      paused: true,
      finished: false,
      stopped: false,
      failed: false,
    };
    for (const [phase, expected] of Object.entries(busy)) expect(stateIn(phase as RunPhase).busy, phase).to.equal(expected);
  });

  it('prepares while data and engine are fetched, and runs while it trains and sums up', () => {
    const expected: Record<Phase, RunPhase> = { data: 'preparing', engine: 'preparing', training: 'running', summary: 'running' };
    for (const [phase, shown] of Object.entries(expected)) {
      const run = stateIn('preparing');
      run.apply({ type: 'phase-started', phase: phase as Phase });
      expect(run.phase, phase).to.equal(shown);
    }
  });

  it('changes its phase on no other event than a beginning and an end', () => {
    for (const event of Object.values(events)) {
      if (event.type === 'phase-started' || ends.some((end) => end === event.type)) continue;
      for (const phase of ['preparing', 'running', 'paused'] as const) {
        const run = stateIn(phase);
        run.apply(event);
        expect(run.phase, `${event.type} while ${phase}`).to.equal(phase);
      }
    }
  });

  it('ends as it is told, from every busy phase', () => {
    for (const end of ends) {
      for (const phase of ['preparing', 'running', 'paused'] as const) {
        const run = stateIn(phase);
        run.apply(events[end]);
        expect(run.phase, `${end} while ${phase}`).to.equal(end);
      }
    }
  });

  it('is changed by nothing that arrives after its end', () => {
    for (const end of ends) {
      for (const late of Object.values(events)) {
        const run = stateIn('running');
        run.apply(events[end]);
        const before = content(run);
        run.apply(late);
        expect(content(run), `${late.type} after ${end}`).to.deep.equal(before);
      }
    }
  });
});

describe('what a run remembers', () => {
  it('its engine, progress, drift, warnings, results and record', () => {
    const run = stateIn('running');
    for (const event of Object.values(events)) if (event.type !== 'stopped' && event.type !== 'failed') run.apply(event);
    expect(run.engine).to.equal(facts);
    expect(run.progress).to.deep.equal({ what: 'seed 1', done: 1, total: 10, etaMs: 900 });
    expect([...run.ledgers.keys()]).to.deep.equal([0]);
    expect([...run.boundaries]).to.deep.equal([['base', events.boundary.view]]);
    expect(run.testRows).to.equal(events['test-rows'].rows);
    expect([...run.predictions]).to.deep.equal([['head-only', events.predictions.predicted]]);
    expect(run.warnings).to.deep.equal(['adabn is skipped: The model has no batch normalisation.', 'careful']);
    const again = stateIn('running');
    for (let seed = 0; seed < 2; seed++) again.apply(events.warning);
    expect(again.warnings, 'every seed may say the same').to.deep.equal(['careful']);
    expect(run.results).to.deep.equal([result]);
    expect(run.record?.runId).to.equal('sha256:1');
    expect(run.baseCurves.lines()).to.deep.equal(['base']);
    expect(run.armCurves.lines()).to.deep.equal(['head-only']);
  });

  it('how long the first point took, and that only', () => {
    const run = new CompareRun(presets.quick.spec, { clickedAt: performance.now() - 500 });
    run.apply(events['base-point']);
    const first = run.firstPointMs;
    expect(first).to.be.at.least(500);
    run.apply(events['base-point']);
    expect(run.firstPointMs).to.equal(first);
  });

  it('a point where its work ends for a repair that takes no steps', () => {
    const run = stateIn('running');
    run.apply({ type: 'arm-finished', result: { ...result, arm: 'adabn', times: { ...result.times, trainMs: 20 }, curve: [] } });
    const [resting] = run.armCurves.raw('adabn').get(0)!;
    expect(resting).to.deep.include({ step: 0, seconds: 0.02, accuracy: { new: 0.7, old: 0.8 } });
  });

  it('why it did not finish', () => {
    const message = (event: RunEvent) => {
      const run = stateIn('running');
      run.apply(event);
      return run.message;
    };
    expect(message(events.failed)).to.equal('no adapter');
    expect(message({ type: 'stopped', kept: 3 })).to.contain('3 finished repeats are shown');
    expect(message({ type: 'stopped', kept: 0 })).to.equal('Stopped before anything was finished.');
  });
});
