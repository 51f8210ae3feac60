import { expect } from 'chai';
import type { RunEvent } from '../../src/contracts/events.ts';
import type { RunCommand, RunOptions } from '../../src/contracts/services.ts';
import type { RunRecord, StreamRecord } from '../../src/contracts/record.ts';
import { policyTitle } from '../../src/policies/registry.ts';
import type { KnownResult } from '../../src/science/claim.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { AnySpec } from '../../src/spec/schema.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { WorkerLostError } from '../../src/watched-worker.ts';
import '../../src/state/lost-run.ts';
import { LabStore } from '../../src/state/lab-store.ts';
import { scienceOf } from '../../src/state/science-store.ts';
import { labelsAxis, startSweep } from '../../src/state/sweep-store.ts';
import { synthetic } from '../measure/synthetic-results.ts';
import { settled } from '../turns.ts';

const known = (id: string, spec: AnySpec, better: string, worse: string, world: 'new' | 'served' = 'new'): KnownResult => ({
  id,
  claim: '',
  source: '',
  spec,
  orderings: [{ better, worse, world, above: 0 }],
});
const heads = known('heads', presets.quick.spec, 'head-only', 'none');
const { spec: streamed } = streamPresets.plants;
const [never, oracle] = [
  { id: 'never', params: {} },
  { id: 'oracle', params: {} },
];
const served = known('served', { ...streamed, policies: [never!, oracle!] }, policyTitle(oracle!), policyTitle(never!), 'served');

const comparison: RunEvent = {
  type: 'finished',
  record: {
    spec: heads.spec,
    results: synthetic(4, { none: { accuracyNew: 0.5 }, 'head-only': { accuracyNew: 0.8 } }),
  } as unknown as RunRecord,
};
const ofPolicy = (policy: number, accuracy: number) =>
  [0, 1].map((seed) => ({ policy, seed, points: [{ accuracy }, { accuracy: accuracy + 0.1 * seed }] }));
const stream: RunEvent = {
  type: 'finished',
  record: { spec: served.spec, runs: [...ofPolicy(0, 0.5), ...ofPolicy(1, 0.7)] } as unknown as StreamRecord,
};

/** The Lab's store on a lab worker that the test plays. */
function lab() {
  const runs: { kind: AnySpec['kind']; tell: (event: RunEvent) => void; lose: () => void }[] = [];
  const asked: string[] = [];
  const take = (spec: AnySpec, port: MessagePort, { speed }: RunOptions = {}) =>
    new Promise<void>((resolve, reject) => {
      const tell = (event: RunEvent) => {
        port.postMessage([event]);
        if (['finished', 'stopped', 'failed'].includes(event.type)) resolve();
      };
      if (speed !== undefined) asked.push(`speed ${speed}`);
      runs.push({ kind: spec.kind, tell, lose: () => reject(new WorkerLostError('It was ended.')) });
    });
  const worker = {
    run: take,
    drive: async ({ type }: RunCommand) => {
      asked.push(type);
      if (type === 'stop') runs.at(-1)!.tell({ type: 'stopped', kept: 0 });
    },
  };
  const workers = { lab: worker, data: {}, dropLab: () => asked.push('drop') };
  const store = new LabStore(() => workers as never);
  for (const each of [store, store.stream]) Object.assign(each.data, { show: () => {} });
  const kinds = () => runs.map(({ kind }) => kind);
  return { store, science: scienceOf(store), runs, asked, kinds };
}

describe('known results on the lab worker', () => {
  it('run one after the other, comparisons and streams, and each is judged when it ends', async () => {
    const { store, science, runs, asked, kinds } = lab();
    const ended = science.start([heads, served]);
    await settled();
    expect([kinds(), science.running, store.training]).to.deep.equal([['compare'], 'heads', true]);
    runs[0]!.tell(comparison);
    await settled();
    expect(science.found.get('heads')!.map(({ finding }) => finding)).to.deep.equal(['holds']);
    expect([kinds(), science.running, asked], 'nobody watches the stream go by').to.deep.equal([['compare', 'stream'], 'served', []]);
    runs[1]!.tell(stream);
    await ended;
    expect([science.phase, science.running, store.training]).to.deep.equal(['finished', undefined, false]);
    // 0.7 − 0.5 on both seeds: the difference has no spread.
    expect(science.found.get('served')![0]).to.include({ finding: 'holds' });
    expect(science.found.get('served')![0]!.difference!.mean).to.be.closeTo(0.2, 1e-9);
  });

  it('leave the run and the stream on the pages as they are', async () => {
    const { store, science, runs } = lab();
    const { run, spec } = store;
    const shown = store.stream.run;
    const ended = science.start([heads]);
    await settled();
    runs[0]!.tell(comparison);
    await ended;
    expect([store.run, store.spec, store.stream.run]).to.deep.equal([run, spec, shown]);
  });

  it('are as far as their experiments, and a stream as its batches', async () => {
    const { science, runs } = lab();
    void science.start([heads, served]);
    await settled();
    runs[0]!.tell({ type: 'progress', what: '', done: 1, total: 2 });
    await settled();
    expect(science.progress.share).to.equal(0.25);
    runs[0]!.tell(comparison);
    await settled();
    const seed = { seed: 0, splitHash: '', baseAccuracy: 0, baseHash: '', ledger: [], driftedHash: '' };
    runs[1]!.tell({ type: 'stream-started', seed, batches: 2 });
    runs[1]!.tell({ type: 'stream-batch', seed: 0, batch: 0, points: [] });
    await settled();
    // One batch of two, of the first of the stream's seeds.
    expect(science.progress.share).to.be.closeTo(0.5 + 0.5 * (1 / (2 * served.spec.seeds.count)), 1e-9);
  });

  it('keep what is finished when they are stopped, and end the rest at once', async () => {
    const { science, runs, asked, kinds } = lab();
    const ended = science.start([heads, heads, served]);
    await settled();
    runs[0]!.tell(comparison);
    await settled();
    science.stop();
    await ended;
    expect([science.phase, science.message, science.found.size]).to.deep.equal(['stopped', 'Stopped. Finished ones are shown.', 1]);
    expect([asked, kinds()]).to.deep.equal([['stop'], ['compare', 'compare']]);
  });

  it('fail with the name of the one that could not run, and why', async () => {
    const { science, runs } = lab();
    const ended = science.start([heads, served]);
    await settled();
    runs[0]!.tell({ type: 'failed', code: 'engine', text: 'The engine was lost. Run again.', kept: 0 });
    await ended;
    expect([science.phase, science.message, runs.length]).to.deep.equal(['failed', 'heads: The engine was lost. Run again.', 1]);
  });

  it('fail when the worker is lost twice in one of them', async () => {
    const { store, science, runs } = lab();
    const ended = science.start([heads]);
    await settled();
    runs[0]!.lose();
    await settled();
    expect([science.phase, runs.length], 'once it is begun again').to.deep.equal(['running', 2]);
    runs[1]!.lose();
    await ended;
    expect([science.phase, store.training]).to.deep.equal(['failed', false]);
    expect(science.message).to.match(/^heads: It was ended. That was the second time/);
  });

  it('start afresh with nothing found', async () => {
    const { science, runs } = lab();
    const ended = science.start([heads]);
    await settled();
    runs[0]!.tell(comparison);
    await ended;
    void science.start([heads]);
    await settled();
    expect([science.busy, science.found.size, science.message]).to.deep.equal([true, 0, undefined]);
  });
});

describe('known results and other work on one worker', () => {
  it('give way to a run, which waits until the worker is free', async () => {
    const { store, science, runs, asked, kinds } = lab();
    const ended = science.start([served]);
    await settled();
    const run = store.start();
    await ended;
    await settled();
    expect(science.message).to.match(/^Stopped, since a run was started/);
    expect([asked, kinds()]).to.deep.equal([['stop'], ['stream', 'compare']]);
    runs[1]!.tell(comparison);
    expect(await run).to.equal(store.run.record);
    expect(store.run.phase).to.equal('finished');
  });

  for (const [what, begin] of [
    ['a sweep', ({ store }: ReturnType<typeof lab>) => startSweep(store, { spec: store.spec, axes: [labelsAxis([10, 50])] })],
    ['a stream', ({ store }: ReturnType<typeof lab>) => store.stream.start()],
  ] as const) {
    it(`give way to ${what}`, async () => {
      const all = lab();
      const ended = all.science.start([heads]);
      await settled();
      void begin(all);
      await ended;
      await settled();
      expect([all.science.phase, all.runs.length]).to.deep.equal(['stopped', 2]);
      expect(all.asked[0]).to.equal('stop');
    });
  }

  it('do not begin while something is trained or measured', async () => {
    const busy: readonly ((all: ReturnType<typeof lab>) => unknown)[] = [
      ({ store }) => store.start(),
      ({ store }) => startSweep(store, { spec: store.spec, axes: [labelsAxis([10])] }),
      ({ store }) => store.stream.start(),
      ({ store }) => Object.assign(store.bench, { phase: 'measuring' }),
    ];
    for (const begin of busy) {
      const all = lab();
      begin(all);
      await settled();
      await all.science.start([heads]);
      expect(all.science.phase, String(begin)).to.equal('idle');
    }
  });
});
