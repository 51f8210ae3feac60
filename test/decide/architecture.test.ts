import { expect } from 'chai';
import { advise } from '../../src/decide/advice.ts';
import { architectureChanges, fitsOf } from '../../src/decide/architecture.ts';
import { flips } from '../../src/decide/flips.ts';
import { sources, type Known } from '../../src/decide/rules.ts';
import { defaultSituation, type Situation } from '../../src/decide/situation.ts';
import type { ArmSummary, Summary } from '../../src/contracts/results.ts';
import { interval } from '../../src/maths/statistics.ts';
import { armOf, summaryOf } from './hand-made.ts';

/** Accuracies of eight seeds, each a little apart from the others, and not by the same as those of another. */
const fits = (mean: number, spread = 0.01) =>
  interval(Array.from({ length: 8 }, (_, seed) => mean + spread * Math.sin(7 * seed + 40 * mean)));

const none = armOf('none', 0.5, { spread: 0.01 });
const tuned = armOf('full-fine-tune', 0.7, { spread: 0.01, fit: fits(0.72) });
const widened = armOf('widen-tune', 0.85, { spread: 0.01, fit: fits(0.9), reshapes: true });
const kept = armOf('retrain-new', 0.72, { spread: 0.01, fit: fits(0.75) });
const all = armOf('retrain-all', 0.65, { spread: 0.01, fit: fits(0.6) });
const other = armOf('retrain-other', 0.9, { spread: 0.01, fit: fits(0.95), reshapes: true });

const known = (arms: readonly ArmSummary[], situation: Partial<Situation> = {}, more: Partial<Summary> = {}): Known => ({
  summary: summaryOf(arms, { best: [arms.at(-1)!.id], asGood: [arms.at(-1)!.id], ...more }),
  ...{ diagnosis: null, labels: 200, classes: ['a', 'b'], situation: { ...defaultSituation, ...situation } },
});
const rule = (of: Known) => advise(of).fired.find(({ source }) => source === sources.fit);
const limit = (fitGap: number) => ({ limits: { ...defaultSituation.limits, fitGap } });

describe('whether the old architecture can follow', () => {
  const race = [none, tuned, widened, kept, all, other];

  it('is told by the retraining that fits best, of either kind', () => {
    const found = fitsOf(known(race))!;
    expect([found.kept.id, found.other.id, found.finding]).to.deep.equal(['retrain-new', 'retrain-other', 'short']);
    expect(found.gap.mean).to.be.closeTo(0.2, 0.01);
    expect(found.unseen.mean).to.be.closeTo(0.18, 0.02);
  });

  it('is not where its fit falls short and unseen rows agree: whatever keeps it is blocked', () => {
    const advice = advise(known(race));
    expect([...advice.blocked].sort()).to.deep.equal(['full-fine-tune', 'retrain-all', 'retrain-new']);
    expect(advice).to.include({ verdict: 'retrain', arm: 'retrain-other' });
    expect(rule(known(race))!.text).to.match(
      /all 200 labels, retrain new comes to 7\d\.\d ± .*% accuracy on those very labels, retrain other to 9\d\.\d ± .*cannot fit the new world even with all labels\. Repairs that keep it are blocked\.$/,
    );
  });

  it('is where a larger model fits its labels and no unseen row better: it may have learned them by heart (Zhang et al. 2017)', () => {
    const memorising = { ...other, accuracyNew: fits(0.715) };
    const of = known([none, tuned, kept, memorising]);
    expect(fitsOf(of)!.finding).to.equal('by-heart');
    expect(architectureChanges(of)).to.equal(false);
    expect(advise(of).blocked).to.deep.equal([]);
    expect(rule(of)!.text).to.match(/learned the labels by heart\.$/);
    // No veto where nothing is blocked.
    expect(rule(of)!.id).to.equal('S7');
  });

  it('is where nothing is between the two, or no more than the limit, or too few seeds say so', () => {
    const alike = { ...other, fit: fits(0.755) };
    expect(fitsOf(known([none, kept, alike]))!.finding).to.equal('enough');
    expect(fitsOf(known(race, limit(0.25)))!.finding).to.equal('enough');
    const first = (seeds: number) =>
      [kept, other].map(({ id, accuracyNew, fit, reshapes }) =>
        armOf(id, accuracyNew.mean, { seeds, spread: 0.01, fit: interval(fit!.values.slice(0, seeds)), ...(reshapes && { reshapes }) }),
      );
    expect([1, 5, 6].map((seeds) => fitsOf(known(first(seeds)))!.finding)).to.deep.equal(['enough', 'enough', 'short']);
    expect(rule(known([none, kept, alike]))!.text).to.match(/that the old one falls short by more than 5\.0 points is not shown\.$/);
  });

  it('is not known where no retraining of another model was raced beside one of the old', () => {
    for (const arms of [
      [none, tuned, kept, all],
      [none, tuned, widened, other],
    ]) {
      expect(fitsOf(known(arms))).to.equal(undefined);
      expect(architectureChanges(known(arms))).to.equal(undefined);
      expect(advise(known(arms)).notEvaluable.map(({ id }) => id)).to.include('V3');
      expect(rule(known(arms))).to.equal(undefined);
    }
  });

  it('is asked of a person first, who is told what the run shows', () => {
    const stays = known(race, { architectureChanged: false });
    expect(advise(stays).blocked).to.deep.equal([]);
    expect(rule(stays)!.text).to.match(/You said that it stays: nothing is blocked\.$/);
    const changes = known([none, tuned, widened, kept, all], { architectureChanged: true });
    // What changes the architecture itself is not in the way of that.
    expect(advise(changes).blocked).to.deep.equal(['full-fine-tune']);
  });

  it('in a race holds whenever one looks: the interval of eight seeds is wider', () => {
    const [fixed, race] = (['fixed', 'race'] as const).map((design) => fitsOf(known([none, kept, other], {}, { design }))!) as [Fits, Fits];
    expect(race.gap.hi - race.gap.lo).to.be.above(fixed.gap.hi - fixed.gap.lo);
  });

  it('has flips: the switch, with where its value comes from, and the limit', () => {
    const able = armOf('full-fine-tune', 0.91, { spread: 0.01, fit: fits(0.93) });
    const close = summaryOf([none, able, kept, other], {
      best: ['full-fine-tune', 'retrain-other'],
      asGood: ['full-fine-tune', 'retrain-other'],
    });
    const cheap = { ...known([none, tuned, kept, other]), summary: close };
    const before = advise(cheap).arm;
    expect(before).to.equal('retrain-other');
    const found = flips(cheap);
    expect(found.find(({ input }) => input === 'the architecture changes')).to.include({
      from: 'yes, by the evidence',
      to: 'no',
      arm: 'full-fine-tune',
    });
    const of = found.find(({ input }) => input.startsWith('limit for what the old architecture'))!;
    expect(of).to.include({ from: '0.05', arm: 'full-fine-tune' });
    const gap = fitsOf(cheap)!.gap.lo;
    expect(Number(of.to)).to.be.within(gap - 1e-3, gap + 2e-3);
  });
});

type Fits = NonNullable<ReturnType<typeof fitsOf>>;
