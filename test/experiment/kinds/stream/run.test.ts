import type { RunEvent } from '../../../../src/contracts/events.ts';
import type { StreamResult } from '../../../../src/experiment/kinds/stream/context.ts';
import { expect } from 'chai';
import { openWasmTrainer } from '../../../../src/engine/open-wasm.ts';
import { runStream } from '../../../../src/experiment/kinds/stream/run.ts';
import type { StreamCommand } from '../../../../src/contracts/stream.ts';
import { streamSummary } from '../../../../src/measure/stream-summary.ts';
import { globalDrift, type StreamSpec } from '../../../../src/spec/schema.ts';

import { spec, dataset, quiet, run, timeless } from './tiny-stream.ts';

describe('a stream', () => {
  it('shows all policies the same batches, and tells every one of them', async () => {
    const events: RunEvent[] = [];
    const { runs, seeds } = await run({ seeds: { ...spec.seeds, count: 2 } }, undefined, events);
    expect(seeds).to.have.length(2);
    expect(runs).to.have.length(6);
    for (const { points } of runs) expect(points).to.have.length(15);
    expect(events.filter(({ type }) => type === 'stream-batch')).to.have.length(30);
    // Until the first repair, all serve with the same model.
    const [never, periodic] = runs;
    expect(periodic!.points.slice(0, 4).map(({ accuracy }) => accuracy)).to.deep.equal(
      never!.points.slice(0, 4).map(({ accuracy }) => accuracy),
    );
  });

  it('is the same again with the same seed', async () => {
    expect(timeless(await run())).to.deep.equal(timeless(await run()));
  });

  it('repairs with labels that have come back, at most the window of them, and the new model serves from the next batch', async () => {
    const { runs, jobs } = await run();
    const { actions } = runs[1]!;
    expect(actions.map(({ batch }) => batch)).to.deep.equal([3, 7, 11]);
    // After batch 3 the labels of batches 0 and 1 are there: 40 rows; later the window of 50.
    expect(actions.map(({ labels }) => labels)).to.deep.equal([40, 50, 50]);
    expect(jobs[1]!.data.rows).to.equal(40);
    expect(new Set(actions.map(({ endHash }) => endHash)).size).to.equal(3);
  });

  it('buys no label for a policy that looks at none but those that its repairs learn from', async () => {
    const { runs } = await run();
    expect(runs[0]!.points.at(-1)!.labels).to.equal(0);
    expect(runs[1]!.points.at(-1)!.labels).to.be.within(50, 150);
    const { runs: watched } = await run({ policies: [{ id: 'accuracy', params: { drop: 0.9 } }] });
    expect(watched[0]!.points.at(-1)!.labels).to.equal(13 * 20);
  });

  it('waits with a repair until there are labels', async () => {
    const { runs } = await run({ labels: { share: 1, delay: 12 } });
    expect(runs[1]!.actions.map(({ batch }) => batch)).to.deep.equal([12]);
    const { runs: none } = await run({ labels: { share: 0, delay: 0 } });
    expect(none[1]!.actions).to.deep.equal([]);
  });

  it('asks a person where that is wanted: approved it is done, rejected not, and a roll back brings the model before', async () => {
    const byHand: Partial<StreamSpec> = { policies: [{ id: 'periodic', params: { every: 4, action: 'retrain-new', approval: 'hand' } }] };
    const { runs: asked } = await run(byHand);
    expect(asked[0]!.actions).to.deep.equal([]);
    expect(asked[0]!.points[3]).to.include({ waiting: true, alarm: true });

    const answers: Record<number, StreamCommand[]> = {
      4: [{ type: 'reject', policy: 0 }],
      8: [{ type: 'approve', policy: 0 }],
      10: [{ type: 'rollback', policy: 0 }],
    };
    const { runs, edits } = await run(byHand, (batch) => answers[batch] ?? []);
    expect(edits.map(({ what, batch }) => [what, batch])).to.deep.equal([
      ['reject', 4],
      ['approve', 8],
      ['rollback', 10],
    ]);
    expect(runs[0]!.actions.map(({ arm, by, batch }) => [arm, by, batch])).to.deep.equal([
      ['retrain-new', 'person', 8],
      ['rollback', 'person', 9],
    ]);
  });

  it('changes the rest of the stream by hand, for all policies alike, and nothing before it', async () => {
    const plain = await run({ drift: [] });
    const drift = globalDrift('gain-offset', 5);
    const changed = await run({ drift: [] }, (batch) => (batch === 8 ? [{ type: 'drift', drift }] : []));
    const accuracies = ({ runs }: StreamResult, policy: number) => runs[policy]!.points.map(({ accuracy }) => accuracy);
    expect(accuracies(changed, 0).slice(0, 8)).to.deep.equal(accuracies(plain, 0).slice(0, 8));
    expect(accuracies(changed, 0).slice(8)).not.to.deep.equal(accuracies(plain, 0).slice(8));
    expect(changed.edits).to.deep.include({ seed: 0, batch: 8, what: 'drift', drift });
  });

  it('holds every model against every batch on the first seed; what served is what the matrix says', async () => {
    // The fake's answers depend on a row's place in a call; a real engine's do not.
    const trainer = await openWasmTrainer();
    const { runs } = await runStream({
      spec: { ...spec, seeds: { ...spec.seeds, count: 2 } },
      dataset,
      trainer,
      pace: quiet(),
      emit: () => undefined,
    });
    trainer.dispose();
    const { matrix, points, actions } = runs[1]!;
    expect(matrix).to.have.length(1 + actions.length);
    points.forEach(({ accuracy }, batch) => {
      const model = actions.filter((action) => action.batch < batch).length;
      expect(matrix![model]![batch]).to.be.closeTo(accuracy, 1e-9);
    });
    expect(runs[4]!.matrix).to.equal(undefined);
  });

  it('repairs without labels at once, and buys none', async () => {
    const { runs } = await run({
      labels: { share: 0, delay: 0 },
      policies: [{ id: 'periodic', params: { every: 4, action: 'restandardise' } }],
    });
    expect(runs[0]!.actions.map(({ batch, labels }) => [batch, labels])).to.deep.equal([
      [3, 0],
      [7, 0],
      [11, 0],
    ]);
    expect(runs[0]!.points.at(-1)!.labels).to.equal(0);
  });

  it('takes the model of an earlier world from the bank when that world is back', async () => {
    const trainer = await openWasmTrainer();
    const recurring = {
      ...globalDrift('swap-channels', 5),
      when: { pattern: 'recurring', start: 0.3, end: 1, period: 0.6, duty: 0.5 },
    } as StreamSpec['drift'][number];
    const policies = [{ id: 'periodic', params: { every: 3, action: 'model-bank' } }];
    const trained = { base: { learningRate: 0.01, batchSize: 16, epochs: 12 }, labels: { share: 1, delay: 0 }, stop: { epochs: 6 } };
    const { runs, seeds } = await runStream({
      spec: { ...spec, ...trained, drift: [recurring], policies },
      dataset,
      trainer,
      pace: quiet(),
      emit: () => undefined,
    });
    trainer.dispose();
    // The world changes at 30 %, is back at 60 % and changes again at 90 %: no model is made anew after the first change.
    const { actions } = runs[0]!;
    expect(actions.map(({ batch }) => batch)).to.deep.equal([2, 5, 8, 11, 14]);
    expect([seeds[0]!.baseHash, actions[0]!.endHash]).to.include(actions[3]!.endHash);
    expect(actions[4]!.endHash).to.equal(actions[2]!.endHash);
  });

  it('says once why a repair cannot be made, and goes on', async () => {
    const events: RunEvent[] = [];
    const { runs } = await run({ policies: [{ id: 'periodic', params: { every: 4, action: 'adabn' } }] }, undefined, events);
    expect(runs[0]!.actions).to.deep.equal([]);
    const warnings = events.flatMap((event) => (event.type === 'warning' ? [event.text] : []));
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/Seed 1, .*batch normalisation/);
  });

  it('knows the best moments in hindsight: an oracle repairs once the drift has begun, and never loses to doing nothing', async () => {
    const trainer = await openWasmTrainer();
    const policies = [
      { id: 'never', params: {} },
      { id: 'oracle', params: { action: 'restandardise', price: 5 } },
    ];
    const { runs } = await runStream({
      spec: { ...spec, base: { learningRate: 0.01, batchSize: 16, epochs: 12 }, policies },
      dataset,
      trainer,
      pace: quiet(),
      emit: () => undefined,
    });
    trainer.dispose();
    const [never, oracle] = runs;
    expect(oracle!.actions.length).to.be.above(0);
    expect(oracle!.points.at(-1)!.errors + 5 * oracle!.actions.length).to.be.at.most(never!.points.at(-1)!.errors);
  });

  it('sums up: rows lost against the best of each batch, recovery, repairs', async () => {
    const { runs, seeds } = await run();
    const { policies } = streamSummary(spec, runs, seeds[0]!.ledger, {
      softwareAdapter: false,
      hidden: false,
      busyElsewhere: false,
      interrupted: false,
    });
    expect(policies).to.have.length(3);
    const [never, periodic] = policies;
    expect(never!.repairs.mean).to.equal(0);
    expect(periodic!.repairs.mean).to.equal(3);
    const total = runs[0]!.points.reduce(
      (sum, _, batch) => sum + 20 * (Math.max(...runs.map(({ points }) => points[batch]!.accuracy)) - runs[0]!.points[batch]!.accuracy),
      0,
    );
    expect(never!.lost.mean).to.be.closeTo(total, 1e-9);
    expect(never!.detection).to.equal(null);
    // Periodic asks after batches 3, 7 and 11; the drift begins in the middle of batch 7, whose last row is 159.
    expect(periodic!.detection).to.deep.equal({ precision: 2 / 3, episodeRecall: 1, falseAlarms: 1, delayRows: 159 - 150 });
    expect(never!.errors.mean).to.equal(runs[0]!.points.at(-1)!.errors);
    // Without an oracle or a regret policy in the spec a repair is worth 60 wrong answers.
    expect(periodic!.cost.mean).to.equal(periodic!.errors.mean + 3 * 60);
    expect(never!.energy).to.equal(null);
    expect(never!.validity).to.deep.equal([]);
    expect(
      streamSummary(spec, runs, seeds[0]!.ledger, {
        softwareAdapter: false,
        hidden: true,
        busyElsewhere: false,
        interrupted: false,
      }).policies[1]!.validity.join(),
    ).to.match(/hidden/);
  });
});
