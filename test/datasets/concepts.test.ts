import { expect } from 'chai';
import { agrawalClass } from '../../datasets/agrawal/functions.ts';
import { drawApplicant } from '../../datasets/agrawal/rows.ts';
import type { BuiltIn } from '../../datasets/built-in.ts';
import { FRIEDMAN_MEAN } from '../../datasets/friedman/mean.ts';
import { friedmanValue } from '../../datasets/friedman/rows.ts';
import { conceptWeights, hyperplaneClass, LABEL_NOISE } from '../../datasets/hyperplane/rows.ts';
import { ledWiring } from '../../datasets/led/rows.ts';
import { mixedClass } from '../../datasets/mixed/rows.ts';
import { rbfClouds } from '../../datasets/rbf/rows.ts';
import { builtIns } from '../../datasets/registry.ts';
import { seaClass } from '../../datasets/sea/rows.ts';
import { sineClass } from '../../datasets/sine/rows.ts';
import { staggerClass } from '../../datasets/stagger/rows.ts';
import type { Dataset } from '../../src/data/types.ts';
import { randomStream } from '../../src/random/random.ts';
import { expectShare } from './stream-checks.ts';

const ROOT = 7;
const ROWS = 200;
const withConcepts = builtIns.filter(({ concepts }) => concepts);

/** SHA-256 of 200 rows of root 7 as they were before there was a choice of concepts. */
const BEFORE: Readonly<Record<string, string>> = {
  stagger: 'dd3548bf347fda75f5add56d28646e632569f105a3ed2a1570855c85569dea2b',
  led: '3f3639f1b29fa20145a72348a9787c242d42cb178b6f50881a633c46c543b061',
  waveform: '9e538ef41cf4fb736f490f1a595208f9755c33bb19d9bbfd9313d984d338fbc2',
  friedman: '4d6ff87fd7e1c85ff5ede62ae2624680a59c58ef5b6add45208461874a3a12c3',
  agrawal: '41ac1347ad794884818a402f390699a8caeeb298790478af9289fcb1061be8bc',
  sea: '6280ade15482b87994a0eceda4ec23efba27e2a9a8d004f7f96fcbe8dce0f0bf',
  hyperplane: '3acc2a34ff8959f7f5238dca48954bef3e2563f0c0c4a6a4c965ea73212232a1',
  sine: '816b788de580201b8a7f961faa493b5ea348310ac437bbde8b8c671a3ec3d2b6',
  mixed: 'cf8c8a8f26fedafe3808ddeea6d62cf1e81844675f021ac90d5c98c660179796',
  rbf: '0dac6a6e5eb3673c1112944c217d6638ac273087581f00224d2c48ae7a77c1c0',
};

interface Drawn {
  readonly row: Float32Array;
  readonly label: number;
}

/** Every row of the data set as that concept draws it. */
function redrawn({ samples, columns, concepts }: Dataset, concept: number): Drawn[] {
  return Array.from(samples.origin!, (origin) => {
    const row = new Float32Array(columns.length);
    return { label: concepts!.redraw(origin, concept, row), row };
  });
}

const setOf = (id: string): BuiltIn => builtIns.find((set) => set.id === id)!;

for (const set of withConcepts) {
  const { titles, kind } = set.concepts!;

  describe(`the concepts of ${set.id}`, () => {
    it('begin with the one that the rows have always been of', async () => {
      expect((await set.load(ROWS, ROOT)).sha256).to.equal(BEFORE[set.id]);
    });

    it('can be chosen by number, under their titles', async () => {
      const parameter = set.parameters!.find(({ name }) => name === 'concept')!;
      if (parameter.kind !== 'choice') throw new Error('a concept is a choice');
      expect(parameter.choices).to.deep.equal(titles.map((title, i) => ({ id: `${i + 1}`, title: `${i + 1}: ${title}` })));
      expect(titles.length).to.be.at.least(2);
      expect(new Set(titles).size).to.equal(titles.length);
      for (const { id } of parameter.choices) {
        const data = await set.load(20, ROOT, { concept: id });
        expect(data.concepts).to.deep.include({ titles, kind, current: Number(id) });
        redrawn(data, Number(id)).forEach(({ row, label }, i) => {
          expect(row).to.deep.equal(data.samples.x.slice(i * row.length, (i + 1) * row.length));
          expect(label).to.equal(data.samples.y[i]);
        });
      }
    });

    it(`change ${kind} and nothing else`, async () => {
      const data = await set.load(ROWS, ROOT);
      const own = redrawn(data, 1);
      for (let concept = 2; concept <= titles.length; concept++) {
        const other = redrawn(data, concept);
        const changed = (differs: (a: Drawn, b: Drawn) => boolean): boolean => other.some((drawn, i) => differs(drawn, own[i]!));
        const [rows, labels] = [changed((a, b) => String(a.row) !== String(b.row)), changed((a, b) => a.label !== b.label)];
        expect({ rows, labels }, String(concept)).to.deep.equal(
          kind === 'P(y|x)' ? { rows: false, labels: true } : { rows: true, labels: false },
        );
      }
    });

    it('end where their titles end', async () => {
      const { concepts } = await set.load(1, ROOT);
      for (const concept of [0, titles.length + 1]) {
        expect(() => concepts!.redraw(0, concept, new Float32Array(set.columns.length))).to.throw(
          RangeError,
          `expected 1 … ${titles.length}`,
        );
      }
    });
  });
}

/** 1 above the mean, else 0; `noise` is added to the value. */
const friedmanClass = (row: ArrayLike<number>, concept: number, noise = 0): number =>
  Number(friedmanValue(row as Float32Array, concept) + noise > FRIEDMAN_MEAN);

describe('rows redrawn under another concept', () => {
  const rules = { stagger: staggerClass, sine: sineClass, mixed: mixedClass } as const;
  for (const [id, rule] of Object.entries(rules)) {
    it(`${id}: obey its rule`, async () => {
      const data = await setOf(id).load(ROWS, ROOT);
      data.concepts!.titles.forEach((_, i) => {
        for (const { row, label } of redrawn(data, i + 1)) expect(label).to.equal(rule(row, i + 1));
      });
    });
  }

  it('sea: obey its rule where no label is wrong, and keep their wrong labels where some are', async () => {
    const [clean, noisy] = [await setOf('sea').load(ROWS, ROOT, { noise: 0 }), await setOf('sea').load(ROWS, ROOT)];
    const wrong = [1, 2, 3, 4].map((concept) => {
      for (const { row, label } of redrawn(clean, concept)) expect(label).to.equal(seaClass(row, concept));
      return redrawn(noisy, concept).map(({ row, label }) => label !== seaClass(row, concept));
    });
    for (const rows of wrong) expect(rows).to.deep.equal(wrong[0]);
  });

  it('hyperplane: lie beside the turned plane, with the same wrong labels; planes differ on more rows as they turn', async () => {
    const data = await setOf('hyperplane').load(4000, ROOT);
    const wrong = [1, 2, 3, 4].map((concept) =>
      redrawn(data, concept).map(({ row, label }) => label !== hyperplaneClass(row, conceptWeights(ROOT, concept))),
    );
    expectShare(wrong[0]!, LABEL_NOISE);
    for (const rows of wrong) expect(rows).to.deep.equal(wrong[0]);
    const start = redrawn(data, 1);
    const changed = [2, 3, 4].map((concept) => redrawn(data, concept).filter(({ label }, i) => label !== start[i]!.label).length / 4000);
    // The angle between two planes through the middle of the cube, as a share of 180°, is about the share between them.
    changed.forEach((share, i) => {
      const [a, b] = [conceptWeights(ROOT, 1), conceptWeights(ROOT, i + 2)];
      const cosine = a.reduce((sum, value, f) => sum + value * b[f]!, 0) / (Math.hypot(...a) * Math.hypot(...b));
      expect(share).to.be.closeTo(Math.acos(cosine) / Math.PI, 0.03);
    });
    expect(changed).to.deep.equal([...changed].sort((a, b) => a - b));
  });

  it('agrawal: are labelled by its function before the blur', async () => {
    const data = await setOf('agrawal').load(ROWS, ROOT);
    for (let concept = 1; concept <= 10; concept++) {
      redrawn(data, concept).forEach(({ label }, i) => {
        expect(label).to.equal(agrawalClass(drawApplicant(randomStream(ROOT, 'agrawal', 'row', i)), concept));
      });
    }
  });

  it('friedman: agree with the noiseless function as often as under concept 1 (8 million draws in NumPy)', async () => {
    const data = await setOf('friedman').load(3000, ROOT);
    for (const concept of [1, 2, 3])
      expectShare(
        redrawn(data, concept).map(({ row, label }) => label === friedmanClass(row, concept)),
        0.9389,
      );
  });

  it('led: have so many segments on the wires of stray lamps', async () => {
    const data = await setOf('led').load(ROWS, ROOT);
    const own = redrawn(data, 1);
    [0, 1, 3, 5, 7].forEach((swapped, i) => {
      const wiring = ledWiring(swapped);
      redrawn(data, i + 1).forEach(({ row }, r) => expect(wiring.map((lamp) => row[lamp]!)).to.deep.equal([...own[r]!.row]));
    });
  });

  it('rbf: move with the centre of their cloud', async () => {
    const data = await setOf('rbf').load(ROWS, ROOT);
    const start = rbfClouds(ROOT);
    const own = redrawn(data, 1);
    [0.25, 0.5, 1].forEach((distance, i) => {
      const shifts = rbfClouds(ROOT, 1, distance).map(({ centre }, c) => centre.map((at, f) => at - start[c]!.centre[f]!));
      redrawn(data, i + 2).forEach(({ row }, r) => {
        const shift = row.map((value, f) => value - own[r]!.row[f]!);
        // Both rows are rounded to 0.001.
        expect(shifts.some((each) => each.every((value, f) => Math.abs(value - shift[f]!) < 0.0011))).to.equal(true);
      });
    });
  });

  it('waveform: have the points of both ends traded, of concept 3 all of them', async () => {
    const data = await setOf('waveform').load(ROWS, ROOT);
    const [own, ends, all] = [redrawn(data, 1), redrawn(data, 2), redrawn(data, 3)];
    own.forEach(({ row }, r) => {
      const back = [...row].reverse();
      expect([...all[r]!.row]).to.deep.equal(back);
      expect([...ends[r]!.row]).to.deep.equal([...back.slice(0, 7), ...row.slice(7, 14), ...back.slice(14)]);
    });
  });
});
