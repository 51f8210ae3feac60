import { expect } from 'chai';
import fc from 'fast-check';
import { crossings, leadersOf } from '../../../src/measure/freshness/crossing.ts';
import { freshness, sparedOver } from '../../../src/measure/freshness/freshness.ts';
import { leadTime } from '../../../src/measure/freshness/lead-time.ts';
import { lossUntil, stepsOf } from '../../../src/measure/freshness/service.ts';
import { summarise } from '../../../src/measure/summary.ts';
import { mean, sd } from '../../../src/maths/statistics.ts';
import { studentTQuantile } from '../../../src/maths/student-t.ts';
import { randomStream } from '../../../src/random/random.ts';
import type { Lead } from '../../../src/spec/lead/schema.ts';
import { arms, soundTiming, synthetic } from '../synthetic-results.ts';

const none = { validation: 0, approval: 0, rollout: 0 };
const lead: Lead = {
  traffic: 100,
  labels: { delay: 2, perHour: 50 },
  training: { by: 'full', hours: 6 },
  steps: { tune: { validation: 1, approval: 2, rollout: 0.5 }, retrain: { validation: 24, approval: 48, rollout: 1 } },
};
const yardstick = { full: 1e12, perHour: 2e12 };

describe('lead time', () => {
  it('is labels, training by counted work, and steps', () => {
    expect(leadTime(lead, { family: 'retrain', labels: 100, flops: 1e12 }, yardstick)).to.deep.equal({
      labels: 4,
      training: 6,
      steps: 73,
      total: 83,
    });
    expect(leadTime(lead, { family: 'fine-tune', labels: 100, flops: 1e11 }, yardstick).total).to.be.closeTo(4 + 0.6 + 3.5, 1e-12);
  });
  it('is nothing for doing nothing, and does not wait for labels that are not needed', () => {
    expect(leadTime(lead, { family: 'none', labels: 0, flops: 0 }, yardstick).total).to.equal(0);
    expect(leadTime(lead, { family: 'fine-tune', labels: 0, flops: 0 }, yardstick)).to.include({ labels: 0, training: 0, total: 3.5 });
  });
  it('never ends where no labels come', () => {
    const never = leadTime({ ...lead, labels: { delay: 0, perHour: 0 } }, { family: 'retrain', labels: 1, flops: 1 }, yardstick);
    expect(never).to.include({ labels: null, total: null });
  });
  it('goes by a factor of this machine, or by own hours', () => {
    const by = (training: Lead['training']) =>
      leadTime({ ...lead, training }, { family: 'retrain', labels: 0, flops: 1e12 }, yardstick).training;
    expect(by({ by: 'factor', factor: 2160 })).to.equal(1080);
    expect(by({ by: 'own', tune: 1, retrain: 7 })).to.equal(7);
    expect(() =>
      leadTime({ ...lead, training: { by: 'factor', factor: 2 } }, { family: 'retrain', labels: 0, flops: 1 }, { full: 1 }),
    ).to.throw(RangeError, 'not known');
  });
});

/** A walk hour by hour, whole hours only: of those that are ready, the last of the list serves. */
function walked(ready: readonly { arm: string; ready: number }[], losses: Readonly<Record<string, number>>, until: number): number {
  let sum = 0;
  for (let hour = 0; hour < until; hour++) {
    const serving = ready.findLast((each) => each.ready <= hour);
    sum += losses[serving?.arm ?? 'none']!;
  }
  return sum;
}

const whole = fc.integer({ min: 0, max: 60 });
const share = fc.integer({ min: 0, max: 100 }).map((n) => n / 100);

describe('what users have lost', () => {
  it('is what a walk over the hours adds up to', () => {
    fc.assert(
      fc.property(
        fc.array(whole, { minLength: 0, maxLength: 2 }),
        fc.array(share, { minLength: 3, maxLength: 3 }),
        whole,
        (at, [e0, e1, e2], until) => {
          const losses: Record<string, number> = { none: e0!, a: e1!, b: e2! };
          const ready = at.map((hours, i) => ({ arm: 'ab'[i]!, ready: hours }));
          expect(lossUntil(stepsOf(ready), (arm) => losses[arm]!, until)).to.be.closeTo(walked(ready, losses, until), 1e-9);
        },
      ),
    );
  });
  it('is never less with a longer lead, of a repair that helps', () => {
    fc.assert(
      fc.property(whole, whole, share, share, whole, (a, b, x, y, until) => {
        const [worse, better] = [Math.max(x, y), Math.min(x, y)];
        const lost = (ready: number) => lossUntil(stepsOf([{ arm: 'a', ready }]), (arm) => (arm === 'a' ? better : worse), until);
        expect(lost(Math.max(a, b))).to.be.at.least(lost(Math.min(a, b)) - 1e-9);
      }),
    );
  });
  it('of two in turn is never later than the second alone, and the first is left out where it is not sooner', () => {
    expect(stepsOf([{ arm: 'quick', ready: 3 }, { arm: 'slow', ready: 9 }]).at(-1)).to.deep.equal({ from: 9, arm: 'slow' }); // prettier-ignore
    expect(stepsOf([{ arm: 'quick', ready: 9 }, { arm: 'slow', ready: 9 }])).to.deep.equal([{ from: 0, arm: 'none' }, { from: 9, arm: 'slow' }]); // prettier-ignore
    expect(stepsOf([{ arm: 'never', ready: Infinity }])).to.deep.equal([{ from: 0, arm: 'none' }]);
  });
});

describe('crossings', () => {
  const quick = { id: 'quick', steps: stepsOf([{ arm: 'quick', ready: 10 }]) };
  const slow = { id: 'slow', steps: stepsOf([{ arm: 'slow', ready: 100 }]) };
  const losses = { none: [0.5, 0.52, 0.48], quick: [0.2, 0.21, 0.19], slow: [0.1, 0.11, 0.1] };
  /** L_b + (L_b − L_a)(e₀ − e_a)/(e_a − e_b). */
  const closed = (e0: number, ea: number, eb: number) => 100 + (90 * (e0 - ea)) / (ea - eb);

  it('lie where the closed form says', () => {
    const [found, ...more] = crossings(quick, slow, losses, 'fixed', 8760);
    expect(more).to.have.length(0);
    expect(found!.at).to.be.closeTo(closed(0.5, 0.2, mean(losses.slow)), 1e-6);
    expect([found!.before, found!.after]).to.deep.equal(['quick', 'slow']);
  });
  it('have the interval of Fieller (1954): the roots of (x̄ + ȳt)² n = t²(s_xx + 2s_xy t + s_yy t²)', () => {
    const [found] = crossings(quick, slow, losses, 'fixed', 1e5);
    // D(t) = −90(e₀ − e_a) + (t − 100)(e_a − e_b), per seed.
    const x = losses.none.map((e0, s) => -90 * (e0 - losses.quick[s]!) - 100 * (losses.quick[s]! - losses.slow[s]!));
    const y = losses.quick.map((ea, s) => ea - losses.slow[s]!);
    const n = x.length;
    const [mx, my] = [mean(x), mean(y)];
    const sxy = x.reduce((sum, each, s) => sum + (each - mx) * (y[s]! - my), 0) / (n - 1);
    const k = studentTQuantile(0.975, n - 1) ** 2 / n;
    const [a, b, c] = [my ** 2 - k * sd(y) ** 2, 2 * (mx * my - k * sxy), mx ** 2 - k * sd(x) ** 2];
    const root = Math.sqrt(b * b - 4 * a * c);
    expect(found!.lo).to.be.closeTo((-b - root) / (2 * a), 1e-3);
    expect(found!.hi).to.be.closeTo((-b + root) / (2 * a), 1e-3);
  });
  it('cover the true one in 93 to 97 of 100 runs', () => {
    const truth = closed(0.5, 0.2, 0.1);
    const runs = 3000;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const random = randomStream(7, 'coverage', run);
      const drawn = (centre: number) => Array.from({ length: 8 }, () => centre + 0.01 * random.normal());
      const [found] = crossings(quick, slow, { none: drawn(0.5), quick: drawn(0.2), slow: drawn(0.1) }, 'fixed', 20_000);
      if (found && found.lo <= truth && truth <= (found.hi ?? Infinity)) covered++;
    }
    expect(covered / runs).to.be.within(0.93, 0.97);
  });
  it('in a race are covered at least as often, however long it went on', () => {
    const truth = closed(0.5, 0.2, 0.1);
    const runs = 300;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const random = randomStream(8, 'race', run);
      const drawn = (centre: number) => Array.from({ length: 16 }, () => centre + 0.01 * random.normal());
      const [found] = crossings(quick, slow, { none: drawn(0.5), quick: drawn(0.2), slow: drawn(0.1) }, 'race', 20_000);
      if (found && found.lo <= truth && truth <= (found.hi ?? Infinity)) covered++;
    }
    expect(covered / runs).to.be.at.least(0.95);
  });
  it('are all told, where two in turn cross more than once', () => {
    const turns = { id: 'turns', steps: [{ from: 0, arm: 'none' }, { from: 10, arm: 'bad' }, { from: 40, arm: 'slow' }] }; // prettier-ignore
    const steady = { id: 'steady', steps: [{ from: 0, arm: 'none' }, { from: 20, arm: 'bad' }, { from: 30, arm: 'middle' }, { from: 60, arm: 'quick' }] }; // prettier-ignore
    const found = crossings(turns, steady, { none: [0.5], bad: [0.6], middle: [0.2], quick: [0.15], slow: [0.1] }, 'fixed', 1000);
    const lost = ({ steps }: typeof turns, at: number) =>
      lossUntil(steps, (arm) => ({ none: 0.5, bad: 0.6, middle: 0.2, quick: 0.15, slow: 0.1 })[arm]!, at);
    let brute = 0;
    let sign = 0;
    for (let at = 0; at <= 1000; at += 0.25) {
      const now = Math.abs(lost(turns, at) - lost(steady, at)) < 1e-9 ? 0 : Math.sign(lost(turns, at) - lost(steady, at));
      if (now !== 0 && sign !== 0 && now !== sign) brute++;
      if (now !== 0) sign = now;
    }
    expect(brute).to.be.at.least(1);
    expect(found).to.have.length(brute);
  });
  it('are none while both have lost the same, and none where nothing overtakes', () => {
    expect(crossings(quick, quick, losses, 'fixed', 8760)).to.deep.equal([]);
    expect(crossings(quick, { id: 'worse', steps: stepsOf([{ arm: 'none', ready: 50 }]) }, losses, 'fixed', 8760)).to.deep.equal([]);
  });
  it('say that it may never come, where the better one is not shown better', () => {
    const open = { none: [0.5, 0.5, 0.5, 0.5], quick: [0.2, 0.2, 0.2, 0.2], slow: [0.15, 0.22, 0.13, 0.21] };
    const [found] = crossings(quick, slow, open, 'fixed', 8760);
    expect(found?.hi).to.equal(null);
  });
  it('make the leaders change, which a walk over the hours confirms', () => {
    const means = { none: [0.5], quick: [0.2], slow: [0.1] };
    const leaders = leadersOf([{ id: 'none', steps: stepsOf([]) }, quick, slow], means, 1000);
    expect(leaders.map(({ id }) => id)).to.deep.equal(['quick', 'slow']);
    expect(leaders[0]!.from).to.equal(10);
    expect(leaders[1]!.from).to.be.closeTo(closed(0.5, 0.2, 0.1), 1e-9);
  });
});

describe('freshness of a comparison', () => {
  const results = synthetic(8, {
    none: { accuracyNew: 0.5 },
    'head-only': { accuracyNew: 0.8, trainMs: 100 },
    'retrain-all': { accuracyNew: 0.9, trainMs: 1000 },
  });
  const summary = summarise(results, arms, { ...soundTiming, margin: 0.01, watts: null });
  const found = freshness(lead, { summary, results })!;

  it('gives leads by counted work, the one with the most work as the yardstick', () => {
    expect(found.leads['retrain-all']!.training).to.equal(6);
    expect(found.leads['head-only']!.training).to.be.closeTo(0.6, 1e-9);
  });
  it('has the quick repair ahead first and the thorough one later', () => {
    expect(found.leaders.map(({ id }) => id)).to.deep.equal(['head-only', 'retrain-all']);
    expect(found.crossings).to.have.length(1);
    expect(found.crossings[0]!.at).to.be.closeTo(found.leaders[1]!.from, 1e-6);
  });
  it('spares users what the patch answers better until the thorough one is ready', () => {
    const { spared, first, next } = found.bridges[0]!;
    expect([first, next]).to.deep.equal(['head-only', 'retrain-all']);
    const better = summary.arms[1]!.accuracyNew.mean - summary.arms[0]!.accuracyNew.mean;
    expect(spared.mean).to.be.closeTo(
      (better * (found.leads['retrain-all']!.total! - found.leads['head-only']!.total!)) / found.horizon,
      1e-9,
    );
  });
  it('with no lead is accuracy itself', () => {
    const atOnce = freshness({ training: { by: 'full', hours: 0 }, steps: { tune: none, retrain: none } }, { summary, results })!;
    for (const { id, accuracyNew } of summary.arms)
      expect(atOnce.served.find((each) => each.id === id)!.loss.mean).to.be.closeTo(1 - accuracyNew.mean, 1e-12);
    expect(atOnce.standing).to.deep.equal(summary.standing);
  });
  it('over time is, at the horizon, what the numbers say', () => {
    const spared = sparedOver(lead, { summary, results }, [0, found.horizon]);
    const lossOf = (id: string) => found.served.find((each) => each.id === id)!.loss.mean;
    expect(spared.map(({ id }) => id)).to.deep.equal(['head-only', 'retrain-all', 'head-only+retrain-all']);
    for (const {
      id,
      spared: [at0, atEnd],
    } of spared) {
      expect(at0!.mean).to.equal(0);
      expect(atEnd!.mean / found.horizon).to.be.closeTo(lossOf('none') - lossOf(id), 1e-9);
    }
  });
  it('is nothing without a repair, or without anything to compare with', () => {
    const alone = results.filter(({ arm }) => arm === 'none');
    expect(freshness(lead, { summary: summarise(alone, arms, { ...soundTiming, margin: 0.01, watts: null }), results: alone })).to.equal(
      null,
    );
  });
});
