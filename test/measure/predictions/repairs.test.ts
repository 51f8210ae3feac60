import { expect } from 'chai';
import { compareRepairs, overSplits } from '../../../src/measure/predictions/compare-repairs.ts';
import type { Predicted } from '../../../src/measure/predictions/figures.ts';
import { isotonicRepair, platt, predictionRepairs, shares, temperature, threshold } from '../../../src/measure/predictions/repairs.ts';
import { randomStream } from '../../../src/random/random.ts';

/** Two classes from the probability of the second. */
const binary = (p: readonly number[], labels: readonly number[]): Predicted => ({
  outputs: { x: p.flatMap((each) => [1 - each, each]), rows: p.length, width: 2 },
  labels,
  decided: p.map((each) => Number(each > 0.5)),
});
const second = ({ x, rows }: { x: ArrayLike<number>; rows: number }) => Array.from({ length: rows }, (_, row) => x[2 * row + 1]!);

describe('repairs of answers', () => {
  const sure = binary([0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1], [1, 1, 1, 0, 0, 0, 0, 1]);

  it('temperature: sure of 90 %, right in 75 %, so that ln 9 / T = ln 3 and T = 2', () => {
    const { settings, answers } = temperature.fit(sure, sure);
    expect(settings.temperature).to.be.closeTo(2, 1e-3);
    expect(second(answers(sure.outputs).outputs)[0]).to.be.closeTo(0.75, 1e-4);
  });

  it('Platt: smoothed targets 5/6 and 1/6 have the mean ⅔ at 0.9, so that the slope is ln 2 / ln 9 and the offset 0', () => {
    const { settings, answers } = platt.fit(sure, sure);
    expect(settings.slope).to.be.closeTo(Math.log(2) / Math.log(9), 1e-6);
    expect(settings.offset).to.be.closeTo(0, 1e-6);
    expect(second(answers(sure.outputs).outputs)[7]).to.be.closeTo(1 / 3, 1e-6);
  });

  it('isotonic: four of four rows right, with one row’s worth of equal shares, is (4 + ½)/5', () => {
    const right = binary([0.6, 0.6, 0.4, 0.4], [1, 1, 0, 0]);
    const { answers } = isotonicRepair.fit(right, right);
    expect(second(answers(right.outputs).outputs)[0]).to.be.closeTo(0.9, 1e-12);
    expect(second(answers(right.outputs).outputs)[3]).to.be.closeTo(0.1, 1e-12);
  });

  it('class shares: answers 0.9 and 0.1 that come 3 : 1 tell of a share s with s = ¾·9s/(9s + 1 − s) + ¼·s/(s + 9(1 − s)), 0.8125', () => {
    const old = binary([0.9, 0.1], [1, 0]);
    const { settings, answers } = shares.fit(old, binary([0.9, 0.9, 0.9, 0.1], []));
    expect(settings.share1).to.be.closeTo(0.8125, 1e-5);
    // Odds of 1 : 9 times 0.8125/0.1875.
    const odds = (0.8125 / 0.1875) * (1 / 9);
    expect(second(answers(binary([0.1], []).outputs).outputs)[0]).to.be.closeTo(odds / (1 + odds), 1e-4);
  });

  it('threshold: between the rows that it tells apart, and probabilities stay', () => {
    const { settings, answers } = threshold.fit(sure, binary([0.1, 0.2, 0.3, 0.4], [0, 0, 1, 1]));
    expect(settings.threshold).to.equal(0.25);
    const { outputs, decided } = answers(binary([0.2, 0.25], []).outputs);
    expect([Array.from(decided), second(outputs)]).to.deep.equal([
      [0, 1],
      [0.2, 0.25],
    ]);
    expect(() => threshold.fit(sure, binary([0.1, 0.2], [0, 0]))).to.throw(RangeError, /only one class/);
  });
});

describe('repairs compared', () => {
  /** Labels drawn from probabilities; what is told are their log odds times `boast`. */
  const drawn = (rows: number, boast: number, seed: number): Predicted => {
    const random = randomStream(seed, 'drawn');
    const odds = Array.from({ length: rows }, () => 1.5 * random.normal());
    const p = (t: number) => 1 / (1 + Math.exp(-t));
    return binary(
      odds.map((t) => p(boast * t)),
      odds.map((t) => Number(random.uniform() < p(t))),
    );
  };
  const split = { splits: 10, share: 0.5, root: 1 };

  it('the interval over splits counts that they share rows: 2 ± t₂·√(⅓ + 1)', () => {
    const { value, lo, hi } = overSplits([1, 2, 3], 50, 50);
    expect(value).to.equal(2);
    expect(hi - value).to.be.closeTo(4.302653 * Math.sqrt(4 / 3), 1e-5);
    expect(value - lo).to.be.closeTo(hi - value, 1e-12);
  });

  it('answers that are three times too sure get a lower log loss from every calibration, and a temperature near 3', () => {
    const { judged, asItIs } = compareRepairs(drawn(800, 1, 1), drawn(800, 3, 2), split);
    for (const id of ['temperature', 'platt', 'isotonic']) {
      const { differences, figures } = judged.find(({ repair }) => repair.id === id)!;
      expect(differences.logLoss!.hi, id).to.be.below(0);
      expect(figures.logLoss! - asItIs.logLoss!).to.be.closeTo(differences.logLoss!.value, 1e-9);
    }
    expect(judged.find(({ repair }) => repair.id === 'temperature')!.settings.temperature).to.be.within(2.4, 3.7);
  });

  it('where nothing is wrong nothing is better, and temperature changes no accuracy', () => {
    const { judged } = compareRepairs(drawn(600, 1, 3), drawn(600, 1, 4), split);
    for (const { repair, differences } of judged) expect(differences.logLoss!.hi, repair.id).to.be.at.least(0);
    expect(judged[0]!.differences.accuracy).to.deep.equal({ value: 0, lo: 0, hi: 0 });
  });

  it('the same root gives the same splits', () => {
    const [old, fresh] = [drawn(100, 1, 5), drawn(100, 2, 6)];
    expect(JSON.stringify(compareRepairs(old, fresh, split))).to.equal(JSON.stringify(compareRepairs(old, fresh, split)));
  });

  it('what is for two classes is refused for three; too few rows are refused', () => {
    const three: Predicted = {
      outputs: { x: Array.from({ length: 90 }, (_, i) => [0.5, 0.3, 0.2][(i + Math.floor(i / 3)) % 3]!), rows: 30, width: 3 },
      labels: Array.from({ length: 30 }, (_, i) => i % 3),
      decided: Array.from({ length: 30 }, () => 0),
    };
    const { judged, refused } = compareRepairs(three, three, split);
    expect(refused.map(({ repair }) => repair.id)).to.deep.equal(['platt', 'threshold']);
    expect(judged.length + refused.length).to.equal(predictionRepairs.length);
    expect(() => compareRepairs(three, drawn(12, 1, 1), split)).to.throw(RangeError, /6 to fit .* 10 of each are needed/);
  });
});
