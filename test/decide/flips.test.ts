import { expect } from 'chai';
import { advise } from '../../src/decide/advice.ts';
import { breakEvenTraffic, patchDebt, type BreakEven, type PatchDebt } from '../../src/decide/economics.ts';
import { flips } from '../../src/decide/flips.ts';
import type { Known } from '../../src/decide/rules.ts';
import { defaultSituation, type Limits, type Situation } from '../../src/decide/situation.ts';
import { compared } from '../../src/measure/statistics/comparison.ts';
import type { ArmSummary, Summary } from '../../src/contracts/results.ts';
import { complete, priced } from './economics-arms.ts';
import { about, armOf, summaryOf } from './hand-made.ts';

const none = armOf('none', 0.5, { spread: 0.001 });
const head = armOf('head-only', 0.8, { seconds: 1, spread: 0.001 });
const lora = armOf('lora', 0.85, { seconds: 2, spread: 0.001 });
const retrain = armOf('retrain-all', 0.9, { seconds: 10, spread: 0.001 });
const known = (summary: Summary, situation: Partial<Situation> = {}, more: Partial<Known> = {}): Known => ({
  summary,
  ...{ diagnosis: null, labels: 500, classes: ['a', 'b', 'c'], situation: { ...defaultSituation, ...situation } },
  ...more,
});
const limits = (more: Partial<Limits>) => ({ limits: { ...defaultSituation.limits, ...more } });
const shown = (arms: readonly ArmSummary[]) => summaryOf(arms, { best: ['retrain-all'], asGood: ['retrain-all'] });
const found = (given: Known, input: string) => flips(given).find((flip) => flip.input.startsWith(input));

const breakEven = ({ comparisons }: Summary): number =>
  (breakEvenTraffic(retrain, lora, compared(comparisons, 'retrain-all', 'lora').difference, complete) as BreakEven).n;

describe('the least change of one input', () => {
  // The recall of a class falls by 8 points, give or take 2: blocked up to a limit of 6 points, though the default is 5.
  const harmed = { ...retrain, harm: { recall: { classIndex: 0, change: about(-0.08, 0.02) }, worstGroup: null, equalizedOdds: null } };

  it('of a limit lies where the rule turns, rounded onwards to three digits', () => {
    const flip = found(known(shown([none, head, lora, harmed])), 'limit for the fall of a class')!;
    expect(flip).to.deep.include({ from: '0.05', verdict: 'retrain', arm: 'retrain-all' });
    expect(Number(flip.to)).to.be.within(0.06, 0.0601);
    const back = found(known(shown([none, head, lora, harmed]), limits({ recallDrop: 0.1 })), 'limit for the fall of a class')!;
    expect(back).to.deep.include({ from: '0.1', arm: 'lora' });
    expect(Number(back.to)).to.be.within(0.0599, 0.06);
  });

  it('is the nearer of two sides, and told where only the repair changes', () => {
    // A limit of 6 points would free the retraining; one of 4.5 points would block the next one, too.
    const also = { ...lora, harm: { recall: { classIndex: 0, change: about(-0.046, 0.001) }, worstGroup: null, equalizedOdds: null } };
    const flip = found(known(shown([none, head, also, harmed])), 'limit for the fall of a class')!;
    expect(flip).to.deep.include({ verdict: 'fine-tune', arm: 'head-only' });
    expect(Number(flip.to)).to.be.within(0.0449, 0.045);
    expect(advise(known(shown([none, head, also, harmed])))).to.include({ verdict: 'fine-tune', arm: 'lora' });
  });

  it('is none where no value changes the advice', () => {
    expect(found(known(shown([none, head, retrain])), 'limit')).to.equal(undefined);
    expect(flips(known(summaryOf([none])))).to.deep.equal([]);
  });

  it('is 0 where only that does', () => {
    // Any forgetting at all.
    const forgetful = { ...retrain, forgetting: about(1e-9) };
    const flip = found(
      known(shown([none, lora, forgetful]), { oldWorldMatters: true, ...limits({ forgetting: 1 }) }),
      'limit for forgetting',
    )!;
    expect([flip.to, flip.arm]).to.deep.equal(['0', 'lora']);
  });

  it('of a switch is its other side, with the advice there', () => {
    expect(found(known(shown([none, lora, retrain]), { architectureChanged: true }), 'the architecture')).to.equal(undefined);
    const tuned = summaryOf([none, lora, retrain], { best: ['lora', 'retrain-all'], asGood: ['lora', 'retrain-all'] });
    expect(found(known(tuned), 'the architecture changes')).to.deep.equal({
      ...{ input: 'the architecture changes', from: 'no', to: 'yes', verdict: 'retrain', arm: 'retrain-all' },
    });
    expect(found(known(tuned, { unfairBase: true }), 'the base model was unfair')).to.deep.include({ from: 'yes', to: 'no', arm: 'lora' });
  });

  it('is told though only the verdict changes, or only the repair', () => {
    // Few labels ask for more of them, and guess the same repair.
    const unclear = summaryOf([none, lora, retrain]);
    const few = known(unclear, {}, { labels: 120 });
    const flip = found(few, 'labelled new rows')!;
    expect(flip).to.deep.include({ from: '120', to: '150', verdict: 'retrain', arm: 'retrain-all' });
    expect(advise(few)).to.include({ verdict: 'gather-labels', arm: 'retrain-all' });
    expect(found(few, 'labels a class')).to.deep.include({ from: '50', verdict: 'retrain' });
    expect(Number(found(few, 'labels a class')!.to)).to.be.within(39.9, 40);
    expect(found(known(unclear, {}, { labels: 150 }), 'labelled new rows')).to.equal(undefined);
    expect(found(known(unclear, {}, { labels: 30, classes: [] }), 'labelled new rows')).to.equal(undefined);
    expect(found(known(unclear, {}, { labels: 60, classes: [] }), 'labelled new rows')).to.equal(undefined);
    // From enough labels: up to the limit that they no longer reach.
    const enough = found(known(unclear, {}, { labels: 300 }), 'labels a class')!;
    expect(enough).to.deep.include({ verdict: 'gather-labels' });
    expect(Number(enough.to)).to.be.within(100, 101);
    const other = { ...lora, harm: { recall: { classIndex: 0, change: about(-0.5) }, worstGroup: null, equalizedOdds: null } };
    const within = summaryOf([none, head, other, retrain], { best: ['lora'], asGood: ['lora'] });
    expect(found(known(within), 'limit for the fall of a class')!.arm).to.equal('lora');
  });

  it('of patches is the number at which their debt comes due, looked for on both sides, in money only', () => {
    const tied = summaryOf([none, head, lora, retrain], { best: ['lora', 'retrain-all'] });
    const prices = priced({ predictions: 100 }, complete);
    const { k } = patchDebt(retrain, lora, [compared(tied.comparisons, 'retrain-all', 'lora').difference], prices) as PatchDebt;
    const at = (patches: number, more: Partial<Known> = { prices, predictions: 100 }) =>
      found(known(tied, { patches }, more), 'fine-tunings since the last retraining');
    expect(at(0)).to.deep.include({ from: '0', to: String(k), arm: 'retrain-all' });
    expect(at(k + 4)).to.deep.include({ from: String(k + 4), to: String(k - 1), arm: 'lora' });
    expect(at(k + 99)?.to).to.equal(String(k - 1));
    expect(at(k + 100)).to.equal(undefined);
    expect(at(0, {})).to.equal(undefined);
    // One patch is one too many where errors are dear.
    expect(at(1, { prices: priced({ predictions: 100_000 }, complete), predictions: 100 })).to.deep.include({ to: '0', arm: 'lora' });
  });

  it('comes first where it is smallest beside the input, and traffic has no upper end', () => {
    const tied = summaryOf([none, head, lora, harmed], { best: ['lora', 'retrain-all'] });
    const list = flips(known(tied, { patches: 0 }, { prices: complete, predictions: 1000 }));
    const size = ({ from, to }: { from: string; to: string }) =>
      from === 'no' || from === 'yes' ? 1 : Math.abs(Number(to) - Number(from)) / Math.max(Number(from), 1e-9);
    const sizes = list.map(size);
    expect(list.length).to.be.above(1);
    expect(sizes).to.deep.equal([...sizes].sort((a, b) => a - b));
    const free = summaryOf([none, head, lora, retrain], { best: ['lora', 'retrain-all'] });
    const close = { ...known(free, {}, { prices: complete }), predictions: 0.95 * breakEven(free) };
    expect(flips(close)[0]!.input).to.equal('predictions until the next drift');
    expect(flips(close).map(({ input }) => input)).to.include('the architecture changes');
    expect(flips({ ...close, predictions: null }).map(({ input }) => input)).not.to.include('predictions until the next drift');
    const traffic = found(
      known(summaryOf([none, lora, retrain], { best: ['lora', 'retrain-all'] }), {}, { prices: complete, predictions: 1000 }),
      'predictions',
    )!;
    expect(Number(traffic.to)).to.be.above(1000);
    expect(traffic.arm).to.equal('retrain-all');
  });
});
