import { expect } from 'chai';
import type { RunRecord } from '../../../src/contracts/record.ts';
import { loadDataset } from '../../../datasets/registry.ts';
import { EngineError } from '../../../src/engine/engine-error.ts';
import type { RunEvent } from '../../../src/contracts/events.ts';
import { LabSession } from '../../../src/services/lab/session.ts';
import type { Trainer } from '../../../src/contracts/trainer.ts';
import { plain } from '../../../src/spec/fitting.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../../src/spec/schema.ts';
import { documentId, documentOf } from '../../../src/record/document.ts';
import { verify } from '../../../src/record/verify.ts';
import { PressureWatch } from '../../../src/services/lab/pressure-watch.ts';
import { fakeTrainer } from '../../experiment/fake-trainer.ts';
import { settled, until } from '../../turns.ts';

const tiny: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'digits', params: {}, split: { baseTrain: 100, baseTest: 40, newPool: 60, newTest: 40 } },
  labels: { budget: 30 },
  seeds: { root: 5, count: 2 },
};

const parts = { createTrainer: async () => fakeTrainer(), loadDataset, machine: { userAgent: 'test', cores: 2 }, app: 'Drift Lab test' };

const session = (createTrainer: () => Promise<Trainer> = parts.createTrainer) => new LabSession({ ...parts, createTrainer });

async function events(lab: LabSession, spec: Spec, onEvent?: (event: RunEvent) => void): Promise<RunEvent[]> {
  const seen: RunEvent[] = [];
  await lab.run(spec, (event) => {
    seen.push(event);
    onEvent?.(event);
  });
  return seen;
}

const last = (seen: readonly RunEvent[]) => seen.at(-1)!;

describe('a session', () => {
  it('ends a run with its record: every repeat, the derived numbers, and an id that is its content’s', async () => {
    const end = last(await events(session(), tiny));
    if (end.type !== 'finished') throw new Error(JSON.stringify(end));
    expect((end.record as RunRecord).runId).to.equal(documentId(documentOf(end.record)));
    expect(verify(documentOf(end.record)).checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect((end.record as RunRecord).results).to.have.length(10);
    expect((end.record as RunRecord).derived.summary.arms.map(({ id }) => id)).to.deep.equal(tiny.arms.map(({ id }) => id));
    expect(JSON.parse(JSON.stringify(end.record as RunRecord))).to.deep.equal(end.record as RunRecord);
  });

  it('keeps in the record which repairs could not run and why, and sums up the others over all seeds', async () => {
    const end = last(await events(session(), { ...tiny, arms: [...tiny.arms, { id: 'tent' }] }));
    if (end.type !== 'finished') throw new Error(JSON.stringify(end));
    const { skipped, derived } = end.record as RunRecord;
    expect(skipped!.map(({ seed, arm }) => [seed, arm])).to.deep.equal([
      [0, 'tent'],
      [1, 'tent'],
    ]);
    expect(derived.summary.seeds).to.equal(2);
    expect(derived.summary.arms.map(({ id }) => id)).to.deep.equal(tiny.arms.map(({ id }) => id));
  });

  it('says everything that is wrong with a spec, with paths, and runs nothing', async () => {
    const wrong: Spec = {
      ...tiny,
      labels: { budget: 500 },
      drift: [globalDrift('gain-offset', 3), globalDrift('nonsense', 1)],
      arms: [{ id: 'head-only' }, { id: 'pray' }],
      energy: { device: 'abacus', pue: 1 },
    };
    const seen = await events(session(), wrong);
    const end = last(seen);
    if (end.type !== 'failed') throw new Error('it ran');
    expect(end.code).to.equal('bad-input');
    for (const path of [
      'labels.budget: ',
      'drift[0].id: ',
      'drift[1].id: ',
      'arms[1].id: ',
      'arms: must include "none"',
      'energy.device: ',
    ]) {
      expect(end.text).to.contain(path);
    }
    expect(seen.some((event) => event.type === 'base-point')).to.equal(false);
  });

  it('refuses more rows than a data set has, a model that does not fit, and work without end', async () => {
    const text = async (change: Partial<Spec>) => {
      const end = last(await events(session(), { ...tiny, ...change }));
      return end.type === 'failed' ? end.text : '';
    };
    const split = { baseTrain: 5000, baseTest: 40, newPool: 60, newTest: 40 };
    expect(await text({ data: { ...tiny.data, split } as Spec['data'] })).to.match(/5140 rows/);
    const sensors = { id: 'sensors', params: {}, split: tiny.data.split } as Spec['data'];
    expect(await text({ data: sensors, drift: [], model: { family: 'cnn', params: { filters: [4], dense: 8 } } })).to.match(
      /^model\.family: /,
    );
    expect(await text({ data: { id: 'unheard-of', params: {}, split: tiny.data.split } as Spec['data'] })).to.match(
      /no data set "unheard-of".*digits/,
    );
    const endless = { id: 'glyphs', params: {}, split: { baseTrain: 10_000, baseTest: 100, newPool: 100, newTest: 100 } } as Spec['data'];
    expect(
      await text({
        data: endless,
        base: { learningRate: 0.01, batchSize: 32, epochs: 200 },
        model: { family: 'cnn', params: { filters: [64, 64], dense: 512 } },
        seeds: { root: 1, count: 30 },
      }),
    ).to.match(/^base\.epochs: .*TFLOP/);
  });

  it('stops between two breaths, keeps what is finished, and can run again', async () => {
    const lab = session();
    const seen = await events(lab, tiny, (event) => event.type === 'arm-finished' && lab.drive({ type: 'stop' }));
    expect(last(seen)).to.include({ type: 'stopped' });
    const { kept, record } = last(seen) as Extract<RunEvent, { type: 'stopped' }>;
    expect(kept).to.be.at.least(1);
    const { results, aborted, derived } = record as RunRecord;
    expect(results).to.have.length(kept);
    // Every repeat that had begun is told, with an end or without.
    expect(new Set([...results, ...aborted!].map(({ seed, arm }) => `${seed} ${arm}`)).size).to.equal(results.length + aborted!.length);
    expect(derived.verdict.headline.before).to.match(/^Stopped by hand/);
    expect(verify(documentOf(record!)).checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(last(await events(lab, tiny)).type).to.equal('finished');
  });

  it('pauses and goes on', async () => {
    const lab = session();
    let count = 0;
    let paused = false;
    const done = events(lab, tiny, (event) => {
      count++;
      if (event.type !== 'drift-applied' || event.seed !== 0) return;
      lab.drive({ type: 'pause' });
      paused = true;
    });
    await until(() => paused);
    // What was under way comes still: the fake trains without breathing in between.
    await settled();
    const whilePaused = count;
    await settled();
    expect(count).to.equal(whilePaused);
    lab.drive({ type: 'resume' });
    const all = await done;
    expect(last(all).type).to.equal('finished');
    expect(all.length).to.be.above(whilePaused);
  });

  it('runs one thing at a time', async () => {
    const lab = session();
    const first = events(lab, tiny);
    expect(last(await events(lab, tiny))).to.include({ type: 'failed', code: 'bad-input' });
    expect(last(await first).type).to.equal('finished');
  });

  it('passes on why an engine cannot start, and tries again next time', async () => {
    let attempts = 0;
    const lab = session(async () => {
      if (++attempts === 1) throw new EngineError('WebGPU was asked for, but there is none');
      return fakeTrainer();
    });
    expect(last(await events(lab, tiny))).to.include({ type: 'failed', code: 'engine', text: 'WebGPU was asked for, but there is none' });
    expect(last(await events(lab, tiny)).type).to.equal('finished');
  });

  it('keeps what was finished when a training crashes, as a record that stands, and goes on from it in another run', async () => {
    const whole = last(await events(session(), tiny));
    const end = last(
      await events(
        session(async () => fakeTrainer({ failAt: 9 })),
        tiny,
      ),
    );
    if (end.type !== 'failed' || whole.type !== 'finished') throw new Error(JSON.stringify(end));
    const record = end.record as RunRecord;
    expect(verify(documentOf(record)).checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect([record.results.length, end.kept]).to.deep.equal([end.kept, record.results.length]);
    expect(record.results.length).to.be.within(1, 9);
    expect(record.aborted!.length).to.equal(10 - record.results.length);

    const seen: RunEvent[] = [];
    const earlier = { seeds: [], results: record.results };
    await session().run(tiny, (event) => seen.push(event), { earlier, interruptions: [{ lost: 'worker', kept: end.kept }] });
    const rest = last(seen);
    if (rest.type !== 'finished') throw new Error(JSON.stringify(rest));
    const { results, seeds, derived, environment } = rest.record as RunRecord;
    expect([results, seeds]).to.deep.equal([(whole.record as RunRecord).results, (whole.record as RunRecord).seeds]);
    expect(environment.interruptions).to.deep.equal([{ lost: 'worker', kept: end.kept }]);
    expect([derived.summary.timesComparable, verify(documentOf(rest.record)).ok]).to.deep.equal([false, true]);
  });

  it('takes no time for training in which the machine stood still, says so, and trusts no times of that run', async () => {
    const awake = fakeTrainer();
    const sleepy: Trainer = {
      ...awake,
      trainAll: async (jobs, pace, onPoint) => {
        pace.stoodStill?.(2_500);
        return awake.trainAll(jobs, pace, onPoint);
      },
    };
    const seen = await events(
      session(async () => sleepy),
      { ...tiny, seeds: { root: 5, count: 1 }, arms: tiny.arms.slice(0, 2) },
    );
    const end = last(seen);
    if (end.type !== 'finished') throw new Error(JSON.stringify(end));
    const { environment, derived } = end.record as RunRecord;
    expect(environment.stoodStillMs! % 2_500).to.equal(0);
    expect(derived.summary.timesComparable).to.equal(false);
    expect(seen.find((event) => event.type === 'warning' && event.code === 'stood-still'))
      .to.have.property('text')
      .that.matches(/stood still for \d/);
  });

  it('turns a crash inside a training into one clear message and counts what was kept', async () => {
    const end = last(
      await events(
        session(async () => fakeTrainer({ failAt: 4 })),
        tiny,
      ),
    );
    expect(end).to.include({ type: 'failed', code: 'internal' });
    expect((end as { text: string }).text).to.match(/the fake engine failed.*choose another engine/);
  });

  it('F-10: warns when tensors were not released', async () => {
    const seen = await events(
      session(async () => fakeTrainer({ leak: 1 })),
      tiny,
    );
    expect(seen.some((event) => event.type === 'warning' && event.code === 'leak')).to.equal(true);
  });

  it('marks trainings that lost a device or worker: a warning, the record, and no trust in their times', async () => {
    const recovering = fakeTrainer();
    const trainer: Trainer = {
      ...recovering,
      trainAll: async (...of) => (await recovering.trainAll(...of)).map((result) => ({ ...result, recoveries: 1 })),
    };
    const seen = await events(
      session(async () => trainer),
      tiny,
    );
    const end = last(seen);
    if (end.type !== 'finished') throw new Error('did not finish');
    expect(
      seen.some((event) => event.type === 'warning' && event.code === 'recovered' && /was lost; the training went on/.test(event.text)),
    ).to.equal(true);
    expect((end.record as RunRecord).results.filter(({ arm }) => arm !== 'none').every(({ recoveries }) => recoveries === 1)).to.equal(
      true,
    );
    expect((end.record as RunRecord).derived.summary.arms.find(({ id }) => id === 'retrain-all')!.validity.join()).to.match(
      /lost and replaced/,
    );
  });

  it('marks a run during which the page was hidden', async () => {
    const lab = session();
    const end = last(await events(lab, tiny, (event) => event.type === 'drift-applied' && lab.drive({ type: 'hidden' })));
    if (end.type !== 'finished') throw new Error('did not finish');
    expect((end.record as RunRecord).environment.hidden).to.equal(true);
    expect((end.record as RunRecord).derived.summary.arms.find(({ id }) => id === 'retrain-all')!.validity.join()).to.match(/hidden/);
  });

  it('marks a run beside which something else kept the processor busy', async () => {
    const pressure = new PressureWatch();
    pressure.note('critical');
    const end = last(await events(new LabSession({ ...parts, pressure }), tiny));
    if (end.type !== 'finished') throw new Error('did not finish');
    const { environment, derived } = end.record as RunRecord;
    expect(environment.pressure).to.deep.equal({ before: 'critical', during: 'critical' });
    expect(derived.summary.arms.find(({ id }) => id === 'retrain-all')!.validity.join()).to.match(/kept the processor busy/);
    expect(derived.summary.timesComparable).to.equal(false);
  });

  it('asks for the file of an experiment on the user’s own data', async () => {
    const own = { id: 'own', params: { name: 'mine.csv', label: 'y', sha256: 'a'.repeat(64) }, split: tiny.data.split } as Spec['data'];
    const end = last(await events(session(), { ...tiny, data: own }));
    expect(end).to.include({ type: 'failed', code: 'bad-input' });
    expect((end as { text: string }).text).to.match(/mine\.csv.*Open that file/);
  });
});
