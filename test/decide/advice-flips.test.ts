import { expect } from 'chai';
import { advise } from '../../src/decide/advice.ts';
import { flips } from '../../src/decide/flips.ts';
import { clear, tie, knownOf, priced } from './advice-known.ts';

describe('what would change the advice', () => {
  it('each flip does change it, and a smaller change of that input does not', () => {
    const even = Number(
      /break-even of ([\d,]+)/
        .exec(advise(knownOf(clear, { prices: priced(1e9), predictions: 1e9 })).fired.find(({ id }) => id === 'E1')!.text)![1]!
        .replaceAll(',', ''),
    );
    const known = knownOf(clear, { prices: priced(2 * even), predictions: 2 * even });
    const found = flips(known);
    const traffic = found.find(({ input }) => input.startsWith('predictions'))!;
    const at = (predictions: number) => advise({ ...known, predictions }).arm;
    // Rounded onwards to three digits: a fiftieth nearer to what it was changes nothing.
    expect([at(2 * even), at(Number(traffic.to)), at(1.02 * Number(traffic.to))]).to.deep.equal([
      'retrain-all',
      traffic.arm,
      'retrain-all',
    ]);
  });

  it('names the switches that decide, and none that does not', () => {
    const named = flips(knownOf(tie)).map(({ input }) => input);
    expect(named).to.include.members(['the architecture changes', 'the base model was unfair before']);
    expect(named).not.to.include('regulated domain');
  });
});
