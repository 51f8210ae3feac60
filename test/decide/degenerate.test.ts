import { expect } from 'chai';
import { advise } from '../../src/decide/advice.ts';
import { defaultSituation } from '../../src/decide/situation.ts';
import { verdict } from '../../src/decide/verdict.ts';
import type { Interval } from '../../src/maths/interval.ts';
import type { Design, ArmInfo, ArmResult } from '../../src/contracts/results.ts';
import { summarise } from '../../src/measure/summary.ts';
import { plainMeasures, soundTiming } from '../measure/synthetic-results.ts';

const arm = (id: string, family: ArmInfo['family'] = 'fine-tune'): ArmInfo => ({ id, title: id.replace('-', ' '), family });
const none = arm('none', 'none');

/** Every arm with the accuracy that it has on each seed. */
function told(accuracies: Readonly<Record<string, readonly number[]>>, design: Design, status: ArmResult['status'] = 'done') {
  const ids = Object.keys(accuracies);
  const arms = ids.map((id) => (id === 'none' ? none : arm(id)));
  const results = ids.flatMap((id, work) =>
    accuracies[id]!.map((accuracy, seed): ArmResult => ({
      ...{ arm: id, seed, status: id === 'none' ? 'done' : status, startHash: '', endHash: '', recoveries: 0, curve: [], moved: {} },
      measures: plainMeasures(accuracy, 0.9),
      counts: { labels: 0, examples: 0, steps: work, flops: work, bytes: 0 },
      times: { compileMs: 0, trainMs: 0, evaluateMs: 0 },
    })),
  );
  const summary = summarise(results, arms, { margin: 0.01, watts: null, ...soundTiming, design });
  return {
    summary,
    verdict: verdict(summary),
    advice: advise({ summary, diagnosis: null, labels: 900, classes: ['a', 'b'], situation: defaultSituation }),
  };
}

const designs: readonly Design[] = ['fixed', 'race'];
const flat = (value: number, seeds: number): number[] => new Array<number>(seeds).fill(value);
const finite = ({ lo, mean, hi }: Interval) => [lo, mean, hi].every(Number.isFinite);

describe('what allows no claim makes none', () => {
  for (const design of designs) {
    it(`one seed, ${design}: no arm is out, none is as good, and nothing is favoured`, () => {
      const { summary, verdict: said, advice } = told({ none: [0.2], a: [0.9], b: [0.8] }, design);
      expect([summary.standing.best, summary.standing.asGood]).to.deep.equal([['none', 'a', 'b'], []]);
      expect(said).not.to.have.property('favours');
      expect(advice.strength).to.equal('weak');
    });

    it(`all equal to the last digit, ${design}: keeping the model is as good as anything`, () => {
      const same = Array.from({ length: 12 }, (_, i) => 0.5 + i / 100);
      const { summary, verdict: said } = told({ none: same, a: same, b: same }, design);
      expect(summary.standing.best).to.have.length(3);
      expect(said).to.include({ kind: 'keep', favours: 'none' });
    });

    it(`no variance at all, ${design}: a difference that is the same on twelve seeds is shown, and its interval is a point or more`, () => {
      const { summary, verdict: said } = told({ none: flat(0.5, 12), a: flat(0.9, 12), b: flat(0.7, 12) }, design);
      expect(said.favours).to.equal('a');
      for (const { difference } of summary.comparisons) expect(finite(difference)).to.equal(true);
    });

    it(`right or wrong throughout, ${design}: accuracies of 0 and 1 are compared like others`, () => {
      expect(told({ none: flat(0, 12), a: flat(1, 12) }, design).verdict.favours).to.equal('a');
      expect(told({ none: flat(1, 12), a: flat(1, 12) }, design).verdict).to.include({ kind: 'keep' });
    });

    it(`a repair that diverged on every seed, ${design}, has the accuracy it has, and is said to have diverged`, () => {
      const { verdict: said } = told({ none: flat(0.5, 12), a: flat(0, 12) }, design, 'diverged');
      expect(said).to.include({ kind: 'keep' });
      expect(said.sentences.join(' ')).to.contain('A diverged on 12 of 12 seeds');
    });

    it(`thirty repairs, ${design}: all of them are told of, and equal ones tie`, () => {
      const many = Object.fromEntries(
        Array.from({ length: 30 }, (_, i) => [`r-${i}`, Array.from({ length: 8 }, (__, seed) => 0.8 + 0.05 * Math.sin(7 * i + 3 * seed))]),
      );
      const { summary, verdict: said, advice } = told({ none: flat(0.2, 8), ...many }, design);
      expect(summary.comparisons).to.have.length((31 * 30) / 2);
      expect(said).not.to.have.property('favours');
      expect(advice.strength).to.equal('weak');
    });
  }
});
