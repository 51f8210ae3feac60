import { expect } from 'chai';
import { advise } from '../../src/decide/advice.ts';
import { flips } from '../../src/decide/flips.ts';
import { freshnessSentences, titlesOf } from '../../src/decide/freshness.ts';
import type { Known, Waiting } from '../../src/decide/rules.ts';
import { freshness } from '../../src/measure/freshness/freshness.ts';
import { hours, hoursFromTo } from '../../src/measure/freshness/words.ts';
import type { Lead } from '../../src/spec/lead/schema.ts';
import { synthetic } from '../measure/synthetic-results.ts';
import { clear, knownOf, tie } from './advice-known.ts';

const DAY = 24;
const none = { validation: 0, approval: 0, rollout: 0 };
const lead = (retrainDays: number, more: Partial<Lead> = {}): Lead => ({
  traffic: 100,
  training: { by: 'full', hours: 1 },
  steps: { tune: none, retrain: { ...none, rollout: retrainDays * DAY } },
  ...more,
});

/** What is known of a made-up run where repairs take that long. */
function waiting(recipes: typeof clear, asked: Lead, seeds = 10): Known {
  const known = knownOf(recipes, { seeds });
  const results = synthetic(seeds, recipes);
  const waits: Waiting = {
    horizon: asked.horizon ?? 720,
    until: (horizon) => freshness({ ...asked, horizon }, { summary: known.summary, results }),
  };
  return { ...known, waiting: waits };
}
const told = (recipes: typeof clear, asked: Lead) => {
  const known = waiting(recipes, asked);
  return freshnessSentences(known.waiting!.until(known.waiting!.horizon), titlesOf(known.summary)).join(' ');
};
const fired = (known: Known) => advise(known).fired.map(({ id }) => id);

describe('advice where repairs take their time', () => {
  it('says that it was not asked, without a lead', () => {
    expect(advise(knownOf(clear)).notEvaluable.map(({ id }) => id)).to.include('F1');
  });

  it('stays with the more accurate repair where the horizon is long, and lets the quick one serve until it is ready', () => {
    const advice = advise(waiting(clear, lead(2)));
    expect(advice).to.include({ arm: 'retrain-all', first: 'head-only', verdict: 'retrain' });
    expect(advice.headline).to.match(/retrain on all, with head only until it is ready$/);
    expect(fired(waiting(clear, lead(2)))).to.include.members(['S2', 'F1', 'F2']);
  });

  it('turns to the quick one where the horizon is short, and says so', () => {
    const advice = advise(waiting(clear, lead(20, { horizon: 22 * DAY })));
    expect(advice).to.include({ arm: 'head-only', verdict: 'fine-tune', strength: 'moderate' });
    expect(advice).not.to.have.property('first');
    expect(advice.headline).to.match(/within 22 days$/);
    expect(advice.fired.find(({ id }) => id === 'F1')!.text).to.match(/head only is ahead for the first/i);
  });

  it('names the horizon that would turn it: where the difference stops being shown, beside the crossing', () => {
    const known = waiting(clear, lead(20, { horizon: 22 * DAY }));
    const flip = flips(known).find(({ input }) => input === 'horizon')!;
    expect(flip.to).to.match(/ or more$/);
    expect(flip.arm).to.equal('retrain-all');
    const { at, lo } = known.waiting!.until(720)!.crossings[0]!;
    const days = Number.parseFloat(flip.to);
    expect(days).to.be.within((0.9 * lo) / DAY, at / DAY);
  });

  it('a longer lead of the same repair never turns advice towards it', () => {
    const arms = [0, 5, 10, 20, 29, 40].map((days) => advise(waiting(clear, lead(days))).arm);
    expect(arms[0]).to.equal('retrain-all');
    const turned = arms.indexOf('head-only');
    expect(turned).to.be.greaterThan(0);
    expect(arms.slice(turned).every((arm) => arm === 'head-only')).to.equal(true);
  });

  it('changes nothing where nobody is served, or nothing is favoured', () => {
    expect(advise(waiting(clear, lead(29, { traffic: 0 })))).to.include({ arm: 'retrain-all' });
    expect(advise(waiting(clear, lead(29, { traffic: 0 }))).notEvaluable.map(({ id }) => id)).to.include('F1');
    const few = advise(waiting(tie, lead(2), 4));
    expect(few.verdict).to.equal('undecided');
  });
});

describe('what is said of waiting', () => {
  it('is who is ahead until when, with the interval', () => {
    expect(told(clear, lead(3))).to.match(
      /Head only is ahead for the first [\d.]+ days \(95 %: [\d.]+ to [\d.]+ days\); after that retrain on all has paid back its wait\./,
    );
  });
  it('is that nothing overtakes, where nothing does', () => {
    expect(told({ ...clear, 'retrain-all': { accuracyNew: 0.6, trainMs: 2000 } }, lead(3))).to.match(
      /head only has cost users least at any time within 365 days: no other overtakes it/,
    );
  });
  it('is that no repair is there in time, where the horizon is shorter than every lead', () => {
    expect(told(clear, { ...lead(3), steps: { tune: { ...none, approval: 48 }, retrain: { ...none, approval: 72 } }, horizon: 24 })).to.match(/^No repair is in service within 24 hours: the first is after 2.0 days/); // prettier-ignore
    expect(told(clear, lead(3, { labels: { delay: 0, perHour: 0 } }))).to.match(/their labels never come/);
  });
  it('is in shares where it is not known how many answers there are', () => {
    const { traffic: _, ...rates } = lead(3);
    expect(told(clear, rates)).to.match(/spares users [\d.]+ % \(95 %: [\d.]+ to [\d.]+\) of all answers wrong/);
    expect(told(clear, lead(3))).to.match(/spares users [\d,]+ wrong answers/);
    expect(told(clear, lead(3, { traffic: 0 }))).to.equal('No answers are given, so nothing is lost by waiting.');
  });
  it('is of a bridge that spares nothing, that this is not shown', () => {
    const harmful = { ...clear, 'head-only': { accuracyNew: 0.4, trainMs: 200 } };
    expect(told(harmful, lead(3))).to.match(/not shown to spare users anything/);
  });
  it('tells hours as people do', () => {
    expect([0.5, 1, 6.5, 36, 48, 216, 9000, 20_000].map(hours)).to.deep.equal(['30 minutes', '1 hour', '6.5 hours', '36 hours', '2 days', '9 days', '375 days', '2.3 years']); // prettier-ignore
    expect(hoursFromTo(196.8, 240)).to.equal('8.2 to 10 days');
  });
});
