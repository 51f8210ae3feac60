import type { Trainer } from '../../../../src/contracts/trainer.ts';
import type { RunEvent } from '../../../../src/contracts/events.ts';
import { expect } from 'chai';
import { runStream } from '../../../../src/experiment/kinds/stream/run.ts';
import { fakeTrainer } from '../../fake-trainer.ts';

import { spec, dataset, quiet, run } from './tiny-stream.ts';

describe('a repair in a stream', () => {
  /** Every training but the base model’s ends in numbers that are none. */
  const diverging = (): Trainer => {
    const trainer = fakeTrainer();
    let base = true;
    return {
      ...trainer,
      async train(job, pace, onPoint) {
        const result = await trainer.train(job, pace, onPoint);
        if (base) {
          base = false;
          return result;
        }
        return { ...result, status: 'diverged', weights: result.weights.map(() => NaN) };
      },
    };
  };

  it('that diverges is written down and paid for, and the model before goes on serving', async () => {
    const events: RunEvent[] = [];
    const policies = [
      { id: 'never', params: {} },
      { id: 'periodic', params: { every: 4, action: 'full-fine-tune' } },
    ];
    const result = await runStream({
      ...{ spec: { ...spec, policies }, dataset, trainer: diverging(), pace: quiet() },
      emit: (event) => events.push(event),
    });
    const [never, repaired] = result.runs;
    expect(repaired!.actions.length).to.be.above(0);
    expect(repaired!.actions.every(({ diverged }) => diverged)).to.equal(true);
    expect(
      repaired!.points.map(({ accuracy }) => accuracy),
      'served by the base model throughout',
    ).to.deep.equal(never!.points.map(({ accuracy }) => accuracy));
    expect([repaired!.accuracyEnd, repaired!.accuracyOld]).to.deep.equal([never!.accuracyEnd, never!.accuracyOld]);
    const warnings = events.flatMap((event) => (event.type === 'warning' ? [event] : []));
    expect(warnings.map(({ code }) => code)).to.deep.equal(['repair-diverged']);
    expect(warnings[0]!.text).to.match(/Seed 1, .*diverged; it was not installed/);
  });

  it('has the parameters that its policy names, and their defaults without', async () => {
    const strengthOf = async (params: Record<string, number>) => {
      const { jobs } = await run({ policies: [{ id: 'periodic', params: { every: 4, action: 'ewc', ...params } }] });
      return jobs.find(({ penalty }) => penalty)!.penalty!.strength.reduce((a, b) => a + b, 0);
    };
    const usual = await strengthOf({});
    expect((await strengthOf({ repairStrength: 300 })) / usual).to.be.closeTo(3, 1e-3);
  });

  it('is not scored on the way: nobody looks at its curve', async () => {
    const { jobs } = await run({ policies: [{ id: 'periodic', params: { every: 4, action: 'full-fine-tune' } }] });
    expect(jobs.every(({ watch }) => watch.length === 0)).to.equal(true);
  });
});
