import { expect } from 'chai';
import fc from 'fast-check';
import { isotonic } from '../../../src/detect/estimate/isotonic.ts';
import { estimators, findEstimator } from '../../../src/detect/estimate/registry.ts';
import type { Estimate, InputEstimator, ModelEstimator, OutputEstimator, Predict } from '../../../src/detect/estimate/types.ts';
import type { Batch } from '../../../src/detect/types.ts';
import { randomStream } from '../../../src/random/random.ts';
import { accuracyOn, byClass, byInput, outputs, type World } from './worlds.ts';

const ROWS = 20_000;

/** The estimate for a world, by a model whose reference is another. */
function estimate(id: string, before: World, after: World, { params = {}, sharpness = 1 } = {}): Estimate {
  const entry = findEstimator(id) as OutputEstimator;
  return entry.run({ reference: outputs(before.x, sharpness), labels: before.labels, current: outputs(after.x, sharpness) }, params);
}

const binary = (...ones: number[]): Batch => ({ x: ones.flatMap((p) => [1 - p, p]), rows: ones.length, width: 2 });

describe('accuracy without labels', () => {
  it('CBPE of six probabilities is 0.783333 (NannyML, tests of CBPE), with a fractional confusion matrix', () => {
    const current = binary(0.9, 0.8, 0.65, 0.4, 0.2, 0.05);
    const { accuracy, confusion } = (findEstimator('cbpe') as OutputEstimator).run(
      { reference: binary(0.2, 0.7), labels: [0, 1], current },
      { calibration: 'none' },
    );
    expect(accuracy).to.be.closeTo(0.783333, 1e-6);
    const expected = [[(0.6 + 0.8 + 0.95) / 6, 0.65 / 6], [0.65 / 6, 2.35 / 6]]; // prettier-ignore
    confusion!.forEach((cells, i) => cells.forEach((share, j) => expect(share).to.be.closeTo(expected[i]![j]!, 1e-12)));
  });

  it('covariate shift: CBPE and ATC know the new accuracy to 0.02, CBPE inside its interval', () => {
    const [before, after] = [byInput(ROWS, 0, 1), byInput(ROWS, 1.5, 2)];
    const truth = accuracyOn(after);
    expect(truth - accuracyOn(before)).to.be.above(0.05);
    const { accuracy, interval } = estimate('cbpe', before, after);
    expect(accuracy).to.be.closeTo(truth, 0.02);
    expect(truth).to.be.within(...interval!);
    for (const score of ['confidence', 'entropy'])
      expect(estimate('atc', before, after, { params: { score } }).accuracy).to.be.closeTo(truth, 0.05);
  });

  it('a model three times too sure is put right by calibration, and only by it', () => {
    const [before, after] = [byInput(ROWS, 0, 1), byInput(ROWS, 1, 2)];
    const truth = accuracyOn(after);
    expect(estimate('cbpe', before, after, { sharpness: 3 }).accuracy).to.be.closeTo(truth, 0.02);
    const uncalibrated = estimate('cbpe', before, after, { sharpness: 3, params: { calibration: 'none' } });
    expect(uncalibrated.accuracy! - truth).to.be.above(0.05);
  });

  it('concept drift goes unseen by both, as their assumption says', () => {
    const [before, after] = [byInput(ROWS, 0, 1), byInput(ROWS, 0, 2, -1)];
    expect(accuracyOn(after)).to.be.below(0.3);
    for (const id of ['cbpe', 'atc']) {
      expect(estimate(id, before, after).accuracy, id).to.be.closeTo(accuracyOn(before), 0.02);
      expect(findEstimator(id)!.violatedBy).to.include('P(y|x)');
    }
  });

  it('the difference of confidences is added to the accuracy on the reference (by hand), never beyond 0 … 1', () => {
    const entry = findEstimator('confidence-difference') as OutputEstimator;
    const reference = { reference: binary(0.9, 0.2, 0.9, 0.2), labels: [1, 0, 1, 1] };
    // Confidence 0.85 before and 0.65 now; three of four were right.
    const { accuracy, details } = entry.run({ ...reference, current: binary(0.7, 0.4) }, {});
    expect(accuracy).to.be.closeTo(0.75 - 0.2, 1e-12);
    expect(details.confidence).to.be.closeTo(0.65, 1e-12);
    expect(entry.run({ ...reference, labels: [0, 1, 0, 1], current: binary(0.5, 0.5) }, {}).accuracy).to.equal(0);
  });

  it('a shift of P(x) alone can break what is learned from confidence, as the assumptions say', () => {
    // Two kinds of rows, both answered with confidence 0.9: of one kind, nine of ten are right, of the other six. First as many of each
    // come (accuracy 0.75), then the second kind alone (accuracy 0.6), with unchanged labels for each row.
    const rows = (right: number) => Array.from({ length: 10 }, (_, i) => Number(i < right));
    const reference = { reference: binary(...new Array<number>(20).fill(0.9)), labels: [...rows(9), ...rows(6)] };
    const strained = estimators.filter(({ needs, strainedBy }) => needs === 'outputs' && strainedBy?.includes('P(x)'));
    expect(strained.map(({ id }) => id)).to.deep.equal(['cbpe', 'atc', 'confidence-difference']);
    for (const entry of strained) {
      expect(
        (entry as OutputEstimator).run({ ...reference, current: binary(...new Array<number>(10).fill(0.9)) }, {}).accuracy,
        entry.id,
      ).to.be.above(0.7);
      expect(entry.assumption).to.contain('shift of P(x) alone');
      expect(entry.violatedBy).to.not.include('P(x)');
    }
  });

  it('ATC gives the reference its own accuracy back', () => {
    const world = byInput(5000, 0, 1);
    expect(estimate('atc', world, world).accuracy).to.be.closeTo(accuracyOn(world), 1e-3);
  });

  it('a model that is always wrong is estimated to stay so', () => {
    const wrong = { reference: binary(0.9, 0.2), labels: [0, 1], current: binary(0.8, 0.1) };
    expect((findEstimator('atc') as OutputEstimator).run(wrong, {}).accuracy).to.equal(0);
  });
});

describe('class shares without labels', () => {
  for (const id of ['bbse', 'em-prior']) {
    it(`${id} finds shares of 0.2 and 0.8 after 0.5, and weights that are their ratio`, () => {
      const { prior, weights } = estimate(id, byClass(ROWS, 0.5, 1), byClass(ROWS, 0.8, 2));
      expect(prior![1]).to.be.closeTo(0.8, 0.02);
      expect(prior![0]! + prior![1]!).to.be.closeTo(1, 1e-12);
      expect(weights![1]).to.be.closeTo(1.6, 0.04);
    });

    it(`${id} finds the shares of the reference where nothing changed`, () => {
      const world = byClass(5000, 0.5, 1);
      expect(estimate(id, world, world).prior![1]).to.be.closeTo(0.5, 0.01);
    });

    it(`${id} is misled by a shift of the inputs, as its assumption says`, () => {
      const after = byInput(ROWS, 1.5, 2, 0.2);
      const share = after.labels.filter(Boolean).length / ROWS;
      expect(Math.abs(estimate(id, byClass(ROWS, 0.5, 1), after).prior![1]! - share)).to.be.above(0.1);
      expect(findEstimator(id)!.violatedBy).to.include('P(x)');
    });

    it(`${id} needs rows of every class`, () => {
      const entry = findEstimator(id) as OutputEstimator;
      expect(() => entry.run({ reference: binary(0.2, 0.3), labels: [0, 0], current: binary(0.5) }, {})).to.throw(
        RangeError,
        'no row of class 1',
      );
    });
  }

  it('BBSE by hand: C = [[.4, .1], [.1, .4]], μ = [.2, .8] give w = [0, 2], condition 5/3', () => {
    const rows = (...parts: [number, number][]) => parts.flatMap(([count, value]) => new Array<number>(count).fill(value));
    const reference = binary(...rows([4, 0.1], [1, 0.9], [1, 0.1], [4, 0.9]));
    const labels = rows([5, 0], [5, 1]);
    const { prior, weights, details } = (findEstimator('bbse') as OutputEstimator).run(
      { reference, labels, current: binary(...rows([2, 0.1], [8, 0.9])) },
      {},
    );
    expect(prior![1]).to.be.closeTo(1, 1e-12);
    expect(weights![1]).to.be.closeTo(2, 1e-12);
    expect(details.condition).to.be.closeTo(5 / 3, 1e-12);
  });

  it('BBSE cuts negative weights and counts them', () => {
    const reference = binary(0.1, 0.1, 0.1, 0.9, 0.1, 0.9, 0.9, 0.9);
    const { prior, details } = (findEstimator('bbse') as OutputEstimator).run(
      { reference, labels: [0, 0, 0, 0, 1, 1, 1, 1], current: binary(0.1, 0.2) },
      {},
    );
    expect(prior).to.deep.equal([1, 0]);
    expect(details.clipped).to.equal(1);
  });

  it('BBSE refuses a model that predicts one class only', () => {
    const outputsOfOne = binary(0.1, 0.2, 0.3, 0.4);
    expect(() =>
      (findEstimator('bbse') as OutputEstimator).run({ reference: outputsOfOne, labels: [0, 1, 0, 1], current: outputsOfOne }, {}),
    ).to.throw(RangeError, 'no inverse');
  });

  it('EM reports when it was stopped early', () => {
    const { details } = estimate('em-prior', byClass(2000, 0.5, 1), byClass(2000, 0.9, 2), { params: { iterations: 2 } });
    expect(details.iterations).to.equal(2);
    expect(details.change).to.be.above(1e-8);
  });
});

describe('the part of a change that is the concept’s', () => {
  const entry = findEstimator('reverse-concept-drift') as ModelEstimator;
  const asBatch = (x: Float64Array): Batch => ({ x, rows: x.length, width: 1 });
  const deployed: Predict = ({ x }) => outputs(x);
  /** A histogram: the share of class 1 by half units of x. */
  const train = (rows: Batch, labels: ArrayLike<number>) => {
    const bin = (x: number) => Math.max(0, Math.min(15, Math.floor(2 * x) + 8));
    const counts = Array.from({ length: 16 }, () => [1, 1]);
    for (let i = 0; i < rows.rows; i++) counts[bin(rows.x[i]!)]![labels[i]!]!++;
    return ({ x, rows }: Batch): Batch => ({
      x: Array.from(x, (value) => counts[bin(value)]!).flatMap(([a, b]) => [a! / (a! + b!), b! / (a! + b!)]),
      rows,
      width: 2,
    });
  };
  const refused = async (running: Promise<Estimate>, message: string): Promise<void> => {
    const error: unknown = await running.then(() => undefined, (reason: unknown) => reason); // prettier-ignore
    expect(error).to.be.an.instanceOf(RangeError).with.property('message').that.includes(message);
  };
  const run = (before: World, after: World) =>
    entry.run(
      { deployed, train, reference: asBatch(before.x), labels: before.labels, current: asBatch(after.x), currentLabels: after.labels },
      {},
    );

  it('covariate shift changes the accuracy, but not this part of it', async () => {
    const [before, after] = [byInput(ROWS, 0, 1), byInput(ROWS, 1, 2)];
    expect(Math.abs(accuracyOn(after) - accuracyOn(before))).to.be.above(0.03);
    expect((await run(before, after)).details.change).to.be.closeTo(0, 0.02);
  });

  it('a reversed concept shows in full', async () => {
    const [before, after] = [byInput(ROWS, 0, 1), byInput(ROWS, 0, 2, -1)];
    expect((await run(before, after)).details.change).to.be.closeTo(accuracyOn(after) - accuracyOn(before), 0.02);
  });

  it('waits for models that answer later', async () => {
    const before = byInput(2000, 0, 1);
    const world = { reference: asBatch(before.x), labels: before.labels, current: asBatch(before.x), currentLabels: before.labels };
    const later: Predict = (rows) => Promise.resolve(deployed(rows));
    const slow = (rows: Batch, labels: ArrayLike<number>) => Promise.resolve(train(rows, labels));
    expect(await entry.run({ ...world, deployed: later, train: slow }, {})).to.deep.equal(
      await entry.run({ ...world, deployed, train }, {}),
    );
  });

  it('refuses empty samples, labels that do not fit and models that do not fit each other', async () => {
    const [before, empty] = [byInput(10, 0, 1), { x: new Float64Array(0), labels: new Uint8Array(0) }];
    await refused(run(before, empty), 'the current sample has no rows');
    await refused(run(before, { x: before.x, labels: new Uint8Array(3) }), '10 rows of the current sample have 3 labels');
    const three: Predict = ({ rows }) => ({ x: new Array<number>(3 * rows).fill(1 / 3), rows, width: 3 });
    const world = {
      deployed,
      reference: asBatch(before.x),
      labels: before.labels,
      current: asBatch(before.x),
      currentLabels: before.labels,
    };
    await refused(entry.run({ ...world, train: () => three }, {}), 'the trained model gives 10 rows of 3 classes');
  });
});

describe('the domain classifier as a warning', () => {
  const entry = findEstimator('domain-auroc') as InputEstimator;
  const rows = (mean: number, seed: number): Batch => ({ x: byInput(500, mean, seed).x, rows: 500, width: 1 });

  it('stays quiet without drift and warns of a shift, but not of a concept drift', () => {
    expect(entry.run(rows(0, 1), rows(0, 2), { features: 'linear' }, randomStream(1)).details.alert).to.equal(0);
    const { details } = entry.run(rows(0, 1), rows(1, 2), {}, randomStream(1));
    expect(details.alert).to.equal(1);
    expect(details.auroc).to.be.closeTo(0.76, 0.04);
    expect(entry.violatedBy).to.deep.equal(['P(y|x)']);
  });
});

describe('every estimate', () => {
  it('says what it assumes and which drift breaks it, or can', () => {
    expect(new Set(estimators.map(({ id }) => id)).size).to.equal(estimators.length);
    for (const { id, assumption, violatedBy, strainedBy = [], help, source } of estimators) {
      expect(id).to.match(/^[a-z]+(-[a-z]+)*$/);
      expect(violatedBy.length + strainedBy.length, id).to.be.above(0);
      for (const text of [assumption, help, source]) expect(text).to.match(/^\S.{20,}/);
    }
  });

  for (const entry of estimators.filter((one): one is OutputEstimator => one.needs === 'outputs')) {
    it(`${entry.id} refuses empty samples, rows that are no probabilities, labels that do not fit and unknown parameters`, () => {
      const good = { reference: binary(0.1, 0.9, 0.4), labels: [0, 1, 1], current: binary(0.3, 0.8) };
      const bad = (change: object, message: RegExp, params = {}) =>
        expect(() => entry.run({ ...good, ...change }, params)).to.throw(RangeError, message);
      bad({ current: { x: [], rows: 0, width: 2 } }, /the current sample has no rows/);
      bad({ reference: { x: [], rows: 0, width: 2 }, labels: [] }, /the reference sample has no rows/);
      bad({ current: { x: [NaN, 1], rows: 1, width: 2 } }, /row 0 of the current sample holds no class probabilities/);
      bad({ current: { x: [0.5], rows: 1, width: 2 } }, /holds 1 numbers, expected 1 rows × 2 classes/);
      bad({ current: { x: [0.2, 0.3, 0.5], rows: 1, width: 3 } }, /reference has 2 classes, the current sample 3/);
      bad({ labels: [0, 1] }, /3 rows of the reference sample have 2 labels/);
      bad({ labels: [0, 2, 1] }, /label of row 1 of the reference sample is 2; expected a class 0 … 1/);
      bad({}, /color/, { color: 1 });
    });
  }
});

describe('isotonic regression', () => {
  it('pools neighbours that fall (by hand)', () => {
    const fit = isotonic([1, 2, 3, 4, 5], [0, 1, 0, 1, 1]);
    expect([0, 1, 2, 2.5, 3, 4, 9].map(fit)).to.deep.equal([0, 0, 0.5, 0.5, 0.5, 1, 1]);
    expect(fit(3.5), 'between two pools').to.equal(0.75);
  });

  it('never falls, stays within the hits, keeps their mean and takes ties together', () => {
    const data = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1 })), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(data, (pairs) => {
        const scores = pairs.map(([score]) => score);
        const hits = pairs.map(([, hit]) => hit);
        const fit = isotonic(scores, hits);
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        expect(sum(scores.map(fit))).to.be.closeTo(sum(hits), 1e-9);
        for (let score = -1; score < 22; score += 0.5) {
          expect(fit(score)).to.be.within(0, 1);
          expect(fit(score + 0.5)).to.be.at.least(fit(score) - 1e-12);
        }
      }),
    );
  });
});
