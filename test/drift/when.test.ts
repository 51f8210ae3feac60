import { expect } from 'chai';
import fc from 'fast-check';
import { selectRows } from '../../src/data/select.ts';
import { contrast } from '../../src/drift/image/contrast.ts';
import { labelCycle } from '../../src/drift/label/label-cycle.ts';
import type { When } from '../../src/contracts/drift.ts';
import { alpha, factors, onsets, patternName, whenPhrase, whyNotThen } from '../../src/drift/when.ts';
import { randomStream } from '../../src/random/random.ts';
import { drifted, imageContext, worlds, type World } from './fixtures.ts';

const gradual = (shape: 'linear' | 'sigmoid' | 'sigmoid-moa', start: number, end: number): When => ({
  pattern: 'gradual',
  shape,
  start,
  end,
});
const at = (when: When, times: readonly number[]): number[] => times.map((time) => alpha(when, time));
const closeTo = (actual: readonly number[], expected: readonly number[], error = 1e-9): void => {
  expect(actual.length).to.equal(expected.length);
  actual.forEach((value, i) => expect(value, `point ${i}`).to.be.closeTo(expected[i]!, error));
};
/** Times of `rows` rows that come one after the other. */
const timesOf = (rows: number): Float64Array => Float64Array.from({ length: rows }, (_, row) => (row + 0.5) / rows);

describe('the weight of the new concept (worked by hand)', () => {
  it('sudden: none before the start, all of it from there on', () => {
    expect(at({ pattern: 'sudden', start: 0.4 }, [0, 0.399, 0.4, 1])).to.deep.equal([0, 0, 1, 1]);
  });

  it('linear: rises evenly between start and end', () => {
    closeTo(at(gradual('linear', 0.2, 0.6), [0, 0.2, 0.3, 0.4, 0.6, 1]), [0, 0, 0.25, 0.5, 1, 1]);
  });

  it('MOA’s sigmoid: 1 / (1 + e²) = 11.9 % at the start, half amid, 88.1 % at the end, and beyond both', () => {
    closeTo(at(gradual('sigmoid-moa', 0.2, 0.6), [0.2, 0.4, 0.6]), [0.119203, 0.5, 0.880797], 1e-6);
    closeTo(at(gradual('sigmoid-moa', 0.2, 0.6), [0, 1]), [1 / (1 + Math.exp(4)), 1 / (1 + Math.exp(-6))]);
  });

  it('the confined sigmoid: 0 at the start, half amid, 1 at the end', () => {
    closeTo(at(gradual('sigmoid', 0.2, 0.6), [0, 0.2, 0.4, 0.6, 1]), [0, 0, 0.5, 1, 1]);
    // A quarter of the way: (σ(−1) − σ(−2)) / (σ(2) − σ(−2)) = (0.268941 − 0.119203) / 0.761594.
    closeTo(at(gradual('sigmoid', 0.2, 0.6), [0.3]), [0.196612], 1e-5);
  });

  it('recurring: of 1,000 rows, 100 new and 100 old in turn, as a period of 200 in MOA', () => {
    const on = factors({ pattern: 'recurring', start: 0, end: 1, period: 0.2, duty: 0.5 }, timesOf(1000), randomStream(1));
    on.forEach((factor, row) => expect(factor, `row ${row}`).to.equal(Number(row % 200 < 100)));
  });

  it('recurring: stays within start and end, and on for the share of each period that is asked for', () => {
    const when: When = { pattern: 'recurring', start: 0.2, end: 0.7, period: 0.1, duty: 0.3 };
    expect(at(when, [0.19, 0.2, 0.22, 0.24, 0.3, 0.35, 0.6, 0.69, 0.7])).to.deep.equal([0, 1, 1, 0, 1, 0, 1, 0, 0]);
  });

  it('seasonal: nothing at the start, half after a quarter, all after half a period, nothing after a whole one', () => {
    const when: When = { pattern: 'seasonal', start: 0.1, end: 0.9, period: 0.4 };
    closeTo(at(when, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.95]), [0, 0, 0.5, 1, 0.5, 0, 1, 0]);
  });

  it('blip: on from its start to before its end only, and to the last row where it has no end', () => {
    expect(at({ pattern: 'blip', start: 0.3, end: 0.5 }, [0.29, 0.3, 0.49, 0.5, 1])).to.deep.equal([0, 1, 1, 0, 0]);
    expect(at({ pattern: 'blip', start: 0.3, end: 1 }, [1])).to.deep.equal([1]);
  });

  it('feature by feature: evenly spread onsets, the last at the end, one for each feature', () => {
    const begins = onsets({ pattern: 'staggered', start: 0.2, end: 0.6 }, 4, randomStream(3));
    closeTo([...begins].sort(), [0.3, 0.4, 0.5, 0.6]);
    const orders = Array.from({ length: 20 }, (_, seed) =>
      onsets({ pattern: 'staggered', start: 0, end: 1 }, 3, randomStream(seed)).join(),
    );
    expect(new Set(orders).size).to.be.above(2);
  });

  const bounds = fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
  const growing = fc.oneof(
    bounds.map(({ start }): When => ({ pattern: 'sudden', start })),
    bounds.map((span): When => ({ pattern: 'incremental', ...span })),
    bounds.map((span): When => ({ pattern: 'staggered', ...span })),
    fc
      .tuple(bounds, fc.constantFrom('linear', 'sigmoid', 'sigmoid-moa'))
      .map(([{ start, end }, shape]) => gradual(shape as 'linear', start, end)),
  );
  it('never falls, and stays within 0 and 1, in patterns that go one way', () => {
    fc.assert(
      fc.property(growing, (when) => {
        const curve = at(
          when,
          [...Array(41).keys()].map((i) => i / 40),
        );
        curve.forEach((value, i) => expect(value).to.be.within(i === 0 ? 0 : curve[i - 1]!, 1));
      }),
    );
  });
});

describe('rows that come one after the other', () => {
  let image: World;
  let tabular: World;
  before(async () => {
    ({ image, tabular } = await worlds());
  });
  const changed = (world: World, x: Float32Array): boolean[] => {
    const width = x.length / world.samples.rows;
    return Array.from({ length: world.samples.rows }, (_, row) =>
      x.subarray(row * width, (row + 1) * width).some((value, f) => !Object.is(value, world.samples.x[row * width + f])),
    );
  };

  it('gradual: as many rows are new as the weights add up to (within five standard errors)', () => {
    for (const shape of ['linear', 'sigmoid', 'sigmoid-moa'] as const) {
      const weights = [...timesOf(20_000)].map((time) => alpha(gradual(shape, 0.3, 0.7), time));
      const drawn = factors(gradual(shape, 0.3, 0.7), timesOf(20_000), randomStream(2, shape));
      const expected = weights.reduce((a, b) => a + b);
      const variance = weights.reduce((sum, p) => sum + p * (1 - p), 0);
      expect(new Set(drawn)).to.deep.equal(new Set([0, 1]));
      expect(Math.abs(drawn.reduce((a, b) => a + b) - expected)).to.be.below(5 * Math.sqrt(variance));
    }
  });

  it('incremental: each row is what the injection makes of it at the row’s own severity', () => {
    const { samples } = drifted(
      image,
      [{ id: 'contrast', severity: 4, when: { pattern: 'incremental', start: 0.25, end: 0.75 } }],
      1,
      'test',
      'spread',
    );
    const severities = new Set<number>();
    timesOf(samples.rows).forEach((time, row) => {
      // Rounded to sixteenths of the way, which is half a row in twelve here.
      const factor = Math.round(16 * Math.min(1, Math.max(0, (time - 0.25) / 0.5))) / 16;
      severities.add(factor);
      const own = selectRows(image.samples, Int32Array.of(row));
      const expected = factor === 0 ? own : contrast.apply(own, imageContext(image.reference, 4 * factor)).samples;
      expect(samples.x.subarray(64 * row, 64 * row + 64), `row ${row}`).to.deep.equal(expected.x);
    });
    expect(severities.size).to.equal(17);
  });

  it('feature by feature: a cell changes once its feature’s time has come, and not before', () => {
    const when: When = { pattern: 'staggered', start: 0.2, end: 0.8 };
    const { samples } = drifted(tabular, [{ id: 'gain-offset', severity: 3, when }], 1, 'test', 'spread');
    const { rows, x: old } = tabular.samples;
    for (let f = 0; f < 8; f++) {
      const cells = Array.from({ length: rows }, (_, row) => row * 9 + f).filter((cell) => !Number.isNaN(old[cell]));
      const marks = cells.map((cell) => samples.x[cell] !== old[cell]);
      const first = marks.indexOf(true);
      expect(marks.slice(first).every(Boolean)).to.equal(true);
      // One of nine evenly spread onsets: 0.2 + 0.6 · rank / 9.
      const rank = ((Math.floor(cells[first]! / 9) / rows - 0.2) / 0.6) * 9;
      expect(Math.abs(rank - Math.round(rank))).to.be.below(0.2);
    }
  });

  it('sudden, recurring and blip: exactly the rows of those times are new', () => {
    const cases: readonly (readonly [When, (row: number) => boolean])[] = [
      [{ pattern: 'sudden', start: 0.5 }, (row) => row >= 100],
      [{ pattern: 'blip', start: 0.25, end: 0.3 }, (row) => row >= 50 && row < 60],
      [{ pattern: 'recurring', start: 0, end: 1, period: 0.2, duty: 0.25 }, (row) => row % 40 < 10],
    ];
    for (const [when, isNew] of cases) {
      const { samples } = drifted(image, [{ id: 'inverse', severity: 5, when }], 1, 'test', 'spread');
      expect(changed(image, samples.x)).to.deep.equal(Array.from({ length: 200 }, (_, row) => isNew(row)));
    }
  });

  it('a batch from the end of the new regime is as new as the pattern then is', () => {
    const rows = (when: When): number =>
      changed(image, drifted(image, [{ id: 'inverse', severity: 5, when }]).samples.x).filter(Boolean).length;
    expect(rows({ pattern: 'sudden', start: 1 })).to.equal(200);
    expect(rows({ pattern: 'blip', start: 0.2, end: 0.4 })).to.equal(0);
  });
});

describe('what is said of times', () => {
  const data = { inputShape: [2], columns: [{ name: 'a', kind: 'numeric' as const }], classes: ['0', '1'] };

  it('refuses an end before the start, and single features where whole rows change', () => {
    expect(whyNotThen({ pattern: 'blip', start: 0.5, end: 0.4 }, contrast, data)).to.equal('it ends (0.4) before it starts (0.5)');
    expect(whyNotThen({ pattern: 'staggered', start: 0, end: 1 }, labelCycle, data)).to.include('only values that change in place');
    expect(whyNotThen({ pattern: 'staggered', start: 0, end: 1 }, contrast, data)).to.equal(undefined);
  });

  it('names patterns as the literature does, and times in percent', () => {
    expect(patternName(gradual('sigmoid-moa', 0, 1))).to.equal('gradual (MOA sigmoid)');
    expect(patternName({ pattern: 'staggered', start: 0, end: 1 })).to.equal('feature-by-feature');
    expect(whenPhrase({ pattern: 'sudden', start: 0 })).to.equal('');
    expect(whenPhrase({ pattern: 'sudden', start: 0.25 })).to.equal('from 25 % of the new regime on');
    expect(whenPhrase({ pattern: 'recurring', start: 0, end: 1, period: 0.2, duty: 0.1 })).to.equal(
      'for 10 % of every 20 %, between 0 % and 100 % of the new regime',
    );
    expect(whenPhrase({ pattern: 'seasonal', start: 0, end: 1, period: 0.5 })).to.equal(
      'once every 50 %, between 0 % and 100 % of the new regime',
    );
  });

  it('weights of a batch without rows are none', () => {
    expect(factors({ pattern: 'sudden', start: 0 }, timesOf(0), randomStream(1)).length).to.equal(0);
  });
});
