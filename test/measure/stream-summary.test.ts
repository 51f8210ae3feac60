import { expect } from 'chai';
import { recoveryTime } from '../../src/measure/cost/recovery-time.ts';
import { candidatesOf, isByHand, racedPolicies, standingOfPolicies } from '../../src/measure/statistics/stream-evidence.ts';
import { streamSummary } from '../../src/measure/stream-summary.ts';
import type { StreamSpec } from '../../src/spec/schema.ts';
import { conditions, policyRun, runsOf, streamSpec } from './synthetic-streams.ts';

const never: StreamSpec['policies'][number] = { id: 'never', params: {} };
const periodic = (every: number, more: Record<string, string> = {}): StreamSpec['policies'][number] => ({
  id: 'periodic',
  params: { every, ...more },
});
const seeds = (count: number, account: (seed: number) => readonly [number, number]) =>
  Array.from({ length: count }, (_, seed) => account(seed));

describe('the summary of a stream over its seeds', () => {
  it('compares every policy with the one of the lowest mean total cost, on the seeds that both ran', () => {
    const spec = streamSpec([never, periodic(5), periodic(9)], { race: true });
    const runs = runsOf([seeds(12, (i) => [800 + i, 0]), seeds(8, (i) => [300 + i, 6]), seeds(12, (i) => [200 + 2 * i, 2])]);
    const { leader, policies, design, margin } = streamSummary(spec, runs, [], conditions);
    // A margin of one point of 1,000 rows.
    expect([leader, design, margin]).to.deep.equal([2, 'race', 10]);
    expect(policies.map(({ seeds: ran }) => ran)).to.deep.equal([12, 8, 12]);
    expect(policies[2]!.against).to.equal(undefined);
    const { seeds: both, cost, costs, accuracy } = policies[1]!.against!;
    expect([both, costs]).to.deep.equal([8, { own: 663.5, leader: 327 }]);
    expect(cost.values).to.deep.equal([340, 339, 338, 337, 336, 335, 334, 333]);
    expect(cost.lo).to.be.below(cost.mean).and.above(0);
    expect(accuracy.values[0]).to.be.closeTo(-0.1, 1e-9);
  });

  it('tells what each policy gave and took: accuracy is the share of all rows that was right', () => {
    const spec = streamSpec([never, periodic(5)], { count: 2 });
    // 20 batches of 50 rows; 100 and 300 wrong, then 150 and 250 with two repairs.
    const runs = runsOf([
      [
        [100, 0],
        [300, 0],
      ],
      [
        [150, 2],
        [250, 2],
      ],
    ]);
    const { policies, price } = streamSummary(spec, runs, [], conditions);
    const [left, repaired] = policies;
    expect(left!.accuracy.values).to.deep.equal([0.9, 0.7]);
    expect(repaired!.accuracy.values).to.deep.equal([0.85, 0.75]);
    expect([left!.errors.values, repaired!.errors.values]).to.deep.equal([
      [100, 300],
      [150, 250],
    ]);
    expect(price).to.equal(60);
    expect([left!.cost.values, repaired!.cost.values]).to.deep.equal([
      [100, 300],
      [150 + 120, 250 + 120],
    ]);
    expect([repaired!.repairs.mean, repaired!.labels.mean, repaired!.seconds.mean, repaired!.flops.mean]).to.deep.equal([2, 100, 2, 2e9]);
    expect([repaired!.accuracyOld.mean, repaired!.accuracyEnd.mean]).to.deep.equal([0.9, 0.8]);
    expect([left!.energy, left!.validity, left!.detection]).to.deep.equal([null, [], null]);
  });

  it('counts what is lost against the best policy of each batch, in rows', () => {
    const spec = streamSpec([never, periodic(5)], { count: 1 });
    // From the drift on 0.5 of 50 rows are right without a repair, 0.9 of them from the third batch after it with one.
    const runs = [policyRun(0, 0, 0, 0), policyRun(0, 1, 0, 1, 2)];
    const { policies } = streamSummary(spec, runs, [], conditions);
    expect(policies[0]!.lost.mean).to.be.closeTo(8 * 50 * 0.4, 1e-9);
    expect(policies[1]!.lost.mean).to.equal(0);
  });

  it('meets alarms with the drifts of the ledger: an alarm stands at the last row of its batch', () => {
    const spec = streamSpec([never], { count: 1 });
    const watched = policyRun(0, 0, 0, 0);
    const points = watched.points.map((point, batch) => ({ ...point, statistic: 0.1, threshold: 0.2, alarm: batch === 4 || batch === 12 }));
    const ledger = [{ kind: 'P(x)', severity: 3, when: { pattern: 'sudden', start: 0.5 } }] as unknown as Parameters<
      typeof streamSummary
    >[2];
    const { policies } = streamSummary(spec, [{ ...watched, points }], ledger, conditions);
    // The drift begins at row 500; alarms at rows 249 and 649.
    expect(policies[0]!.detection).to.deep.equal({ precision: 0.5, episodeRecall: 1, falseAlarms: 1, delayRows: 149 });
    const silent = { ...watched, points: points.map((point) => ({ ...point, alarm: false })) };
    expect(streamSummary(spec, [silent], ledger, conditions).policies[0]!.detection).to.deep.include({ delayRows: null, episodeRecall: 0 });
  });

  it('says on how many seeds a policy recovers, and compares times only where both do', () => {
    const spec = streamSpec([never, periodic(5)], { count: 6 });
    const back = [2, Infinity, 4, 3, 2, 5];
    const runs = back.flatMap((after, seed) => [policyRun(seed, 0, 500, 0, seed === 2 ? Infinity : 6), policyRun(seed, 1, 200, 1, after)]);
    const { policies } = streamSummary(spec, runs, [], conditions);
    expect([policies[1]!.recovery!.seeds, policies[1]!.recovery!.batches!.values]).to.deep.equal([5, [2, 4, 3, 2, 5]]);
    expect(policies[0]!.recovery!.seeds).to.equal(5);
    const { recovery } = policies[0]!.against!;
    expect([recovery!.seeds, recovery!.difference!.values]).to.deep.equal([4, [4, 3, 4, 1]]);
  });

  it('knows no recovery without a drift, or without batches before it', () => {
    const run = policyRun(0, 0, 10, 0);
    expect(recoveryTime({ drift: [] }, run)).to.equal(undefined);
    expect(recoveryTime({ drift: [{ ...streamSpec([never]).drift[0]!, when: { pattern: 'sudden', start: 0 } }] }, run)).to.equal(undefined);
    expect(recoveryTime(streamSpec([never]), run)).to.equal(null);
  });

  it('never lets the oracle, or a policy that a person decides for, be the leader or stand among the best', () => {
    const spec = streamSpec([never, periodic(5), { id: 'oracle', params: { price: 60 } }, periodic(5, { approval: 'hand' })], { count: 6 });
    const runs = runsOf([seeds(6, (i) => [500 + i, 0]), seeds(6, (i) => [300 + i, 1]), seeds(6, () => [10, 0]), seeds(1, () => [1, 0])]);
    const { leader, standing, prices } = streamSummary(spec, runs, [], conditions);
    expect(leader).to.equal(1);
    expect(standing.best).to.deep.equal([1]);
    expect(standing.p.slice(2)).to.deep.equal([null, null]);
    expect(prices!.policies).to.deep.equal([0, 1]);
  });

  it('shows a first seed that was changed by hand and does not count it', () => {
    const spec = streamSpec([never, periodic(5)], { count: 3 });
    const runs = runsOf([seeds(3, () => [500, 0]), seeds(3, (i) => [i === 0 ? 0 : 300, 1])]);
    const summary = streamSummary(spec, runs, [], { ...conditions, edited: true });
    expect([summary.seeds, summary.policies[1]!.errors.mean]).to.deep.equal([2, 300]);
    const alone = streamSummary(
      spec,
      runs.filter(({ seed }) => seed === 0),
      [],
      { ...conditions, edited: true },
    );
    expect([alone.seeds, alone.leader, alone.policies[0]!.errors.mean]).to.deep.equal([0, null, 500]);
  });
});

describe('the summary of a stream, by hand', () => {
  const two = streamSpec([never, periodic(5)], { count: 6 });
  const steady = (count: number) => runsOf([seeds(count, (i) => [500 + i, 0]), seeds(count, (i) => [300 + i, 2])]);

  it('has energy and its doubts where something was trained', () => {
    // Two seconds a seed.
    const [left, repaired] = streamSummary(two, steady(6), [], conditions).policies;
    expect([left!.energy, left!.validity]).to.deep.equal([null, []]);
    expect(repaired!.energy).to.include({ unit: 'J', kind: 'modelled' });
    expect(repaired!.energy!.value).to.be.above(0);
    expect(repaired!.validity).to.deep.equal([]);
    const doubtful = (count: number, more: Partial<typeof conditions> = {}) =>
      streamSummary(two, steady(count), [], { ...conditions, ...more }).policies[1]!.validity;
    expect(doubtful(2)).to.deep.equal(['fewer than 3 repeats']);
    expect(doubtful(6, { hidden: true })).to.deep.equal(['the tab was hidden during the run']);
    // Three quarters of a second in three seeds each is more than a second in all.
    const brief = steady(3).map((run) => ({
      ...run,
      points: run.points.map((point) => ({ ...point, seconds: 0.75 * Math.sign(point.seconds) })),
    }));
    expect(streamSummary(two, brief, [], conditions).policies[1]!.validity).to.deep.equal([]);
    const unknown = { ...two, energy: { ...two.energy, device: 'abacus' } };
    expect(streamSummary(unknown, steady(6), [], conditions).policies[1]!.energy).to.equal(null);
  });

  it('counts repairs that diverged, all seeds together', () => {
    const runs = steady(2).map((run) => ({
      ...run,
      actions: run.actions.map((action, i) => ({ ...action, ...(i === 0 && { diverged: true as const }) })),
    }));
    expect(streamSummary(two, runs, [], conditions).policies.map(({ diverged }) => diverged)).to.deep.equal([0, 2]);
  });

  it('counts going back to the model before as no repair', () => {
    const runs = steady(6).map((run) => ({
      ...run,
      actions: run.actions.map((action, i) => (i === 0 ? { ...action, arm: 'rollback' } : action)),
    }));
    expect(streamSummary(two, runs, [], conditions).policies[1]!.repairs.mean).to.equal(1);
  });

  it('leads with the lowest mean total cost of those that may be the best, wherever it stands and whatever order runs came in', () => {
    const spec = streamSpec([never, periodic(5), periodic(9)], { count: 6 });
    const noisy = (mean: number) => seeds(6, (i) => [mean + 80 * (i % 2 ? 1 : -1), 0]);
    const runs = runsOf([noisy(320), noisy(310), noisy(300)]);
    expect(streamSummary(spec, runs, [], conditions).leader).to.equal(2);
    expect(streamSummary(spec, [...runs].reverse(), [], conditions)).to.deep.equal(streamSummary(spec, runs, [], conditions));
  });

  it('holds what is lost against policies that do not know the future, of the same seed', () => {
    const spec = streamSpec([never, periodic(5), { id: 'oracle', params: { price: 60 } }], { count: 2 });
    const runs = [policyRun(0, 0, 0, 0), policyRun(0, 1, 0, 1, 5), policyRun(0, 2, 0, 1, 0), policyRun(1, 0, 0, 0), policyRun(1, 1, 0, 1)];
    const { policies } = streamSummary(spec, runs, [], conditions);
    // On the first seed from the fifth batch after the drift on; on the second nobody is better.
    expect(policies[0]!.lost.values.map((value) => Math.round(value))).to.deep.equal([5 * 50 * 0.4, 0]);
    expect(policies[1]!.lost.values).to.deep.equal([0, 0]);
    const alone = streamSummary(
      streamSpec([{ id: 'oracle', params: { price: 60 } }], { count: 1 }),
      [policyRun(0, 0, 0, 1, 2)],
      [],
      conditions,
    );
    expect([alone.leader, alone.policies[0]!.lost.mean]).to.deep.equal([null, 0]);
  });

  it('meets alarms as soon as some batch of some seed has a statistic', () => {
    const spec = streamSpec([never], { count: 2 });
    const runs = [policyRun(0, 0, 0, 0), policyRun(1, 0, 0, 0)];
    const watched = runs.map((run) => ({
      ...run,
      points: run.points.map((point, batch) => ({ ...point, statistic: run.seed === 1 && batch > 3 ? 0.1 : null })),
    }));
    expect(streamSummary(spec, runs, [], conditions).policies[0]!.detection).to.equal(null);
    expect(streamSummary(spec, watched, [], conditions).policies[0]!.detection).to.include({ falseAlarms: 0 });
  });

  it('has no recovery where there is nothing to recover from', () => {
    const calm = { ...two, drift: [] };
    const { policies } = streamSummary(calm, steady(6), [], conditions);
    expect(policies.map(({ recovery }) => recovery)).to.deep.equal([null, null]);
    expect(policies[0]!.against!.recovery).to.equal(null);
  });

  it('has the intervals of its design, as far as a difference of the costs can go', () => {
    const interval = (race?: true) =>
      streamSummary({ ...two, seeds: { ...two.seeds, ...(race && { race }) } }, steady(4), [], conditions).policies[0]!.against!.cost;
    expect(interval().hi - interval().lo).to.be.below(10);
    // 1,000 rows, and a repair in each of 20 batches at 60 wrong answers.
    const wide = interval(true);
    expect([wide.lo, wide.hi]).to.deep.equal([-(1000 + 20 * 60), 1000 + 20 * 60]);
  });

  it('compares nothing where two share no seed, and stands nowhere before the first one', () => {
    const spec = streamSpec([never, periodic(5), periodic(9, { approval: 'hand' })], { count: 3 });
    const parts = [...runsOf([seeds(1, () => [500, 0])]), policyRun(1, 1, 300, 0)];
    const { policies } = streamSummary(streamSpec([never, periodic(5)], { count: 3 }), parts, [], conditions);
    expect(policies.map(({ against }) => against)).to.deep.equal([undefined, undefined]);
    expect(standingOfPolicies(spec, candidatesOf(spec, [], false), 60, 10, 'fixed')).to.deep.equal({
      best: [0, 1],
      asGood: [],
      p: [1, 1, null],
    });
    // Doing nothing asks nobody.
    expect(isByHand({ id: 'never', params: { approval: 'hand' } })).to.equal(false);
  });
});

describe('a race of policies', () => {
  const spec = streamSpec([never, periodic(2), periodic(9)], { race: true });
  const stand = (count: number, last: (seed: number) => readonly [number, number] = (i) => [100 + (i % 2), 2]) =>
    racedPolicies(
      spec,
      candidatesOf(spec, runsOf([seeds(count, (i) => [900 + i, 0]), seeds(count, (i) => [400 + i, 9]), seeds(count, last)]), false),
      60,
      10,
    );

  it('leaves out who is shown to cost more, but never the one that does nothing', () => {
    const { settled, retired } = stand(8);
    expect(retired.map(({ policy }) => policy)).to.deep.equal([1]);
    expect(retired[0]!.after).to.be.within(5, 8);
    expect(settled).to.equal(true);
  });

  it('is settled where one is as good as the best, and where nobody races', () => {
    const equal = streamSpec([periodic(2), periodic(9)], { race: true });
    const same = runsOf([seeds(12, (i) => [400 + i, 2]), seeds(12, (i) => [400 + i, 2])]);
    expect(racedPolicies(equal, candidatesOf(equal, same, false), 60, 10)).to.deep.equal({ settled: true, retired: [] });
    expect(racedPolicies(equal, [], 60, 10)).to.deep.equal({ settled: true, retired: [] });
  });

  it('shows nothing after the first look, and goes on while it is open', () => {
    expect(stand(4)).to.deep.equal({ settled: false, retired: [] });
    expect(stand(8, (i) => [380 + 60 * (i % 2), 9]).settled).to.equal(false);
  });
});
