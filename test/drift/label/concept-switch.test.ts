import { expect } from 'chai';
import { led } from '../../../datasets/led/led.ts';
import { rbf } from '../../../datasets/rbf/rbf.ts';
import { sea } from '../../../datasets/sea/sea.ts';
import { conceptSwitch } from '../../../src/drift/label/concept-switch.ts';
import { contextFor, isNear } from '../fixtures.ts';

const ROWS = 1500;
type Dataset = Awaited<ReturnType<typeof sea.load>>;
const apply = ({ samples, columns, classes, concepts }: Dataset, severity: number, concept: number) =>
  conceptSwitch.apply(
    samples,
    contextFor(conceptSwitch, severity, { reference: samples, columns, classes, concepts: concepts!, params: { concept } }),
  );

for (const [generator, concept] of [
  [sea, 4],
  [led, 3],
  [rbf, 2],
] as const) {
  describe(`another concept of ${generator.id}`, () => {
    it('is at severity 5 what the generator draws under that concept from the same numbers', async () => {
      const [old, now] = await Promise.all([generator.load(ROWS, 1), generator.load(ROWS, 1, { concept: String(concept) })]);
      const { samples } = apply(old, 5, concept);
      expect(samples.y).to.deep.equal(now.samples.y);
      samples.x.forEach((value, i) => expect(value).to.be.closeTo(now.samples.x[i]!, 1e-6));
    });

    it('mixes below: a row is the old one or the new one, the tabulated share new (within five standard errors)', async () => {
      const [old, now] = await Promise.all([generator.load(ROWS, 1), generator.load(ROWS, 1, { concept: String(concept) })]);
      const width = old.columns.length;
      const isAs = ({ x, y }: Dataset['samples'], other: Dataset['samples'], row: number): boolean =>
        y[row] === other.y[row] &&
        x.subarray(row * width, (row + 1) * width).every((value, f) => Math.abs(value - other.x[row * width + f]!) < 1e-6);
      const differing = [...Array(ROWS).keys()].filter((row) => !isAs(old.samples, now.samples, row));
      [0.2, 0.4, 0.6, 0.8].forEach((share, i) => {
        const { samples } = apply(old, i + 1, concept);
        const fresh = differing.filter((row) => isAs(samples, now.samples, row)).length;
        const kept = differing.filter((row) => isAs(samples, old.samples, row)).length;
        expect(fresh + kept).to.equal(differing.length);
        expect(isNear(fresh / differing.length, share, differing.length)).to.equal(true);
      });
    });
  });
}

describe('the new concept', () => {
  it('is SEA’s rule: the sum of the first two columns above 9.5, but for the tenth of wrong labels', async () => {
    const { samples } = apply(await sea.load(ROWS, 1), 5, 4);
    const right = [...Array(ROWS).keys()].filter(
      (row) => samples.y[row] === Number(samples.x[3 * row]! + samples.x[3 * row + 1]! > 9.5),
    ).length;
    expect(isNear(right / ROWS, 0.9, ROWS)).to.equal(true);
  });

  it('is the next one when none is asked for, and the first after the last', async () => {
    const concepts = [await sea.load(10, 1), await sea.load(10, 1, { concept: '4' })].map((data) => apply(data, 5, 0).params['concept']);
    expect(concepts).to.deep.equal([2, 1]);
  });

  it('comes on top of a drift that was there before: a shifted reading stays shifted', async () => {
    const data = await rbf.load(200, 1);
    const shifted = { ...data, samples: { ...data.samples, x: data.samples.x.map((value) => value + 100) } };
    const [plain, moved] = [apply(data, 5, 3).samples, apply(shifted, 5, 3).samples];
    plain.x.forEach((value, i) => expect(moved.x[i]! - value).to.be.closeTo(100, 1e-4));
    expect(moved.y).to.deep.equal(plain.y);
  });
});
