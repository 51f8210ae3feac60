import { expect } from 'chai';
import { streamVerdict } from '../../src/decide/stream-verdict.ts';
import { streamSummary } from '../../src/measure/stream-summary.ts';
import type { StreamSpec } from '../../src/spec/schema.ts';
import { conditions, runsOf, streamSpec } from '../measure/synthetic-streams.ts';

type Policies = StreamSpec['policies'];
/** Wrong answers and repairs of a seed. */
type Account = (seed: number) => readonly [number, number];
const never: Policies[number] = { id: 'never', params: {} };
const detector: Policies[number] = { id: 'detector', params: { detector: 'ddm' } };
const periodic: Policies[number] = { id: 'periodic', params: { every: 5 } };
const oracle: Policies[number] = { id: 'oracle', params: { price: 60 } };

/** `accounts[policy](seed)`: wrong answers and repairs. */
function verdictOf(
  policies: Policies,
  accounts: readonly Account[],
  count: number,
  { race, edited = false }: { race?: true; edited?: boolean } = {},
) {
  const spec = streamSpec(policies, { count, ...(race && { race }) });
  const runs = runsOf(accounts.map((of) => Array.from({ length: count }, (_, seed) => of(seed))));
  const verdict = streamVerdict(spec, streamSummary(spec, runs, [], { ...conditions, edited }));
  const { before, policy, after } = verdict.headline;
  return { ...verdict, line: `${before}${policy}${after}`, all: verdict.sentences.join(' ') };
}
const accounts: readonly [Account, Account, Account] = [
  (i) => [800 + 9 * i, 0],
  (i) => [300 + 7 * (i % 3), 1],
  (i) => [350 + 5 * (i % 4), 4],
];

describe('the verdict of a stream', () => {
  for (const design of ['fixed', 'race'] as const) {
    it(`favours the policy that every other is shown to cost more than, with both costs (${design})`, () => {
      const { kind, favours, line, all } = verdictOf([never, detector, periodic], accounts, 12, design === 'race' ? { race: true } : {});
      expect([kind, favours]).to.deep.equal(['favoured', 1]);
      expect(line).to.equal(
        'This run’s evidence favours DDM rings → start over on new data: total cost 367 against 598 of the runner-up, every 5 batches → start over on new data',
      );
      expect(all).to.contain('Every other policy is shown to cost more.');
      expect(all).to.match(
        /Every 5 batches → start over on new data costs \+231 \(\+\d+ to \+\d+\) against DDM rings → start over on new data on 12 seeds\./,
      );
    });

    it(`favours of equal policies the one that trains least (${design})`, () => {
      const equal: Account[] = [(i) => [300 + i, 0], (i) => [240 + i, 1], (i) => [180 + i, 2]];
      const { kind, favours, all } = verdictOf([never, detector, periodic], equal, 12, design === 'race' ? { race: true } : {});
      expect([kind, favours]).to.deep.equal(['favoured', 0]);
      expect(all).to.contain(
        'Which of Never, DDM rings → start over on new data, every 5 batches → start over on new data costs least is open.',
      );
    });
  }

  it('names a tie, who trains less, and who is out of the question', () => {
    const { kind, favours, line, all } = verdictOf(
      [never, detector, periodic],
      [accounts[0], (i) => [300 + 40 * (i % 2), 1], (i) => [240 + 40 * ((i + 1) % 2), 2]],
      8,
    );
    expect([kind, favours]).to.deep.equal(['tie', undefined]);
    expect(line).to.match(/^A tie: .*DDM rings → start over on new data.*; (the first|DDM rings → start over on new data) trains less$/);
    expect(line).to.contain(' or ').and.contain('every 5 batches → start over on new data');
    expect(all).to.contain('not shown to cost more').and.contain('Shown to cost more: Never.');
  });

  it('says too few seeds of one, and gives no interval', () => {
    const { kind, line, all } = verdictOf([never, detector], [accounts[0], accounts[1]], 1, { race: true });
    expect([kind, line]).to.deep.equal(['too-few-seeds', 'Too few seeds for a verdict: 1 of 6']);
    expect(all).to.contain('One seed: no interval, no verdict.');
    expect(verdictOf([never, detector], [accounts[0], accounts[1]], 5).line).to.equal('Too few seeds for a verdict: 5 of 6');
    expect(verdictOf([never, detector], [accounts[0], accounts[1]], 6).kind).to.equal('favoured');
  });

  it('counts the other seeds where a person changed the first, and says so', () => {
    expect(verdictOf([never, detector], [accounts[0], accounts[1]], 6, { edited: true }).line).to.equal(
      'Too few seeds for a verdict: 5 of 6',
    );
    const { favours, all } = verdictOf([never, detector], [accounts[0], accounts[1]], 7, { edited: true });
    expect(favours).to.equal(1);
    expect(all).to.contain('A person changed the first seed by hand: it is shown, but not counted.');
    expect(verdictOf([never, detector], [accounts[0], accounts[1]], 1, { edited: true }).line).to.equal(
      'Too few seeds for a verdict: 0 of 6',
    );
  });

  it('never chooses the oracle, and says whom it bounds', () => {
    const { favours, all } = verdictOf([never, detector, oracle], [accounts[0], accounts[1], () => [100, 1]], 8);
    expect(favours).to.equal(1);
    expect(all).to.contain(
      'on the first seed the oracle costs 160, the best of the others 360. That bounds policies that repair from the base model by retrain-new',
    );
    expect(verdictOf([never, oracle], [accounts[0], () => [100, 1]], 8).line).to.equal(
      'Nothing to choose: this stream has one policy that decides by itself',
    );
    expect(verdictOf([oracle], [() => [100, 1]], 8).kind).to.equal('no-choice');
  });

  it('takes a policy that never repairs and never recovers like any other', () => {
    const { favours, all } = verdictOf([never, detector], [(i) => [100 + i, 0], (i) => [90 + i, 3]], 8);
    expect(favours).to.equal(0);
    expect(all).to.match(/recovers from the drift on \d of 8 seeds|on none of 8 seeds/);
  });

  it('says up to which price of a repair which policy costs least, where that is shown, and whose trigger looks at the price', () => {
    const regret: Policies[number] = { id: 'regret', params: { price: 60 } };
    const { prices } = verdictOf([never, regret], [(i) => [1000 + i, 0], (i) => [300 + i, 5]], 12);
    expect(prices[0]).to.equal(
      'On the 12 seeds that all ran, the lowest mean total cost has up to a price of 140 wrong answers per repair avoidable errors reach 60 → start over on new data, beyond it Never.',
    );
    expect(prices[1]).to.equal(
      'Shown, corrected for 9 prices: avoidable errors reach 60 → start over on new data from 1 to 100; Never from 300 to 10,000.',
    );
    expect(prices[2]).to.match(/^avoidable errors reach 60 → start over on new data acted by the price in the experiment/);
  });
});
