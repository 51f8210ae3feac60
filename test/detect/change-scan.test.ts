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

describe('where it changed most', () => {
  it('finds a shift of one input, wherever the rows stand in the file', () => {
    const samples = rowsOf(
      600,
      (row, random) => ({ x: [random.normal() + (row >= 240 ? 1.5 : 0), random.normal()], y: random.int(2) }),
      true,
    );
    const found = whereItChanged(samples)!;
    expect(found.before).to.be.closeTo(0.4, 0.05);
    expect(found.at).to.be.closeTo(1000 + 10 * 240, 300);
    expect(found.columns[0]!.column).to.equal(0);
    expect(found.columns[0]!.effect).to.be.above(2 * found.columns[1]!.effect);
  });

  it('finds a rule that turns round while inputs and labels keep their shares', () => {
    const found = whereItChanged(
      rowsOf(600, (row, random) => {
        const x = random.normal();
        return { x: [random.normal(), x], y: Number(row < 420 ? x > 0 : x < 0) };
      }),
    )!;
    expect(found.before).to.be.closeTo(0.7, 0.05);
    expect(found.columns[0]!.column).to.equal(1);
  });

  it('finds a change of the shares of labels', () => {
    const found = whereItChanged(
      rowsOf(800, (row, random) => ({ x: [random.normal()], y: Number(random.uniform() < (row < 200 ? 0.2 : 0.7)) })),
    )!;
    expect(found.before).to.be.closeTo(0.25, 0.05);
  });

  it('has no answer without times, or with one', () => {
    const { time: _, ...timeless } = rowsOf(50, (_row, random) => ({ x: [random.normal()], y: 0 }));
    expect(whereItChanged(timeless)).to.equal(undefined);
    expect(whereItChanged({ ...timeless, time: new Float64Array(50).fill(3) })).to.equal(undefined);
  });

  it('counts missing cells as a value of their own', () => {
    const found = whereItChanged(
      rowsOf(400, (row, random) => ({ x: [row >= 200 && random.uniform() < 0.6 ? NaN : random.normal()], y: random.int(2) })),
    )!;
    expect(found.before).to.be.closeTo(0.5, 0.05);
  });
});
