import { arms } from '../../src/adapt/registry.ts';
import { expect } from 'chai';
import fc from 'fast-check';
import { bestMoments } from '../../src/policies/oracle.ts';
import { streamDetectors } from '../../src/detect/streaming/registry.ts';
import { findPolicy, parametersOf, policies, policyTitle, repairParameters } from '../../src/policies/registry.ts';
import type { Policy } from '../../src/policies/types.ts';
import { randomStream } from '../../src/random/random.ts';
import { withDefaults, type ParameterValues } from '../../src/spec/parameter.ts';

const BATCHES = 40;
const ROWS = 50;

function policy(id: string, params: ParameterValues = {}, moments: readonly number[] = []): Policy {
  const entry = findPolicy(id)!;
  return entry.create({
    params: { ...withDefaults(entry.parameters), ...params },
    accuracy: 0.9,
    confidence: 0.8,
    batches: BATCHES,
    rows: ROWS,
    random: randomStream(1, 'policy'),
    moments,
  });
}

/** The batches after which it acts, when errors come at rate `before`, and from batch 20 on at `after`; repairs help at once. */
function actions(
  watcher: Policy,
  before: number,
  after: number,
  heals = true,
  confidence: (batch: number) => number = () => 0.8,
): number[] {
  const random = randomStream(7, 'errors');
  const acted: number[] = [];
  let rate = before;
  for (let batch = 0; batch < BATCHES; batch++) {
    if (batch === 20) rate = after;
    const errors = Array.from({ length: ROWS }, () => Number(random.uniform() < rate));
    const confidences = new Array<number>(ROWS).fill(confidence(batch));
    if (!watcher.decide({ batch, returned: batch, errors, confidences, freshLabels: ROWS, rows: ROWS, wait: 0 }).act) continue;
    watcher.acted();
    acted.push(batch);
    if (heals) rate = before;
  }
  return acted;
}

describe('policies', () => {
  it('by the clock act at their times, whatever the errors', () => {
    expect(actions(policy('never'), 0.1, 0.9)).to.deep.equal([]);
    expect(actions(policy('periodic', { every: 10 }), 0.1, 0.1)).to.deep.equal([9, 19, 29, 39]);
    expect(actions(policy('every-rows', { every: 600 }), 0.1, 0.1)).to.deep.equal([11, 23, 35]);
    expect(actions(policy('random', { count: 5 }), 0.1, 0.9)).to.have.length(5);
    expect(actions(policy('oracle', {}, [3, 21]), 0.1, 0.9)).to.deep.equal([3, 21]);
  });

  for (const id of ['accuracy', 'detector', 'regret', 'cara-threshold', 'cara-cumulative', 'upf-lite']) {
    it(`${id} acts soon after the errors rise from 10 to 60 %, and once is enough when the repair helps`, () => {
      const acted = actions(policy(id), 0.1, 0.6);
      // CARA-CT adds up what chance gives above the old rate, so it acts now and then without any drift.
      expect(acted.find((batch) => batch >= 20)).to.be.within(20, 27);
      if (id !== 'cara-cumulative') expect(acted).to.have.length(1);
    });
  }

  for (const id of ['accuracy', 'detector', 'regret', 'cara-threshold', 'upf-lite']) {
    it(`${id} leaves a stream alone in which nothing changes`, () => {
      expect(actions(policy(id), 0.1, 0.1)).to.deep.equal([]);
    });
  }

  it('watch with a detector as it is set', () => {
    const quiet = policy('detector', { detector: 'adwin', collect: 0, delta: 1e-9 });
    const keen = policy('detector', { detector: 'adwin', collect: 0, delta: 0.3 });
    // Errors rise from 10 to 20 %: too little for the one, enough for the other.
    expect(actions(quiet, 0.1, 0.2)).to.deep.equal([]);
    expect(actions(keen, 0.1, 0.2)).not.to.deep.equal([]);
  });

  it('without labels notice a fall in confidence, and nothing else', () => {
    expect(actions(policy('estimate'), 0.1, 0.9)).to.deep.equal([]);
    expect(actions(policy('estimate'), 0.1, 0.1, true, (batch) => (batch >= 20 && batch < 24 ? 0.6 : 0.8))[0]).to.be.within(20, 22);
    expect(findPolicy('estimate')!.watchesLabels).to.equal(false);
  });

  it('offer the parameters of the repair they ask for under names of their own, and hand them back by the repair’s', () => {
    const names = parametersOf(findPolicy('periodic')!, arms, { every: 7, action: 'ewc' }).map(({ name }) => name);
    expect(names).to.include.members(['every', 'action', 'repairStrength', 'repairRows']);
    expect(repairParameters({ every: 7, action: 'ewc', repairStrength: 3 })).to.deep.equal({ strength: 3 });
    expect(repairParameters({ repair: 3 })).to.deep.equal({});
  });

  it('all explain themselves, and all but never take an action and who approves it', () => {
    for (const entry of policies) {
      expect(entry.title && entry.help && entry.source, entry.id).not.to.equal('');
      const names = parametersOf(entry, arms, {}).map(({ name }) => name);
      if (entry.id === 'never') expect(names).to.deep.equal([]);
      else expect(names).to.include.members(['action', 'approval']);
    }
    for (const { id } of streamDetectors) {
      const names = parametersOf(findPolicy('detector')!, arms, { detector: id }).map(({ name }) => name);
      expect(new Set(names).size, `${id}: no name twice`).to.equal(names.length);
    }
    expect(policyTitle({ id: 'periodic', params: { every: 7, action: 'head-only' } })).to.equal('every 7 batches → tune the head');
  });
});

describe('the oracle', () => {
  /** Every set of moments tried. */
  function bruteForce(errors: readonly (readonly number[])[], price: number): number {
    const batches = errors[0]!.length;
    let best = Infinity;
    for (let mask = 0; mask < 2 ** Math.max(0, batches - 1); mask++) {
      let cost = 0;
      let model = 0;
      for (let b = 0; b < batches; b++) {
        cost += errors[model]![b]!;
        if (b < batches - 1 && mask & (1 << b)) {
          model = b + 1;
          cost += price;
        }
      }
      best = Math.min(best, cost);
    }
    return best;
  }

  it('finds the cheapest moments (against all subsets)', () => {
    const square = fc
      .integer({ min: 1, max: 8 })
      .chain((n) => fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }));
    fc.assert(
      fc.property(square, fc.integer({ min: 0, max: 60 }), (errors, price) => {
        const { moments, cost } = bestMoments(errors, price);
        expect(cost).to.equal(bruteForce(errors, price));
        let [paid, model] = [0, 0];
        errors[0]!.forEach((_, b) => {
          paid += errors[model]![b]!;
          if (moments.includes(b)) {
            paid += price;
            model = b + 1;
          }
        });
        expect(paid).to.equal(cost);
      }),
      { numRuns: 200 },
    );
  });

  /** Every way to begin repairs while no other is under way, walked batch by batch. */
  function bruteForceWaiting(errors: readonly (readonly number[])[], price: number, waits: readonly number[]): number {
    const batches = errors.length;
    const go = (batch: number, serving: number, coming: { model: number; at: number } | undefined): number => {
      if (batch === batches) return 0;
      const ready = coming?.at === batch;
      const model = ready ? coming.model : serving;
      const left = ready ? undefined : coming;
      const lost = errors[model]![batch]!;
      const wait = lost + go(batch + 1, model, left);
      const at = batch + 1 + (waits[batch + 1] ?? 0);
      if (left || at >= batches) return wait;
      return Math.min(wait, lost + price + go(batch + 1, model, { model: batch + 1, at }));
    };
    return go(0, 0, undefined);
  }

  it('finds them where repairs take their time, and no other is begun while one does (against every way)', () => {
    const square = fc
      .integer({ min: 1, max: 7 })
      .chain((n) =>
        fc.record({
          errors: fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
          wait: fc.integer({ min: 0, max: 4 }),
          uneven: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: n, maxLength: n }),
        }),
      );
    fc.assert(
      fc.property(square, fc.integer({ min: 0, max: 60 }), ({ errors, wait, uneven }, price) => {
        const even = [0, ...errors.map(() => wait)];
        expect(bestMoments(errors, price, even).cost).to.equal(bruteForceWaiting(errors, price, even));
        const own = [0, ...uneven];
        expect(bestMoments(errors, price, own).cost).to.equal(bruteForceWaiting(errors, price, own));
      }),
      { numRuns: 300 },
    );
  });

  it('does nothing where a repair costs more than it saves', () => {
    expect(
      bestMoments(
        [
          [5, 5, 5],
          [0, 0, 0],
          [0, 0, 0],
        ],
        100,
      ).moments,
    ).to.deep.equal([]);
  });
});
