import { expect } from 'chai';
import { whereItChanged } from '../../src/detect/change-scan.ts';
import type { Samples } from '../../src/data/types.ts';
import { randomStream, type Random } from '../../src/random/random.ts';

/** Rows in time, each made by what it is told. */
function rowsOf(count: number, make: (row: number, random: Random) => { x: number[]; y: number }, shuffled = false): Samples {
  const random = randomStream(7, 'scan');
  const rows = Array.from({ length: count }, (_, row) => make(row, random));
  const order = shuffled ? random.permutation(count) : Int32Array.from({ length: count }, (_, i) => i);
  return {
    rows: count,
    inputShape: [rows[0]!.x.length],
    x: Float32Array.from([...order].flatMap((row) => rows[row]!.x)),
    y: Int32Array.from(order, (row) => rows[row]!.y),
    time: Float64Array.from(order, (row) => 1000 + 10 * row),
  };
}

const scan = (samples: Samples, seed = 1) => whereItChanged(samples, randomStream(seed, 'orders'));

/** Rows that never change; each input, and what decides the label, correlates with the row before by so much. */
function unchanging(correlation: number, seed: number): Samples {
  const random = randomStream(seed, 'unchanging');
  const state = [random.normal(), random.normal(), random.normal()];
  return rowsOf(400, () => {
    state.forEach((value, i) => (state[i] = correlation * value + Math.sqrt(1 - correlation ** 2) * random.normal()));
    return { x: state.slice(0, 2), y: Number(state[0]! + state[2]! > 0) };
  });
}

describe('where it changed most', () => {
  it('finds a shift of one input, wherever the rows stand in the file', () => {
    const samples = rowsOf(
      600,
      (row, random) => ({ x: [random.normal() + (row >= 240 ? 1.5 : 0), random.normal()], y: random.int(2) }),
      true,
    );
    const found = scan(samples)!;
    expect(found.before).to.be.closeTo(0.4, 0.05);
    expect(found.at).to.be.closeTo(1000 + 10 * 240, 300);
    expect(found.columns[0]!.column).to.equal(0);
    expect(found.columns[0]!.effect).to.be.above(2 * found.columns[1]!.effect);
  });

  it('finds a rule that turns round while inputs and labels keep their shares', () => {
    const found = scan(
      rowsOf(600, (row, random) => {
        const x = random.normal();
        return { x: [random.normal(), x], y: Number(row < 420 ? x > 0 : x < 0) };
      }),
    )!;
    expect(found.before).to.be.closeTo(0.7, 0.05);
    expect(found.columns[0]!.column).to.equal(1);
  });

  it('finds a change of the shares of labels', () => {
    const found = scan(rowsOf(800, (row, random) => ({ x: [random.normal()], y: Number(random.uniform() < (row < 200 ? 0.2 : 0.7)) })))!;
    expect(found.before).to.be.closeTo(0.25, 0.05);
  });

  it('has no answer without times, or with one', () => {
    const { time: _, ...timeless } = rowsOf(50, (_row, random) => ({ x: [random.normal()], y: 0 }));
    expect(scan(timeless)).to.equal(undefined);
    expect(scan({ ...timeless, time: new Float64Array(50).fill(3) })).to.equal(undefined);
  });

  it('counts missing cells as a value of their own', () => {
    const found = scan(
      rowsOf(400, (row, random) => ({ x: [row >= 200 && random.uniform() < 0.6 ? NaN : random.normal()], y: random.int(2) })),
    )!;
    expect(found.before).to.be.closeTo(0.5, 0.05);
  });

  it('gives a change a p value as small as five hundred orders of its blocks can show', () => {
    const moved = rowsOf(600, (row, random) => ({ x: [random.normal() + (row >= 300 ? 1 : 0)], y: random.int(2) }));
    expect(scan(moved)!.p).to.equal(1 / 500);
  });

  // Binomial (200, 0.05): 3 … 17 hold 98.7 % of it.
  for (const correlation of [0, 0.6])
    it(`of 200 sets that never change, rows correlating by ${correlation} with the row before, is sure of a change in one of twenty`, () => {
      const seeds = Array.from({ length: 200 }, (_, seed) => seed);
      const alarms = seeds.filter((seed) => scan(unchanging(correlation, seed), seed)!.p <= 0.05).length;
      expect(alarms).to.be.within(3, 17);
    }).timeout(60_000);

  it('compares as many cuts as there are times, where many rows have the same one', () => {
    const weekly = rowsOf(400, (_, random) => ({ x: [random.normal()], y: random.int(2) }));
    const found = scan({ ...weekly, time: weekly.time!.map((_, row) => Math.floor(row / 100)) })!;
    expect(found.cuts).to.equal(3);
    expect(found.p).to.be.within(1 / 24, 1);
  });
});
