import { expect } from 'chai';
import type { Advice } from '../../src/decide/settled.ts';
import { advise } from '../../src/decide/advice.ts';
import { breakEvenTraffic, patchDebt, type BreakEven, type EconomicInputs, type PatchDebt } from '../../src/decide/economics.ts';
import type { Known } from '../../src/decide/rules.ts';
import { defaultSituation, type Situation } from '../../src/decide/situation.ts';
import type { ArmSummary, Summary } from '../../src/contracts/results.ts';
import type { Robustness } from '../../src/contracts/verdict.ts';
import { compared } from '../../src/measure/statistics/comparison.ts';
import { complete, priced } from './economics-arms.ts';
import { about, armOf, summaryOf } from './hand-made.ts';

type More = Partial<Omit<Known, 'situation'>> & { readonly situation?: Partial<Situation> };
const known = (summary: Summary, { situation = {}, ...more }: More = {}): Known => ({
  summary,
  ...{ diagnosis: null, labels: 500, classes: ['a', 'b', 'c'], situation: { ...defaultSituation, ...situation } },
  ...more,
});
const adviceOn = (summary: Summary, more?: More): Advice => advise(known(summary, more));
const rule = ({ fired }: Advice, id: string) => fired.find((one) => one.id === id);
const titles = ({ fired }: Advice) => fired.map(({ title }) => title);
const unknown = ({ notEvaluable }: Advice) => notEvaluable.map(({ title, why }) => `${title}: ${why}`);

const none = armOf('none', 0.5, { spread: 0.001 });
const head = armOf('head-only', 0.8, { seconds: 1, spread: 0.001 });
const lora = armOf('lora', 0.85, { seconds: 2, spread: 0.001 });
const retrain = armOf('retrain-all', 0.9, { seconds: 10, spread: 0.001 });
const arms = [none, head, lora, retrain] as const;

describe('what advice says of what it is asked', () => {
  it('is that nothing was raced, where there was no repair', () => {
    const advice = adviceOn(summaryOf([none]));
    expect(advice).to.include({ verdict: 'undecided', strength: 'weak', headline: 'Undecided: no repair was raced' });
    expect(advice).not.to.have.property('arm');
    expect([advice.fired, advice.blocked]).to.deep.equal([[], []]);
  });

  it('names what could not be looked at: harm, prices, the kind of drift, other recipes', () => {
    expect(unknown(adviceOn(summaryOf([none, retrain])))).to.deep.equal([
      'No class or group is harmed: the run raced no arm without a repair to compare with',
      'Break-even and patch debt: no prices were given',
      'The architecture: the run raced no retraining of another model beside one of the old',
      'Kind of drift: the drift was not diagnosed',
      'Other recipes: it was not asked whether the answer survives another way to train',
      'Freshness: it was not said how long repairs take until they serve',
    ]);
    expect(unknown(adviceOn(summaryOf([none, retrain]), { diagnosis: { kind: 'P(y)', scope: null }, prices: complete }))).to.deep.equal([
      'No class or group is harmed: the run raced no arm without a repair to compare with',
      'The architecture: the run raced no retraining of another model beside one of the old',
      'Other recipes: it was not asked whether the answer survives another way to train',
      'Freshness: it was not said how long repairs take until they serve',
    ]);
  });

  it('counts labels by class, and none below the limit', () => {
    const few = (labels: number, classes: readonly string[]) => rule(adviceOn(summaryOf(arms), { labels, classes }), 'D1')?.text;
    expect(few(150, ['a', 'b', 'c'])).to.equal(undefined);
    expect(few(146, ['a', 'b', 'c'])).to.match(/^49 labels a class, below 50/);
    expect(few(120, ['a', 'b', 'c'])).to.match(/^40 labels a class, below 50/);
    expect(few(49, [])).to.match(/^49 labels a class/);
  });

  it('names under which recipes it turns, and stays as weak as it was', () => {
    const robustness: Robustness = {
      ...{ favourite: 'retrain-all', margin: 0.01, stays: 0, byChance: null },
      recipes: [
        {
          ...{ id: 'x', title: 'half the width', knob: 'learning rate', seeds: 6, accuracy: {}, leader: 'lora', rival: 'lora' },
          ...{ difference: about(-0.04), stays: false },
        },
      ],
    };
    const guess = adviceOn(summaryOf(arms, { best: ['lora', 'retrain-all'] }), { robustness });
    expect(guess.strength).to.equal('weak');
    expect(rule(guess, 'R1')!.text).to.match(
      /^Retrain all is .* under 0 of 1 other recipes\. .*half the width \(lora ahead by 4\.0 points\)/,
    );
    const strong = adviceOn(summaryOf(arms, { best: ['retrain-all'], asGood: ['retrain-all'] }), { robustness });
    expect(strong).to.include({ arm: 'retrain-all', strength: 'moderate' });
  });
});

describe('how sure advice is', () => {
  const of = (best: readonly string[], asGood: readonly string[]) => adviceOn(summaryOf(arms, { best, asGood }));

  it('is strong of what is shown best and is favoured itself', () => {
    const advice = of(['retrain-all'], ['retrain-all']);
    expect(advice).to.include({ verdict: 'retrain', arm: 'retrain-all', strength: 'strong' });
    expect(rule(advice, 'S2')!.text).to.equal('Retrain all reaches 90.0 ± 0.1 % on new rows; every other is shown worse.');
  });

  it('is moderate of the highest mean while another may be the best', () => {
    const advice = of(['retrain-all', 'lora'], ['retrain-all']);
    expect(advice).to.include({ arm: 'retrain-all', strength: 'moderate' });
    expect(titles(advice)).to.deep.equal(['As good as the best']);
    expect(rule(advice, 'S1')!.text).to.equal(
      'Retrain all has the highest mean, and loses less than 1.0 points to the best, whichever that is.',
    );
  });

  it('is moderate of what is as good and cheaper, even than what is shown best', () => {
    const advice = of(['retrain-all'], ['retrain-all', 'head-only']);
    expect(advice).to.include({ verdict: 'fine-tune', arm: 'head-only', strength: 'moderate' });
    expect(titles(advice)).to.deep.equal(['As good, and cheaper']);
    expect(rule(advice, 'S1')!.text).to.equal(
      'Head only loses less than 1.0 points to the best, whichever that is, and costs less than retrain all, which has the highest mean.',
    );
  });
});

describe('a guess', () => {
  const guess = (given: readonly ArmSummary[], more: More & { margin?: number; p?: Record<string, number> } = {}) => {
    const { margin = 0.01, p, ...rest } = more;
    const summary = summaryOf(given, { margin });
    return adviceOn(p ? { ...summary, standing: { ...summary.standing, p } } : summary, rest);
  };

  it('takes off each mean what its work is worth: the margin for the dearest', () => {
    // 0.80 − 0.1·1/10 against 0.85 − 0.1·10/10.
    const close = [none, head, armOf('retrain-all', 0.85, { seconds: 10 })] as const;
    expect(guess(close, { margin: 0.1 }).arm).to.equal('head-only');
    expect(guess(close, { margin: 0.04 }).arm).to.equal('retrain-all');
  });

  it('is the highest mean where nothing costs anything, and the first of equal ones', () => {
    const free = [none, armOf('head-only', 0.8, { seconds: 0 }), armOf('lora', 0.9, { seconds: 0 })] as const;
    expect(guess(free).arm).to.equal('lora');
    expect(guess([none, armOf('head-only', 0.8), armOf('lora', 0.8)]).arm).to.equal('head-only');
  });

  it('is to keep the model where that has the highest worth; rollback and warnings have no part in it', () => {
    const kept = guess([armOf('none', 0.9, { forgetting: about(0.5) }), head, retrain], { situation: { rollback: true } });
    expect(kept).to.include({ verdict: 'keep', arm: 'none', strength: 'weak' });
    expect(kept.headline).to.equal('Undecided. If you must choose today: keep the model');
    expect(titles(kept)).to.deep.equal(['No gain is shown', 'A guess']);
    expect(guess([none, head]).headline).to.equal('Undecided. If you must choose today: head only');
  });

  it('says how often chance alone points to a repair as clearly; of keeping the model that says nothing', () => {
    const pointed = (p: number, given: readonly ArmSummary[] = [head, none]) => guess(given, { p: { none: p, 'head-only': 0.7 } });
    const text = (advice: Advice) => rule(advice, 'S6')!.text;
    expect(text(pointed(0.2))).to.contain('Where no repair helps, chance points this clearly to one in 20 % of runs.');
    expect(text(pointed(0.201))).to.contain('one in 21 % of runs');
    expect(pointed(0.2).wrong).to.equal(0.2);
    expect(text(pointed(0))).not.to.contain('chance points');
    expect(text(pointed(0.2, [armOf('none', 0.9), head]))).not.to.contain('chance points');
    // Without an arm that repairs nothing there is nobody to ask that of.
    const none_ = adviceOn(summaryOf([head, armOf('retrain-all', 0.8, { seconds: 10 })]));
    expect(text(none_)).to.match(
      /^Highest mean accuracy on new rows, less up to 1\.0 points for work\. That another is better by more than 1\.0 points has a probability of \d+ %\. A guess is never taken to be wrong in less than 10 %\.$/,
    );
    expect(none_.wrong).to.be.at.least(0.1);
  });

  it('is worked out for the repair that is guessed, whichever was guessed before on the same results', () => {
    const summary = summaryOf(
      [none, armOf('head-only', 0.87, { spread: 0.02 }), armOf('retrain-all', 0.9, { seconds: 10, spread: 0.02 })],
      { best: ['head-only', 'retrain-all'] },
    );
    const [free, quick] = [adviceOn(summary), adviceOn(summary, { situation: { rollback: true } })];
    expect([free.arm, quick.arm]).to.deep.equal(['retrain-all', 'head-only']);
    expect(quick.wrong!).to.be.above(free.wrong!);
    expect(rule(quick, 'P1')!.text).to.match(/a tie goes to it/);
    expect(rule(free, 'P1')).to.equal(undefined);
  });

  it('says where the kind of drift leans elsewhere, and only there', () => {
    const outweighed = (kind: 'P(x)' | 'P(y)', scope: 'local' | 'global' | null, given: readonly ArmSummary[]) =>
      rule(guess(given, { diagnosis: { kind, scope } }), 'S3')!.text.includes('What was measured outweighs that here.');
    expect(outweighed('P(x)', 'global', [none, head])).to.equal(true);
    expect(outweighed('P(x)', 'local', [none, head])).to.equal(false);
    expect(outweighed('P(x)', 'local', [none, retrain])).to.equal(true);
    expect(outweighed('P(y)', null, [armOf('none', 0.9), head])).to.equal(false);
  });
});

describe('a veto', () => {
  const lossy = (arm: ArmSummary, forgetting = about(0.1)): ArmSummary => ({ ...arm, forgetting });
  const old = { situation: { oldWorldMatters: true } };

  it('of what forgets begins above the limit', () => {
    const at = defaultSituation.limits.forgetting;
    const blocked = (forgetting: number) => adviceOn(summaryOf([none, lossy(head, about(forgetting)), retrain]), old).blocked;
    expect([blocked(at), blocked(at + 1e-6)]).to.deep.equal([[], ['head-only']]);
  });

  it('names what forgets as long as one of them is not out already', () => {
    const advice = adviceOn(summaryOf([none, lossy(head), lossy(retrain), armOf('retrain-new', 0.7)]), {
      situation: { oldWorldMatters: true, architectureChanged: true },
    });
    expect([...advice.blocked].sort()).to.deep.equal(['head-only', 'retrain-all']);
    expect(titles(advice)).to.include('The old world still matters');
  });

  it('finds the arm that repairs nothing wherever it stands in the list', () => {
    const harm = { recall: null, worstGroup: about(-0.3), equalizedOdds: null };
    const [bad, worse] = [
      { ...head, harm },
      { ...retrain, harm },
    ];
    // Nothing is shown to help without harm: weighed, not blocked.
    expect(adviceOn(summaryOf([bad, worse, none])).blocked).to.deep.equal([]);
    expect(adviceOn(summaryOf([bad, worse, lora, none])).blocked).to.deep.equal(['head-only', 'retrain-all']);
  });
});

describe('money', () => {
  const gap = (summary: Summary, a: ArmSummary, b: ArmSummary) => compared(summary.comparisons, a.id, b.id).difference;
  const tied = summaryOf([none, head, lora, retrain], { best: ['lora', 'retrain-all'] });
  const even = (summary: Summary, prices: EconomicInputs, a = retrain, b = lora) =>
    breakEvenTraffic(a, b, gap(summary, a, b), prices) as BreakEven;

  it('decides between the best of each family by traffic, and says between which', () => {
    const { n } = even(tied, complete);
    const [below, at] = [n - 1, n].map((predictions) => adviceOn(tied, { prices: complete, predictions }));
    expect(below).to.include({ verdict: 'fine-tune', arm: 'lora', strength: 'moderate', headline: 'This run’s evidence favours lora' });
    expect(titles(below!)).to.include('Below break-even');
    expect(rule(below!, 'E1')!.text).to.match(/ between lora and retrain all: lora costs less in all\.$/);
    // A weak guess for a retraining stays that.
    expect(at).to.include({ verdict: 'retrain', arm: 'retrain-all', strength: 'weak' });
    expect(titles(at!)).to.include('Above break-even');
  });

  it('names the retraining below break-even where that is the cheaper one', () => {
    // The tuned model is better and dearer.
    const [dear, poor] = [armOf('lora', 0.9, { spread: 0.001 }), armOf('retrain-all', 0.85, { seconds: 10, spread: 0.001 })];
    const prices = priced({ engineerHoursRetrain: 8, engineerHoursTune: 60 }, complete);
    const summary = summaryOf([none, dear, poor], { best: ['lora', 'retrain-all'] });
    const { n, below } = even(summary, prices, poor, dear);
    expect(below).to.equal('retrain-all');
    expect(adviceOn(summary, { prices, predictions: n / 2 })).to.include({ arm: 'retrain-all', strength: 'moderate' });
    expect(adviceOn(summary, { prices, predictions: 2 * n })).to.include({ arm: 'lora' });
  });

  it('leaves what is favoured where the cheaper family is its own', () => {
    const summary = summaryOf(arms, { best: ['lora', 'head-only'], asGood: ['head-only', 'lora'] });
    expect(adviceOn(summary, { prices: complete, predictions: 1 })).to.include({ arm: 'head-only', strength: 'moderate' });
    const shown = summaryOf(arms, { best: ['retrain-all'], asGood: ['retrain-all'] });
    expect(adviceOn(shown, { prices: complete, predictions: 1e9 })).to.include({ arm: 'retrain-all', strength: 'strong' });
  });

  it('says what is missing: a price, or the traffic', () => {
    const why = (more: More) => unknown(adviceOn(tied, more)).filter((one) => /^(Break-even|Patch debt)/.test(one));
    expect(why({ prices: priced({ errorCost: null }, complete), predictions: 1000 })).to.have.length(1);
    expect(why({ prices: priced({ errorCost: null }, complete), predictions: 1000 })[0]).to.match(/^Break-even: Blank: /);
    expect(why({ prices: complete, predictions: null })).to.deep.equal([
      'Break-even: it is not known how many predictions come until the next drift',
    ]);
    const saves = priced({ engineerHoursRetrain: 0, delayDaysRetrain: 0 }, complete);
    expect(why({ prices: saves, predictions: 1000 }).at(-1)).to.match(/^Patch debt: .*patching saves nothing\.$/);
    expect(rule(adviceOn(tied, { prices: priced({ errorCost: null }, complete), predictions: 1000 }), 'E1')).to.equal(undefined);
  });

  it('calls for a retraining once patches have cost more', () => {
    const prices = priced({ predictions: 100 }, complete);
    const { k } = patchDebt(retrain, lora, [gap(tied, retrain, lora)], prices) as PatchDebt;
    expect(k).to.be.above(1);
    const after = (patches: number) => adviceOn(tied, { prices, predictions: 100, situation: { patches } });
    expect([after(k - 1).arm, after(k).arm]).to.deep.equal(['lora', 'retrain-all']);
    expect(titles(after(k - 1))).not.to.include('Patch debt');
    expect(after(k).fired.find(({ title }) => title === 'Patch debt')!.text).to.equal(
      `After ${k} fine-tunings retraining would have been cheaper since the ${k}.`,
    );
    // What errs more owes sooner.
    const busy = priced({ predictions: 10_000 }, complete);
    const sooner = patchDebt(retrain, lora, [gap(tied, retrain, lora)], busy) as PatchDebt;
    expect(sooner.k).to.be.below(k);
    expect(titles(adviceOn(tied, { prices: busy, predictions: 10_000, situation: { patches: sooner.k } }))).to.include('Patch debt');
  });
});

describe('a quick way back', () => {
  const of = (given: readonly ArmSummary[], best: readonly string[], asGood: readonly string[], rollback = true) =>
    adviceOn(summaryOf(given, { best, asGood }), { situation: { rollback } });
  // The retraining is the cheapest, so that it is favoured by itself.
  const cheap = armOf('retrain-all', 0.9, { seconds: 0.5 });
  const all = [none, head, lora, cheap] as const;
  const good = ['head-only', 'lora', 'retrain-all'];

  it('turns a retraining to the best fine-tuning that is as good', () => {
    expect(of(all, good, good, false)).to.include({ arm: 'retrain-all' });
    const turned = of(all, good, good);
    expect(turned).to.include({ verdict: 'fine-tune', arm: 'lora', strength: 'moderate', headline: 'This run’s evidence favours lora' });
    expect(rule(turned, 'P1')!.text).to.equal('Lora loses less than 1.0 points to the best and is taken back within hours.');
  });

  it('turns nothing where no fine-tuning is as good, or one is favoured already', () => {
    expect(of(all, good, ['retrain-all'])).to.include({ verdict: 'retrain', arm: 'retrain-all' });
    const [first, second] = [armOf('head-only', 0.8, { seconds: 0.1 }), lora];
    const tuned = of([none, first, second, cheap], good, good);
    expect(tuned).to.include({ arm: 'head-only' });
    expect(rule(tuned, 'P1')).to.equal(undefined);
  });
});
