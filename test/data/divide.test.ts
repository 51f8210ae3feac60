import { expect } from 'chai';
import fc from 'fast-check';
import { divide } from '../../src/data/divide.ts';
import { cutText, lastIsNew, sidesOf } from '../../src/data/regimes.ts';
import type { Samples } from '../../src/data/types.ts';
import { refusal } from './refusal.ts';
import { randomStream } from '../../src/random/random.ts';

const DAY = 86_400_000;

/** Rows of which each knows its number; days from 2020 on; groups of five; a file's split; three regimes. */
function table(rows: number, further: Partial<Samples> = {}) {
  const from = (of: (row: number) => number) => Int32Array.from({ length: rows }, (_, row) => of(row));
  const samples: Samples = {
    rows,
    inputShape: [1],
    x: Float32Array.from({ length: rows }, (_, row) => row),
    y: from((row) => row % 2),
    time: Float64Array.from({ length: rows }, (_, row) => Date.UTC(2020, 0, 1) + row * DAY),
    cluster: from((row) => Math.floor(row / 5)),
    part: Uint8Array.from({ length: rows }, (_, row) => (row % 4 === 3 ? 2 : 0)),
    regime: from((row) => Math.floor((3 * row) / rows)),
    ...further,
  };
  return {
    ...{ title: 'a table', samples, classes: ['a', 'b'] },
    regimes: { names: ['first', 'second', 'third'], by: 'column' as const },
    time: { name: 'when', kind: 'date' as const },
  };
}

const sizes = { baseTrain: 40, baseTest: 15, newPool: 30, newTest: 15 };
const random = () => randomStream(3, 'split');
const parts = (split: ReturnType<typeof divide>) => [split.baseTrain, split.baseTest, split.newPool, split.newTest];
describe('telling old rows from new ones', () => {
  it('by a date: the day itself is new', () => {
    const { old, new: fresh } = sidesOf(table(100), { cut: '2020-02-01' });
    expect([old.length, fresh.length, fresh[0]]).to.deep.equal([31, 69, 31]);
  });

  it('by regimes: those that are neither old nor new stay unused, and the last is new unless told', () => {
    const data = table(90);
    const { old, new: fresh } = sidesOf(data, { old: ['first'], new: ['third'] });
    expect([[...old].at(-1), fresh[0]]).to.deep.equal([29, 60]);
    expect(lastIsNew(data.regimes)).to.deep.equal({ old: ['first', 'second'], new: ['third'] });
  });

  it('leaves out rows whose time is not known', () => {
    const data = table(10);
    data.samples.time![2] = NaN;
    const { old, new: fresh } = sidesOf(data, { cut: '2020-01-06' });
    expect(old.length + fresh.length).to.equal(9);
  });

  it('writes a time as a cut that gives the same time again', () => {
    const { time } = table(1);
    expect(cutText(Date.UTC(2020, 5, 30), time)).to.equal('2020-06-30');
    expect(Date.parse(cutText(Date.UTC(2020, 5, 30, 12, 30), time) as string)).to.equal(Date.UTC(2020, 5, 30, 12, 30));
  });

  it('refuses in words what the data does not have', () => {
    const { time: _, ...timeless } = table(10);
    expect(refusal(() => sidesOf(timeless, { cut: 3 }))).to.match(/no column of times/);
    expect(refusal(() => sidesOf(table(10), { cut: 'soon' }))).to.match(/“soon” is no date .* 2024-01-31/);
    expect(refusal(() => sidesOf(table(10), { old: ['first'], new: ['fourth'] }))).to.match(
      /no regime “fourth” .* It has first, second, third/,
    );
  });
});

describe('dividing rows', () => {
  const sides = () => sidesOf(table(200), { cut: '2020-04-10' });

  for (const division of ['random', 'time', 'group', 'file'] as const) {
    it(`${division}: disjoint parts of the sizes asked for, each from its own side`, () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
          const { old, new: fresh } = sides();
          const split = divide(table(200), sizes, { sides: { old, new: fresh }, division }, randomStream(seed));
          expect(parts(split).map((rows) => rows.length)).to.deep.equal(Object.values(sizes));
          expect(new Set(parts(split).flatMap((rows) => [...rows])).size).to.equal(100);
          for (const rows of [split.baseTrain, split.baseTest]) expect([...rows].every((row) => old.includes(row))).to.equal(true);
          for (const rows of [split.newPool, split.newTest]) expect([...rows].every((row) => fresh.includes(row))).to.equal(true);
        }),
        { numRuns: 25 },
      );
    });
  }

  it('time: whatever judges is later than what is learned from, in both worlds', () => {
    const { baseTrain, baseTest, newPool, newTest } = divide(table(200), sizes, { sides: sides(), division: 'time' }, random());
    expect(Math.max(...baseTrain)).to.be.below(Math.min(...baseTest));
    expect(Math.max(...newPool)).to.be.below(Math.min(...newTest));
  });

  it('time without sides: the four parts follow each other; rows of one time are not torn apart', () => {
    const time = Float64Array.from({ length: 200 }, (_, row) => Math.floor(row / 8));
    const { samples } = table(200, { time });
    const found = parts(divide({ ...table(200), samples }, sizes, { division: 'time' }, random()));
    for (const [before, after] of [0, 1, 2].map((p) => [found[p]!, found[p + 1]!] as const))
      expect(Math.max(...before.map((row) => time[row]!))).to.be.below(Math.min(...after.map((row) => time[row]!)));
  });

  it('group: no group is on two sides', () => {
    const { samples } = table(200);
    const found = parts(divide(table(200), sizes, { division: 'group' }, random()));
    const groups = found.map((rows) => new Set([...rows].map((row) => samples.cluster![row]!)));
    expect(groups.reduce((sum, { size }) => sum + size, 0)).to.equal(new Set(groups.flatMap((set) => [...set])).size);
  });

  it('file: the file’s test rows judge, and no others do', () => {
    const { samples } = table(200);
    const { baseTrain, baseTest, newPool, newTest } = divide(
      table(200),
      { ...sizes, baseTest: 10, newTest: 10 },
      { division: 'file' },
      random(),
    );
    expect([...baseTest, ...newTest].every((row) => samples.part![row] === 2)).to.equal(true);
    expect([...baseTrain, ...newPool].every((row) => samples.part![row] === 0)).to.equal(true);
  });

  it('random: each class by its share on its own side', () => {
    const y = Int32Array.from({ length: 200 }, (_, row) => (row < 100 ? Number(row % 5 === 0) : Number(row % 2 === 0)));
    const { samples } = table(200, { y });
    const { baseTrain, newPool } = divide({ ...table(200), samples }, sizes, { sides: sides() }, random());
    const ones = (rows: Int32Array) => rows.filter((row) => y[row] === 1).length;
    expect([ones(baseTrain), ones(newPool)]).to.deep.equal([8, 15]);
  });

  it('gives a pool in the order of time', () => {
    const { newPool } = divide(table(200), sizes, { sides: sides() }, random());
    expect([...newPool]).to.deep.equal([...newPool].sort((a, b) => a - b));
  });

  it('refuses with the numbers', () => {
    const few = sidesOf(table(200), { cut: '2020-01-31' });
    expect(refusal(() => divide(table(200), sizes, { sides: few }, random()))).to.match(
      /40 rows for training on the old world and 15 rows for the test of the old world are asked for, and there are 30/,
    );
    expect(refusal(() => divide(table(200), sizes, { sides: few, division: 'time' }, random()))).to.match(
      /asks for 40 rows, and there are 2\d/,
    );
    const { cluster: _, ...loose } = table(200).samples;
    expect(refusal(() => divide({ ...table(200), samples: loose }, sizes, { division: 'group' }, random()))).to.match(
      /no column of groups/,
    );
  });
});
