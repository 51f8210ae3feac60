import { expect } from 'chai';
import type { Samples } from '../../../src/data/types.ts';
import { dirichlet } from '../../../src/drift/label/dirichlet.ts';
import { dirichletPriors, knockOut, longTail, targetPriors } from '../../../src/drift/label/priors.ts';
import type { Injection } from '../../../src/contracts/drift.ts';
import type { ParameterValues } from '../../../src/spec/parameter.ts';
import { randomStream } from '../../../src/random/random.ts';
import { balanced, contextFor } from '../fixtures.ts';

const NAMES = ['a', 'b', 'c', 'd'];
const rows = balanced(4, 250);
const apply = (injection: Injection, severity: number, params: ParameterValues = {}, batch: Samples = rows) =>
  injection.apply(batch, contextFor(injection, severity, { reference: rows, classes: NAMES, params }));
/** Asserts that each class has its share of the rows, within one row (apportionment). */
function hasShares({ y }: Samples, shares: readonly number[]): void {
  shares.forEach((share, c) => expect(Math.abs(y.filter((label) => label === c).length - share * y.length), `class ${c}`).to.be.below(1));
}

describe('priors to order', () => {
  it('go from the old shares to the given ones, a fifth of the way with every step, to the row', () => {
    const shares = [0.7, 0.2, 0.1, 0];
    [0.2, 0.4, 0.6, 0.8, 1].forEach((way, i) => {
      hasShares(
        apply(targetPriors, i + 1, { shares }).samples,
        shares.map((share) => (1 - way) * 0.25 + way * share),
      );
    });
  });

  it('fall evenly from the first class to the last when none are given (by hand: 4, 3, 2 and 1 tenths)', () => {
    hasShares(apply(targetPriors, 5).samples, [0.4, 0.3, 0.2, 0.1]);
  });

  it('of any P(y) drift leave each class as it was: rows are drawn, not changed', () => {
    for (const injection of [targetPriors, dirichletPriors, knockOut, longTail]) {
      const { samples, from } = apply(injection, 4);
      from!.forEach((origin, row) => expect([samples.x[row], samples.y[row]]).to.deep.equal([rows.x[origin], rows.y[origin]]));
    }
  });
});

describe('random priors', () => {
  it('are the Dirichlet draw of the world at severity 5', () => {
    const draw = dirichlet([0.5, 0.5, 0.5, 0.5], randomStream(2, 'world'));
    hasShares(apply(dirichletPriors, 5).samples, draw);
    hasShares(
      apply(dirichletPriors, 2).samples,
      draw.map((share) => 0.6 * 0.25 + 0.4 * share),
    );
  });

  it('come near to equal shares with a large α', () => {
    const { prior } = apply(dirichletPriors, 5, { alpha: 100 }).params as { prior: number[] };
    // Standard deviation of a share: √(¼ · ¾ / 401) = 0.022.
    prior.forEach((share) => expect(share).to.be.closeTo(0.25, 5 * 0.022));
  });
});

describe('a knocked-out class', () => {
  it('loses δ of its rows, and the others fill the batch alike (by hand: δ = ½ leaves 1/7, and 2/7 each)', () => {
    hasShares(apply(knockOut, 3, { class: 'b' }).samples, [2 / 7, 1 / 7, 2 / 7, 2 / 7]);
    hasShares(apply(knockOut, 5, { class: 'b' }).samples, [1 / 3, 0, 1 / 3, 1 / 3]);
    hasShares(apply(knockOut, 1, { class: 'd' }).samples, [1 / 3.9, 1 / 3.9, 1 / 3.9, 0.9 / 3.9]);
  });
});

describe('a long tail', () => {
  it('falls by the same factor from class to class, to 1 : 2, 5, 10, 50 and 100', () => {
    [2, 5, 10, 50, 100].forEach((ratio, i) => {
      const { samples, params } = apply(longTail, i + 1);
      const weights = [0, 1, 2, 3].map((rank) => ratio ** (-rank / 3));
      const sum = weights.reduce((a, b) => a + b);
      const prior = params['prior'] as number[];
      [...prior].sort((a, b) => b - a).forEach((share, rank) => expect(share).to.be.closeTo(weights[rank]! / sum, 1e-12));
      hasShares(samples, prior);
    });
  });
});
