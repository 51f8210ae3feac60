import { expect } from 'chai';
import { judged, MARGIN, simulate } from '../../src/science/evidence/chain.ts';
import { coverage } from '../../src/science/evidence/resplit.ts';
import { cells, simulateCell, statements, summed } from '../../src/science/evidence/statements.ts';
import { accuraciesOf, armsOf, drawSeed, shapes, type Truth } from '../../src/science/evidence/truths.ts';
import { sameSamples, sweeps } from '../../src/science/evidence/null-cases.ts';
import { summarise } from '../../src/measure/summary.ts';
import { randomStream } from '../../src/random/random.ts';

const equal: Truth = { gains: [0.1, 0.1, 0.1], shape: 'normal', sd: 0.01 };
const options = {
  margin: MARGIN,
  majority: 0.1,
  watts: null,
  softwareAdapter: false,
  warmedUp: true,
  hidden: false,
  busyElsewhere: false,
  interrupted: false,
};
const summaryOf = (truth: Truth, seeds: number, name: string) => {
  const random = randomStream(4, name);
  return summarise(Array.from({ length: seeds }, (_, seed) => drawSeed(truth, seed, random)).flat(), armsOf(truth), options);
};

describe('simulated runs of known truth', () => {
  it('have the mean and spread that they say, in every shape', () => {
    for (const [name, draw] of Object.entries(shapes)) {
      const random = randomStream(3, name);
      const values = Array.from({ length: 20_000 }, () => draw(random));
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      expect(mean, name).to.be.closeTo(0, 0.03);
      expect(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length, name).to.be.closeTo(1, 0.15);
    }
  });

  it('are judged by the truth: the same summary is right in one world and wrong in another', () => {
    const summary = summaryOf({ ...equal, gains: [0.2, 0.1, 0.1] }, 10, 'one better');
    expect(judged(summary, accuraciesOf({ ...equal, gains: [0.2, 0.1, 0.1] }), 30)).to.include({
      falselyShown: false,
      favours: true,
      favoursWrongly: false,
      foundBest: true,
    });
    expect(judged(summary, accuraciesOf(equal), 30), 'shown best where all are equal').to.include({ falselyShown: true });
    expect(judged(summary, accuraciesOf({ ...equal, gains: [0.1, 0.3, 0.1] }), 30)).to.include({ favoursWrongly: true });
  });

  it('of a race cost fewer trainings where one is clearly better', () => {
    const clear: Truth = { ...equal, gains: [0.3, 0.1, 0.1, 0.1] };
    const said = simulate(clear, { design: 'race', seeds: 40 }, randomStream(4, 'clear'));
    expect(said.foundBest).to.equal(true);
    expect(said.trainings).to.be.below(60);
  });

  it('say all that is counted: every statement over all kinds of run, the worst named', () => {
    const some = cells
      .filter(({ where }) => where.includes('6 seeds') || where.includes('1 repair, race'))
      .map((cell) => simulateCell(cell, 4));
    const all = statements(some);
    expect(all.length).to.be.at.least(10);
    for (const { rate, worst, where, statement } of all) {
      expect(rate, statement).to.be.within(0, 1);
      expect(worst, statement).to.be.within(0, 1);
      expect(where).not.to.equal('');
    }
  });

  it('miss a claim when they are further off than three standard errors, and only then', () => {
    const count = (wrong: number) =>
      summed(
        'x',
        'y',
        [
          { where: 'a', count: wrong, of: 400 },
          { where: 'b', count: 0, of: 400 },
        ],
        -Infinity,
        0.05,
      );
    expect(count(34)).to.include({ met: false, where: 'a', worst: 34 / 400 });
    expect(count(33).met).to.equal(true);
    expect(summed('x', 'y', [{ where: 'a', count: 340, of: 400 }], 0.93, 0.97).met).to.equal(false);
  });
});

describe('the null cases', () => {
  it('are a sweep of equal repairs and pairs of samples of one distribution', () => {
    expect(sweeps(20).worst).to.be.below(0.2);
    const pairs = sameSamples(20);
    expect(pairs.map(({ statement }) => statement)).to.include('Cramér–von Mises: p < 0.05');
    for (const { rate, statement } of pairs) expect(rate, statement).to.be.below(0.12);
  });

  it('cover the world with fresh rows, these rows with the same, and not the world with the same (40 sets)', () => {
    const shares = new Map(coverage(20, 40, randomStream(8, 'rows')).map(({ rows, of, share }) => [`${rows} ${of}`, share]));
    expect(shares.get('fresh accuracy')).to.be.at.least(0.85);
    expect(shares.get('same accuracy')).to.be.at.least(0.85);
    expect(shares.get('beyond accuracy')).to.be.below(shares.get('fresh accuracy')!);
    expect(shares.get('corrected accuracy')).to.be.at.least(shares.get('fresh accuracy')!);
  });
});
