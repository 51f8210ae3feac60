import { expect } from 'chai';
import type { RunEvent } from '../../src/contracts/events.ts';
import { summarise } from '../../src/measure/summary.ts';
import type { RunCommand } from '../../src/contracts/services.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { LabStore } from '../../src/state/lab-store.ts';
import { labelsAxis, startSweep, sweepOf } from '../../src/state/sweep-store.ts';
import { arms, soundTiming, synthetic } from '../measure/synthetic-results.ts';
import { settled } from '../turns.ts';

/** A run of six seeds that ends, as far as a sweep looks. */
const finished = (): RunEvent => ({
  type: 'finished',
  record: {
    derived: {
      summary: summarise(synthetic(6, { none: { accuracyNew: 0.5 }, 'head-only': { accuracyNew: 0.8 } }), arms, {
        margin: 0.01,
        watts: null,
        ...soundTiming,
      }),
    },
  } as RunRecord,
});

/** The Lab's store on a lab worker that the test plays. */
function lab() {
  const runs: { budget: number; tell: (event: RunEvent) => void }[] = [];
  const asked: string[] = [];
  const worker = {
    run: (each: Spec, port: MessagePort) =>
      new Promise<void>((resolve) => {
        const tell = (event: RunEvent) => {
          port.postMessage([event]);
          if (['finished', 'stopped', 'failed'].includes(event.type)) resolve();
        };
        runs.push({ budget: each.labels.budget, tell });
      }),
    drive: async ({ type }: RunCommand) => {
      asked.push(type);
      if (type === 'stop') runs.at(-1)!.tell({ type: 'stopped', kept: 0 });
    },
  };
  const store = new LabStore(() => ({ lab: worker, data: {}, dropLab: () => asked.push('drop') }) as never);
  Object.assign(store.data, { show: () => {} });
  return { store, runs, asked };
}

describe('a sweep and a run on one worker', () => {
  it('take turns: a run that begins ends the sweep, and waits until the worker is free', async () => {
    const { store, runs, asked } = lab();
    const sweep = startSweep(store, { spec: store.spec, axes: [labelsAxis([10, 50])] });
    await settled();
    expect(runs.map(({ budget }) => budget)).to.deep.equal([10]);
    const run = store.start();
    expect(sweepOf(store).message).to.match(/since a run was started/);
    await sweep;
    await settled();
    expect([asked, runs.map(({ budget }) => budget)]).to.deep.equal([['stop'], [10, store.spec.labels.budget]]);
    runs[1]!.tell(finished());
    expect((await run)?.derived.summary.seeds).to.equal(6);
  });

  it('do not mix: no sweep begins while a run goes on, and its runs are not the one on the page', async () => {
    const { store, runs } = lab();
    const run = store.start();
    await settled();
    await startSweep(store, { spec: store.spec, axes: [labelsAxis([10, 50])] });
    expect([sweepOf(store).phase, runs.length]).to.deep.equal(['idle', 1]);
    runs[0]!.tell(finished());
    await run;
    const shown = store.run;
    void startSweep(store, { spec: store.spec, axes: [labelsAxis([10, 50])] });
    await settled();
    expect([store.run, sweepOf(store).busy, runs[1]!.budget]).to.deep.equal([shown, true, 10]);
    store.reset();
    expect([sweepOf(store).phase, sweepOf(store).points]).to.deep.equal(['idle', []]);
  });
});
