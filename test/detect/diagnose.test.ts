import { expect } from 'chai';
import type { Diagnosis } from '../../src/contracts/diagnosis.ts';
import { diagnose, type Seen } from '../../src/detect/diagnose.ts';
import type { Batch } from '../../src/detect/types.ts';
import { randomStream, type Random } from '../../src/random/random.ts';

const WIDTH = 4;
const CLASSES = 3;
/** Distance of a class's mean from 0 on its own axis, in standard deviations. */
const APART = 3;

interface World {
  readonly shares?: readonly number[];
  /** Changes a row of inputs. */
  readonly alter?: (row: number[], random: Random) => number[];
  /** What a class is called now. */
  readonly called?: (label: number) => number;
}

/** Rows of three Gaussian classes, with the posterior of the old world as the model. */
function rowsOf(
  rows: number,
  { shares = [1 / 3, 1 / 3, 1 / 3], alter = (row) => row, called = (label) => label }: World,
  random: Random,
): Seen & { readonly labels: number[] } {
  const labels: number[] = [];
  const [inputs, outputs] = [[] as number[], [] as number[]];
  for (let i = 0; i < rows; i++) {
    const u = random.uniform();
    const label = u < shares[0]! ? 0 : u < shares[0]! + shares[1]! ? 1 : 2;
    const row = alter(
      Array.from({ length: WIDTH }, (_, c) => random.normal() + (c === label ? APART : 0)),
      random,
    );
    const scores = Array.from({ length: CLASSES }, (_, c) => Math.exp(APART * row[c]!));
    const total = scores.reduce((a, b) => a + b, 0);
    labels.push(called(label));
    inputs.push(...row);
    outputs.push(...scores.map((score) => score / total));
  }
  const batch = (x: number[], width: number): Batch => ({ x, rows, width });
  return { inputs: batch(inputs, WIDTH), outputs: batch(outputs, CLASSES), labels };
}

function diagnosed(after: World, seed = 1): Diagnosis {
  const random = randomStream(seed, 'worlds');
  return diagnose({
    reference: rowsOf(300, {}, random),
    current: rowsOf(500, after, random),
    labelled: rowsOf(90, after, random),
    random: randomStream(seed, 'diagnosis'),
  });
}

describe('the diagnosis of a drift', () => {
  it('finds nothing where nothing changed, in 19 of 20 worlds at least', () => {
    const kinds = Array.from({ length: 20 }, (_, seed) => diagnosed({}, seed).kind);
    expect(kinds.filter((kind) => kind !== 'none').length).to.be.at.most(1);
  });

  it('P(x): one of four inputs is offset, locally; all of them, globally', () => {
    const one = diagnosed({ alter: ([first, ...others]) => [first! + 1.5, ...others] });
    expect(one).to.include({ kind: 'P(x)', scope: 'local' });
    expect(one.inputs.share).to.equal(0.25);
    expect(diagnosed({ alter: (row) => row.map((value) => 1.5 * value + 1) })).to.include({ kind: 'P(x)', scope: 'global' });
  });

  it('P(x): inputs that go together otherwise, though each alone is as before', () => {
    // Two inputs become copies of each other; every margin stays normal.
    const { kind, inputs, jointly } = diagnosed({ alter: ([a, b, c]) => [a!, b!, c!, a!] });
    expect(inputs.p).to.be.at.most(1);
    expect(jointly).to.be.below(0.01);
    expect(kind).to.equal('P(x)');
  });

  it('P(y): other shares of classes explain all that moved, and are found', () => {
    const { kind, scope, prior, residual } = diagnosed({ shares: [0.7, 0.2, 0.1] });
    expect({ kind, scope }).to.deep.equal({ kind: 'P(y)', scope: null });
    prior!.shares.forEach((share, c) => expect(share).to.be.closeTo([0.7, 0.2, 0.1][c]!, 0.07));
    expect(residual!.shown).to.equal(false);
  });

  it('P(y|x): the same inputs are called otherwise, all classes or some', () => {
    expect(diagnosed({ called: (label) => (label + 1) % 3 })).to.include({ kind: 'P(y|x)', scope: 'global' });
    const some = diagnosed({ called: (label) => (label === 0 ? 1 : label) });
    expect(some).to.include({ kind: 'P(y|x)', scope: 'local' });
    expect(some.classes).to.deep.equal([1]);
    expect(some.errors.after).to.be.above(some.errors.before + 0.2);
  });

  it('is the same again with the same seed, and refuses samples without rows', () => {
    expect(diagnosed({ shares: [0.5, 0.3, 0.2] })).to.deep.equal(diagnosed({ shares: [0.5, 0.3, 0.2] }));
    const random = randomStream(1, 'few');
    const rows = rowsOf(50, {}, random);
    expect(() => diagnose({ reference: rows, current: rows, labelled: rowsOf(0, {}, random), random })).to.throw(
      RangeError,
      'labelled ones',
    );
  });

  it('survives a model that names one class for all, and constant inputs', () => {
    const rows = rowsOf(60, {}, randomStream(1, 'flat'));
    const flat: Seen = {
      inputs: { ...rows.inputs, x: new Float64Array(rows.inputs.x.length) },
      outputs: { ...rows.outputs, x: Array.from({ length: 180 }, (_, i) => Number(i % 3 === 0)) },
    };
    const { kind } = diagnose({
      reference: { ...flat, labels: rows.labels },
      current: flat,
      labelled: { ...flat, labels: rows.labels },
      random: randomStream(1, 'flat'),
    });
    expect(kind).to.equal('none');
  });
});
