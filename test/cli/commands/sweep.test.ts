import { expect } from 'chai';
import { CliError } from '../../../src/cli/cli-error.ts';
import { budgetsFrom } from '../../../src/cli/label-budgets.ts';
import { sweepText } from '../../../src/cli/sweep-table.ts';
import { crossover } from '../../../src/decide/crossover.ts';
import { summarise } from '../../../src/measure/summary.ts';
import { arms, soundTiming, synthetic } from '../../measure/synthetic-results.ts';

const POOL = 400;

describe('the budgets on the command line', () => {
  it('are read in any order, each once, and rise', () => {
    expect(budgetsFrom('200, 10,50,10', POOL)).to.deep.equal([10, 50, 200]);
    expect(budgetsFrom('2,400', POOL)).to.deep.equal([2, 400]);
  });

  const refused: readonly (readonly [what: string, text: string, message: RegExp])[] = [
    ['labels beyond the pool', '10,401', /401 labels out of a pool of 400; lower it/],
    ['what is no number', '10,many', /whole numbers .* got "many"/],
    ['a fraction', '10,2.5', /got "2\.5"/],
    ['a negative number', '-5,10', /got "-5"/],
    ['nothing', '', /got ""/],
    ['one budget', '50', /2 or more different budgets/],
    ['the same budget twice', '50,50', /2 or more different budgets/],
    ['a budget that nothing learns from', '1,50', /at least 2, got 1/],
    ['too many', '2,3,4,5,6,7,8,9,10', /at most 8 budgets, got 9/],
  ];
  for (const [what, text, message] of refused) {
    it(`are refused with the option and a remedy: ${what}`, () => {
      expect(() => budgetsFrom(text, POOL)).to.throw(CliError, message);
      expect(() => budgetsFrom(text, POOL)).to.throw(/^--labels: /);
    });
  }
});

describe('a sweep as text', () => {
  it('has a row per repair, a column per budget, a dash where a repair was skipped, and the crossing', () => {
    const at = (labels: number, ids: readonly string[]) => ({
      labels,
      summary: summarise(synthetic(6, Object.fromEntries(ids.map((id) => [id, { accuracyNew: 0.8 }]))), arms, {
        margin: 0.01,
        watts: null,
        ...soundTiming,
      }),
    });
    const points = [at(10, ['none', 'head-only']), at(200, ['none', 'head-only', 'retrain-all'])];
    const lines = sweepText({ points, crossover: crossover(points), durationMs: 2500 }).split('\n');
    expect(lines[0]).to.match(/^repair +10 labels +200 labels$/);
    expect(lines.find((line) => line.startsWith('retrain on all'))).to.match(/^retrain on all +– +\d+\.\d ± \d+\.\d %$/);
    expect(lines).to.include(crossover(points).sentence);
    expect(lines.at(-1)).to.match(/over 6 seeds.*Took 2\.5 s\.$/);
  });
});
