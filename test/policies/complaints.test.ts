import { expect } from 'chai';
import fc from 'fast-check';
import { binomialTail } from '../../src/maths/special/beta.ts';
import { bounded, ComplaintBound, complaintRate, criticalCount, upperLimit } from '../../src/policies/complaint-bound.ts';
import { learnsFromOf } from '../../src/policies/learns-from.ts';
import { findPolicy, ownParameters, parametersOf, policyTitle } from '../../src/policies/registry.ts';
import type { Policy } from '../../src/policies/types.ts';
import { randomStream } from '../../src/random/random.ts';
import { withDefaults, type ParameterValues } from '../../src/spec/parameter.ts';

const [BATCHES, ROWS] = [40, 50];
const entry = findPolicy('complaints')!;

function policy(params: ParameterValues, rates: { wrong: number; right: number }): Policy {
  return entry.create({
    params: withDefaults(ownParameters(entry, params), params),
    ...{ accuracy: 0.95, confidence: 0.9, batches: BATCHES, rows: ROWS, moments: [], random: randomStream(1, 'policy') },
    complaints: { rates, heldOut: 400 },
  });
}

/** The batches after which it acts, when from batch 20 on answers are wrong at rate `after`; before it is 0.05, and after a repair where it heals. */
function actions(watcher: Policy, { wrong, right }: { wrong: number; right: number }, after: number, heals = true, seed = 3) {
  const random = randomStream(seed, 'complaints');
  const acted: { batch: number; since: number | undefined }[] = [];
  let errors = 0.05;
  for (let batch = 0; batch < BATCHES; batch++) {
    if (batch === 20) errors = after;
    const complained = Array.from({ length: ROWS }, () => Number(random.uniform() < (random.uniform() < errors ? wrong : right)));
    const moment = { batch, returned: batch, errors: [], confidences: [], freshLabels: 0, rows: ROWS, wait: 0 };
    const { act, since } = watcher.decide({ ...moment, complaints: { batch, complained } });
    if (!act) continue;
    watcher.acted();
    acted.push({ batch, since });
    if (heals) errors = 0.05;
  }
  return acted;
}

describe('the bound on complaints', () => {
  it('rings at the fewest complaints that are rare enough: against the sum of the binomial distribution', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    const tail = (k: number, n: number, p: number) => {
      let sum = 0;
      for (let i = k; i <= n; i++) sum += choose(n, i) * p ** i * (1 - p) ** (n - i);
      return sum;
    };
    for (const n of [1, 5, 20, 40])
      for (const p of [0, 0.01, 0.1, 0.5, 0.9])
        for (const level of [0.05, 0.001]) {
          const k = criticalCount(n, p, level);
          if (k <= n) expect(tail(k, n, p), `${n} ${p}`).to.be.at.most(level + 1e-12);
          if (k > 0) expect(k > 1 || p > 0 ? tail(k - 1, n, p) : 1, `${n} ${p}`).to.be.above(level);
        }
    // Where all are complained of anyhow, no number of complaints is a surprise; where none are, one is.
    expect([criticalCount(30, 1, 0.05), criticalCount(30, 0, 0.05)]).to.deep.equal([31, 1]);
  });

  it('takes the upper limit of the old error rate: 81 of 263 as published (Newcombe 1998), none of ten in closed form', () => {
    // Clopper–Pearson, two-sided 95 %: 0.2527 to 0.3676.
    expect(upperLimit(81, 263, 0.025)).to.be.closeTo(0.3676, 5e-5);
    expect(upperLimit(0, 10, 0.05)).to.be.closeTo(1 - 0.05 ** 0.1, 1e-9);
    expect(upperLimit(10, 10, 0.05)).to.equal(1);
  });

  it('expects more complaints of a world with more errors, or of one with fewer where right answers are complained of more', () => {
    const of = (wrong: number, right: number) =>
      bounded({ rates: { wrong, right }, accuracy: 0.9, heldOut: 100, rows: 50, batches: 20 }, 0.05).rate;
    expect(of(0.3, 0.01)).to.be.above(complaintRate({ wrong: 0.3, right: 0.01 }, 0.1));
    expect(of(0.01, 0.3)).to.be.above(complaintRate({ wrong: 0.01, right: 0.3 }, 0.1));
    expect(of(0.2, 0.2)).to.be.closeTo(0.2, 1e-12);
  });

  it('gives a false alarm in at most 5 of 100 calm streams, the old error rate being estimated anew for each', () => {
    const random = randomStream(11, 'calm');
    const [runs, heldOut, errors] = [400, 200, 0.1];
    for (const rates of [
      { wrong: 1, right: 0 },
      { wrong: 0.3, right: 0.02 },
    ]) {
      let alarms = 0;
      for (let run = 0; run < runs; run++) {
        const wrong = Array.from({ length: heldOut }).filter(() => random.uniform() < errors).length;
        const bound = new ComplaintBound({ rates, accuracy: 1 - wrong / heldOut, heldOut, rows: ROWS, batches: BATCHES }, 200, 0.05);
        let rang = false;
        for (let i = 0; i < BATCHES * ROWS; i++) {
          bound.update(Number(random.uniform() < complaintRate(rates, errors)));
          rang ||= bound.alarm;
        }
        alarms += Number(rang);
      }
      // Were it exactly 5 %, more than 33 of 400 would come in fewer than 1 of 200 such tests.
      expect(binomialTail(34, runs, 0.05)).to.be.below(0.005);
      expect(alarms).to.be.at.most(33);
    }
  });

  it('looks once a batch, over the latest answers', () => {
    const bound = new ComplaintBound({ rates: { wrong: 1, right: 0 }, accuracy: 1, heldOut: 1000, rows: 10, batches: 10 }, 20, 0.05);
    for (let i = 0; i < 9; i++) bound.update(1);
    expect([bound.alarm, bound.statistic]).to.deep.equal([false, NaN]);
    bound.update(1);
    expect([bound.alarm, bound.statistic]).to.deep.equal([true, 1]);
    for (let i = 0; i < 20; i++) bound.update(0);
    expect([bound.alarm, bound.statistic]).to.deep.equal([false, 0]);
  });
});

describe('a policy that hears complaints', () => {
  const rates = { wrong: 0.4, right: 0.01 };

  it('acts soon after they grow, three batches of labels later, and once is enough where the repair helps', () => {
    for (const watch of ['bound', 'adwin', 'page-hinkley']) {
      const acted = actions(policy({ watch }, rates), rates, 0.6);
      expect(acted, watch).to.have.length(1);
      expect(acted[0]!.batch, watch).to.be.within(23, 30);
    }
  });

  it('leaves a calm stream alone, and one of which nobody complains', () => {
    expect(actions(policy({ watch: 'bound' }, rates), rates, 0.05)).to.deep.equal([]);
    for (const silent of [
      { wrong: 0, right: 0 },
      { wrong: 0, right: 0.02 },
    ])
      expect(actions(policy({ watch: 'bound' }, silent), silent, 0.9), JSON.stringify(silent)).to.deep.equal([]);
    // Every answer is complained of, right or wrong: that says nothing.
    expect(actions(policy({ watch: 'bound' }, { wrong: 1, right: 1 }), { wrong: 1, right: 1 }, 0.9)).to.deep.equal([]);
  });

  it('repairs again where the first repair did not help, from labels since the first suspicion', () => {
    const acted = actions(policy({ watch: 'bound' }, rates), rates, 0.6, false);
    expect(acted.length).to.be.above(1);
    expect(new Set(acted.map(({ since }) => since)).size).to.equal(1);
    // A detector learns what is usual from the new model.
    const detector = actions(policy({ watch: 'adwin' }, rates), rates, 0.6, false);
    expect(detector.length).to.be.below(acted.length);
  });

  it('says what it is set by and what its repair learns from', () => {
    const names = (watch: string, complaints: boolean) =>
      parametersOf(entry, [], { watch }, complaints ? { complaints: { wrong: 0.1, right: 0, delay: 0 } } : {}).map(({ name }) => name);
    expect(names('bound', true)).to.deep.equal(['watch', 'collect', 'window', 'level', 'action', 'approval', 'learnsFrom']);
    expect(names('adwin', true)).to.include('delta');
    expect(names('bound', false)).not.to.include('learnsFrom');
    expect(policyTitle({ id: 'complaints', params: { action: 'retrain-new', learnsFrom: 'both' } })).to.equal(
      'complaints ring → start over on new data (labels and complaints)',
    );
    expect(policyTitle({ id: 'complaints', params: { learnsFrom: 'labels' } })).to.equal('complaints ring → start over on new data');
    fc.assert(fc.property(fc.string(), (learnsFrom) => learnsFromOf({ learnsFrom }).sources.length > 0));
  });
});
