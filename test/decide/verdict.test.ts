import { expect } from 'chai';
import type { Verdict } from '../../src/contracts/verdict.ts';
import { verdict } from '../../src/decide/verdict.ts';
import { findDevice } from '../../src/measure/energy/devices.ts';
import { wattBand } from '../../src/measure/energy/energy.ts';
import type { ArmInfo } from '../../src/contracts/results.ts';
import { summarise, type SummaryOptions } from '../../src/measure/summary.ts';
import { arms, soundTiming, synthetic, type Recipe } from '../measure/synthetic-results.ts';

const watts = wattBand(findDevice('laptop-igpu')!, 1, 1);

function judge(seeds: number, recipes: Record<string, Recipe>, options: Partial<SummaryOptions> = {}): Verdict {
  return verdict(summarise(synthetic(seeds, recipes), arms, { margin: 0.01, watts, ...soundTiming, ...options }));
}

const text = ({ headline, sentences }: Verdict) => [`${headline.before}${headline.arm}${headline.after}.`, ...sentences].join(' ');
const row = ({ evidence }: Verdict, label: string) => evidence.find((entry) => entry.label === label);

const none: Recipe = { accuracyNew: 0.6 };
const retrain: Recipe = { accuracyNew: 0.9, trainMs: 1000 };

describe('the verdict', () => {
  describe('with a clear winner', () => {
    let clear: Verdict;
    before(() => (clear = judge(8, { none, 'head-only': { accuracyNew: 0.8, trainMs: 200 }, 'retrain-all': retrain })));

    it('favours it, by name, in a headline whose middle is the arm', () => {
      expect(clear).to.include({ kind: 'retrain', favours: 'retrain-all' });
      expect(clear.headline).to.deep.equal({ before: 'This run’s evidence favours ', arm: 'retrain on all', after: '', id: 'retrain-all' });
    });

    it('shows a pair of arms once: leader and runner-up only where they are another pair', () => {
      expect(row(clear, 'Leader against runner-up')).to.equal(undefined);
      const tuned = { accuracyNew: 0.85, trainMs: 400 };
      const head = { accuracyNew: 0.8, trainMs: 200 };
      const three = judge(8, { none, 'head-only': head, 'full-fine-tune': tuned, 'retrain-all': retrain });
      expect(row(three, 'Leader against runner-up')!.value).to.match(/^\+[45]\.\d ± 0\.\d pt$/);
    });

    it('says what it costs', () => {
      expect(text(clear)).to.match(/It takes 5\.\d× more training time than head only \(4\.\d–5\.\d×\)\./);
    });

    it('shows the differences it rests on', () => {
      expect(row(clear, 'Repair against no repair')!.value).to.match(/^\+(29|30|31)\.\d ± 0\.\d pt$/);
      expect(row(clear, 'Fine-tuning against retraining')!.value).to.match(/^−(9|10)\.\d ± 0\.\d pt$/);
      expect(row(clear, 'Energy proxy, same device')!.value).to.match(/^4\.\d–5\.\d× head only$/);
      expect(row(clear, 'Worst class recall')!.note).to.equal('new rows of class 1');
      expect(row(clear, 'Training time')!.value).to.equal('984 ms against 199 ms');
    });
  });

  describe('with a cheaper arm that is as good', () => {
    const race = { none, 'head-only': { accuracyNew: 0.898, trainMs: 200 }, 'retrain-all': retrain };
    let tie: Verdict;
    before(() => (tie = judge(10, race)));

    it('favours the cheaper one, and says that it gives up less than the margin', () => {
      expect(tie).to.include({ kind: 'fine-tune', favours: 'head-only' });
      expect(text(tie)).to.contain('A loss of 1.0 points is ruled out, and it takes less training time.');
      expect(text(tie)).to.match(/It takes (4\.9|5\.\d)× less training time than retrain on all/);
    });

    it('puts the ratio of the energy proxy first and its joules second', () => {
      const energy = row(tie, 'Energy proxy, same device')!;
      expect(energy.value).to.match(/^(19|20)(–2[01])? % of retrain on all$/);
      expect(energy.note).to.match(/^≈ \d.* J \(.*\) against ≈ .*, modelled$/);
    });

    it('goes by counted work where times mean little, and makes no sentence of them', () => {
      const simulated = judge(10, race, { softwareAdapter: true });
      expect(simulated.favours).to.equal('head-only');
      expect(text(simulated)).to.contain('it takes less work').and.not.contain('training time');
      const { note } = row(simulated, 'Energy proxy, same device')!;
      expect(note).to.contain('not reliable: the graphics card was simulated in software');
    });
  });

  it('keeps the model when drift did no harm and a gain is ruled out', () => {
    const unharmed = judge(10, {
      none: { accuracyNew: 0.9 },
      'head-only': { accuracyNew: 0.9, trainMs: 200 },
      'retrain-all': { accuracyNew: 0.895, trainMs: 1000 },
    });
    expect(unharmed).to.include({ kind: 'keep', favours: 'none' });
    expect(unharmed.headline.arm).to.equal('keeping the model as it is');
    expect(text(unharmed)).to.match(/a gain of 1\.0 points, the margin of this experiment, is ruled out/);
  });

  it('shows nothing but the count below 6 seeds', () => {
    const few = judge(5, { none, 'retrain-all': retrain });
    expect(few.kind).to.equal('too-few-seeds');
    expect(few).not.to.have.property('favours');
    expect(few.evidence).to.deep.equal([]);
    expect(few.headline.before).to.equal('Too few seeds for a verdict: 5 of 6');
    expect(verdict(summarise([], arms, { margin: 0.01, watts, ...soundTiming })).kind).to.equal('too-few-seeds');
  });

  it('stays undecided while a gain is neither shown nor ruled out, and promises nothing but narrower intervals', () => {
    const noisy = { accuracyNew: 0.885, spread: 0.05, trainMs: 900 };
    const unclear = judge(6, { none: { accuracyNew: 0.88 }, 'retrain-all': noisy });
    expect(unclear.kind).to.equal('undecided');
    expect(unclear).not.to.have.property('favours');
    expect(text(unclear)).to.match(/nor is a gain of 1\.0 points ruled out\. .*More seeds would narrow the intervals\./);
  });

  it('names a tie as a tie, and what costs less', () => {
    const noisy = { accuracyNew: 0.89, spread: 0.04, trainMs: 200 };
    const open = judge(6, { none, 'head-only': noisy, 'retrain-all': retrain });
    expect(open.kind).to.equal('undecided');
    expect(open).not.to.have.property('favours');
    expect(text(open)).to.match(/^A tie: retrain on all or head only; head only takes less training time\./);
    expect(text(open)).to.match(/Head only scored .* than retrain on all.* Shown worse: no repair\./);
    expect(text(open)).not.to.contain('favours');
  });

  it('favours nobody while all repairs are equal, at any number of seeds', () => {
    for (const seeds of [6, 10, 20]) {
      const equal = { accuracyNew: 0.9, spread: 0.03, trainMs: 400 };
      const judged = judge(seeds, {
        none,
        'head-only': { ...equal, trainMs: 200 },
        'full-fine-tune': equal,
        'retrain-all': { ...equal, trainMs: 900 },
      });
      expect(judged.kind).to.equal('undecided');
      expect(text(judged)).to.match(/^A tie: .* or .*; head only takes less training time/);
    }
  });

  it('names many others in one sentence, and counts them in the headline', () => {
    const crowd = Array.from({ length: 12 }, (_, i): ArmInfo => ({
      id: `arm-${i}`,
      title: `arm ${i}`,
      family: i ? 'retrain' : 'fine-tune',
    }));
    const recipes = Object.fromEntries(crowd.map(({ id }) => [id, { accuracyNew: 0.9, spread: 0.05, trainMs: 2000 }]));
    const said = text(
      verdict(summarise(synthetic(8, { none, ...recipes }), [arms[0]!, ...crowd], { margin: 0.01, watts, ...soundTiming })),
    );
    const open = /^A tie: arm \d+ or one of (\d+) others; .* (\d+) others may be as good: ([^.]+)\./.exec(said)!;
    expect([Number(open[1]), open[3]!.split(', ').length]).to.deep.equal([Number(open[2]), Number(open[2])]);
  });

  describe('over many noisy races', () => {
    const noisyRaces = () =>
      [6, 7, 8, 9, 10].flatMap((seeds) =>
        [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12].flatMap((spread) =>
          [0.84, 0.86, 0.88].map((steady) => {
            const results = synthetic(seeds, {
              none: { accuracyNew: 0.8 },
              'head-only': { accuracyNew: 0.87, spread, trainMs: 200 },
              'full-fine-tune': { accuracyNew: 0.89, spread: 1.3 * spread, trainMs: 300 },
              'retrain-all': { accuracyNew: steady, spread: 0.002, trainMs: 1000 },
            });
            const summary = summarise(results, arms, { margin: 0.01, watts, ...soundTiming });
            return { summary, judged: verdict(summary) };
          }),
        ),
      );

    it('names the highest mean first in a tie', () => {
      const leading = noisyRaces().filter(({ judged }) => judged.headline.before === 'A tie: ');
      for (const { summary, judged } of leading) {
        const best = [...summary.arms].sort((a, b) => b.accuracyNew.mean - a.accuracyNew.mean)[0]!;
        expect(judged.headline.arm.startsWith(best.title)).to.equal(true);
      }
      expect(leading.length).to.be.greaterThan(5);
    });
  });

  it('says when a difference excludes zero and yet does not survive the correction for many comparisons', () => {
    const head = [0.9, 0.91, 0.92, 0.93, 0.9, 0.92];
    // Mean 0.025, sd 0.0187: the t interval excludes 0. One difference is 0, so 4 of the 64 sign patterns reach as far alone, 6 for one of the three pairs: p = 0.09.
    const steady = [0.02, 0.04, 0.01, 0.05, 0, 0.03];
    const noisy = [-0.05, 0.08, -0.02, 0.06, 0.01, 0.05];
    const accuracy: Record<string, (seed: number) => number> = {
      none: (seed) => 0.3 + seed / 1000,
      'head-only': (seed) => head[seed]!,
      'full-fine-tune': (seed) => head[seed]! - noisy[seed]!,
      'retrain-all': (seed) => head[seed]! - steady[seed]!,
    };
    const some = { accuracyNew: 0.5, trainMs: 500 };
    const results = synthetic(6, { none, 'head-only': some, 'full-fine-tune': some, 'retrain-all': { ...some, trainMs: 400 } }).map(
      (result) => ({ ...result, measures: { ...result.measures, accuracyNew: accuracy[result.arm]!(result.seed) } }),
    );
    const judged = verdict(summarise(results, arms, { margin: 0.01, watts, ...soundTiming }));
    expect(text(judged)).to.contain(
      'An interval that excludes 0 alone proves nothing here: the difference does not survive the correction for all that is compared.',
    );
  });

  it('concludes nothing from a base model that has not learned', () => {
    const blank = { accuracyNew: 0.5, accuracyOld: 0.51 };
    const unlearned = judge(8, { none: blank, 'head-only': { ...blank, trainMs: 200 }, 'retrain-all': { ...blank, trainMs: 1000 } });
    expect(unlearned.kind).to.equal('undecided');
    expect(text(unlearned)).to.match(/the base model has not learned.*always naming the most frequent class reaches 50\.0 %/);
  });

  it('takes a model for learned that recognises a rare class, however little accuracy can tell', () => {
    const rare = (recall: number) => {
      const results = synthetic(8, {
        none: { accuracyNew: 0.8, accuracyOld: 0.99 },
        'head-only': { accuracyNew: 0.99, accuracyOld: 0.99, trainMs: 200 },
      }).map((result) => ({ ...result, measures: { ...result.measures, recallOld: [0.995, recall] } }));
      return verdict(summarise(results, arms, { margin: 0.01, watts, ...soundTiming, majority: 0.986 }));
    };
    expect(rare(0.9).kind).to.equal('fine-tune');
    expect(text(rare(0.02))).to.match(
      /has not learned.* Of each class it recognises 50\.\d ± 0\.0 % on average; who knows nothing, 50 %\./,
    );
  });

  it('compares counted work where too little was timed to compare seconds', () => {
    const quick = judge(8, { none, 'head-only': { accuracyNew: 0.8, trainMs: 20 }, 'retrain-all': { ...retrain, trainMs: 100 } });
    expect(text(quick)).to.contain('5.0× more training work than head only, counted.');
    expect(text(quick)).not.to.contain('training time');
  });

  it('F-21: counts a diverged repeat with the accuracy it has, and says so', () => {
    const head: Recipe = { accuracyNew: 0.8, trainMs: 200, status: (seed) => (seed === 3 ? 'diverged' : 'done') };
    const diverged = judge(8, { none, 'head-only': head, 'retrain-all': retrain });
    expect(diverged.kind).to.equal('retrain');
    expect(text(diverged)).to.contain('Head only diverged on 1 of 8 seeds; they are counted.');
    expect(text(diverged)).not.to.contain('training time');
    expect(row(diverged, 'Energy proxy, same device')!.note).to.contain('1 of 8 repeats diverged');
  });

  it('mentions forgetting only when more than 2 points are shown', () => {
    const forgetful = (accuracyOld: number) => text(judge(8, { none, 'head-only': { accuracyNew: 0.9, accuracyOld, trainMs: 200 } }));
    expect(forgetful(0.84)).to.match(/forgets: accuracy on old rows before minus after is \+[56]\.\d ± 0\.\d points\./);
    expect(forgetful(0.885)).not.to.contain('forgets');
  });

  it('says what it cannot say without an arm that repairs nothing, or with no other', () => {
    expect(text(judge(8, { 'retrain-all': retrain }))).to.contain('it cannot say whether any repair helps');
    expect(judge(8, { none }).kind).to.equal('undecided');
    expect(text(judge(8, { none }))).to.contain('raced no repair');
  });

  it('favours the cheaper arm when the margin forgives its small loss, even one that is shown', () => {
    const small = judge(20, {
      none,
      'head-only': { accuracyNew: 0.895, spread: 0.001, trainMs: 200 },
      'retrain-all': { ...retrain, spread: 0.001 },
    });
    expect(small.favours).to.equal('head-only');
    expect(text(small)).to.match(
      /Against retrain on all, which (has the highest mean|is shown best), it differs by −0\.\d .* it takes less training time/,
    );
  });

  it('keeps the model when a gain is shown but smaller than the margin', () => {
    const tiny = judge(20, {
      none: { accuracyNew: 0.9, spread: 0.0005 },
      'head-only': { accuracyNew: 0.903, spread: 0.0005, trainMs: 200 },
    });
    expect(tiny).to.include({ kind: 'keep', favours: 'none' });
  });

  it('gives no orders, calls energy a proxy, and leaves no hole in a sentence', () => {
    for (let seeds = 6; seeds <= 20; seeds += 2) {
      for (const accuracyNew of [0.6, 0.88, 0.895, 0.9, 0.92]) {
        const head = { accuracyNew, spread: 0.01, trainMs: 300 };
        const all = JSON.stringify(judge(seeds, { none, 'head-only': head, 'retrain-all': retrain }));
        expect(all).not.to.match(/should|must|best choice|NaN|undefined|null|Infinity/);
        expect(all.replaceAll('Energy proxy', '')).not.to.match(/energy/i);
      }
    }
  });
});
