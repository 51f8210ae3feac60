import { expect } from 'chai';
import { row } from '../bench-row.ts';
import type { AdapterFacts, BenchEvent, BenchReport, BenchService } from '../../src/contracts/bench.ts';
import { BenchState } from '../../src/state/bench-state.ts';
import { settled } from '../turns.ts';

const selfTest = { engine: 'wasm', errors: { mlp: 1e-7 }, failure: null };
const figure = { id: 'a', title: 'a', value: 2, unit: '×', goal: null, note: '' } as const;
const adapter: AdapterFacts = { name: 'a GPU', software: false, features: [], limits: {} };
const report: BenchReport = {
  rows: [row, row],
  figures: [figure],
  selfTests: [selfTest],
  adapter,
  userAgent: 'Worker/1',
  cores: 8,
  measuredAt: '2026-11-21T12:00:00.000Z',
};
const browser = { userAgent: 'Test/1', hardwareConcurrency: 2 };

/** A benchmark that does what the test says, and a clock that stands still. */
function fake(found: Promise<AdapterFacts | null> = Promise.resolve(adapter)) {
  const runs: { tell: (event: BenchEvent) => void; finish: (report: BenchReport) => void; break: (error: Error) => void }[] = [];
  const asked: number[] = [];
  const ended: number[] = [];
  const clock = { ms: 0 };
  const service: BenchService = {
    adapter: () => (asked.push(1), found),
    run: (tell) => new Promise((finish, reject) => runs.push({ tell, finish, break: reject })),
  };
  const bench = new BenchState(
    service,
    () => ended.push(1),
    () => clock.ms,
  );
  return { bench, runs, asked, ended, clock };
}

const measuring = (done: number): BenchEvent => ({ type: 'measuring', what: 'wasm: small', done, total: 4 });

describe('the life of a benchmark', () => {
  it('begins idle, with nothing to save', () => {
    const { bench } = fake();
    expect(bench.phase).to.equal('idle');
    expect(bench.export(browser)).to.equal(undefined);
  });

  it('fills in while it measures, and tells its listener the same', async () => {
    const { bench, runs } = fake();
    const heard: string[] = [];
    void bench.measure(({ type }) => heard.push(type));
    let changes = 0;
    bench.addEventListener('change', () => changes++);
    for (const event of [{ type: 'self-test', selfTest }, measuring(0), { type: 'row', row }, { type: 'figure', figure }] as const)
      runs[0]!.tell(event);
    expect(bench.phase).to.equal('measuring');
    expect([bench.selfTests, bench.rows, bench.figures]).to.deep.equal([[selfTest], [row], [figure]]);
    expect(heard).to.deep.equal(['self-test', 'measuring', 'row', 'figure']);
    expect(changes).to.equal(4);
    expect(bench.export(browser)).to.equal(undefined);
  });

  it('estimates what is left from what it took so far', () => {
    const { bench, runs, clock } = fake();
    void bench.measure();
    runs[0]!.tell(measuring(0));
    expect(bench.progress).to.deep.equal({ what: 'wasm: small', done: 0, total: 4 });
    clock.ms = 3000;
    runs[0]!.tell(measuring(1));
    expect(bench.progress).to.deep.equal({ what: 'wasm: small', done: 1, total: 4, etaMs: 9000 });
  });

  it('finishes with the report, whose worker is ended', async () => {
    const { bench, runs, ended, clock } = fake();
    const result = bench.measure();
    clock.ms = 21_000;
    runs[0]!.finish(report);
    expect(await result).to.equal(report);
    expect([bench.phase, bench.rows, bench.figures, bench.adapter]).to.deep.equal(['finished', report.rows, report.figures, adapter]);
    expect([bench.durationMs, ended.length]).to.deep.equal([21_000, 1]);
    expect(bench.export(browser)).to.deep.equal({ ...report, userAgent: 'Test/1', cores: 2, partial: false, hidden: false, busy: false });
  });

  it('ends its worker when it is stopped, and keeps what it has, marked as partial', async () => {
    const { bench, runs, ended } = fake();
    const before = Date.now();
    const result = bench.measure();
    runs[0]!.tell({ type: 'row', row });
    bench.stop();
    expect(await result).to.equal(undefined);
    expect([bench.phase, bench.gaveWay, ended.length]).to.deep.equal(['stopped', false, 1]);
    expect(bench.export(browser)).to.deep.include({ rows: [row], partial: true, adapter: null });
    expect(Date.parse(bench.export(browser)!.measuredAt)).to.be.within(before, Date.now());
  });

  it('has nothing to save when it is stopped before its first row', () => {
    const { bench } = fake();
    void bench.measure();
    bench.stop();
    expect(bench.export(browser)).to.equal(undefined);
  });

  it('hears nothing more of a measurement that was stopped', async () => {
    const { bench, runs } = fake();
    void bench.measure();
    bench.stop();
    runs[0]!.tell({ type: 'row', row });
    runs[0]!.finish(report);
    await settled();
    expect([bench.phase, bench.rows.length]).to.deep.equal(['stopped', 0]);

    void bench.measure();
    runs[0]!.tell({ type: 'row', row });
    runs[0]!.break(new Error('late'));
    await settled();
    expect([bench.phase, bench.rows.length]).to.deep.equal(['measuring', 0]);
  });

  it('gives way to a run in the Lab, and only while it measures', () => {
    const { bench, ended } = fake();
    bench.giveWay();
    expect([bench.phase, bench.gaveWay, ended.length]).to.deep.equal(['idle', false, 0]);
    void bench.measure();
    bench.giveWay();
    expect([bench.phase, bench.gaveWay]).to.deep.equal(['stopped', true]);
  });

  it('fails with a reason and keeps what it has', async () => {
    const { bench, runs, ended } = fake();
    const results = [bench.measure()];
    runs[0]!.tell({ type: 'row', row });
    runs[0]!.break(new Error('out of memory'));
    expect(await results[0]).to.equal(undefined);
    expect([bench.phase, bench.trouble]).to.deep.equal(['failed', 'The measurement could not go on: out of memory.']);
    expect(bench.export(browser)).to.deep.include({ rows: [row], partial: true });

    results.push(bench.measure());
    expect([bench.trouble, bench.rows]).to.deep.equal([undefined, []]);
    bench.fail('the worker crashed');
    expect(await results[1]).to.equal(undefined);
    expect([bench.phase, bench.trouble, ended.length]).to.deep.equal(['failed', 'the worker crashed', 2]);
  });

  it('measures one thing at a time', async () => {
    const { bench, runs } = fake();
    void bench.measure();
    expect(await bench.measure()).to.equal(undefined);
    expect(runs).to.have.length(1);
  });

  it('remembers that the tab was hidden while it measured', () => {
    const { bench } = fake();
    bench.markHidden();
    void bench.measure();
    expect(bench.hidden).to.equal(false);
    bench.markHidden();
    expect(bench.hidden).to.equal(true);
    bench.stop();
    void bench.measure();
    expect(bench.hidden).to.equal(false);
  });
});

describe('the adapter', () => {
  it('is asked for once, and may be none', async () => {
    const { bench, asked } = fake(Promise.resolve(null));
    expect(bench.adapter).to.equal(undefined);
    await Promise.all([bench.findAdapter(), bench.findAdapter()]);
    await bench.findAdapter();
    expect(bench.adapter).to.equal(null);
    expect(asked).to.have.length(1);
  });

  it('is asked for again when its worker was ended meanwhile', async () => {
    const { bench, asked } = fake(new Promise(() => {}));
    void bench.findAdapter();
    void bench.measure();
    bench.stop();
    expect(asked).to.have.length(2);
  });

  it('says why it could not be asked for', async () => {
    const { bench } = fake(Promise.reject(new Error('no worker')));
    await bench.findAdapter();
    expect([bench.phase, bench.adapter, bench.trouble]).to.deep.equal(['idle', undefined, 'Error: no worker']);
  });
});
