import { expect } from 'chai';
import { LowRank } from '../../src/adapt/low-rank.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { randomStream } from '../../src/random/random.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';
import { apart, accuracy, armContext, run } from './arm-context.ts';

/** Rank of a matrix by Gaussian elimination with pivoting. */
function rankOf(values: ArrayLike<number>, rows: number, columns: number): number {
  const left = Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, j) => values[i * columns + j]!));
  const small = 1e-4 * Math.max(...left.flat().map(Math.abs));
  let rank = 0;
  for (; rank < Math.min(rows, columns); rank++) {
    let best = { i: rank, j: rank };
    for (let i = rank; i < rows; i++)
      for (let j = rank; j < columns; j++) if (Math.abs(left[i]![j]!) > Math.abs(left[best.i]![best.j]!)) best = { i, j };
    if (Math.abs(left[best.i]![best.j]!) <= small) return rank;
    [left[rank], left[best.i]] = [left[best.i]!, left[rank]!];
    for (const row of left) [row[rank], row[best.j]] = [row[best.j]!, row[rank]!];
    for (let i = rank + 1; i < rows; i++) {
      const factor = left[i]![rank]! / left[rank]![rank]!;
      for (let j = rank; j < columns; j++) left[i]![j]! -= factor * left[rank]![j]!;
    }
  }
  return rank;
}

describe('a low-rank addition', () => {
  it('begins as nothing, and goes down the slope of a loss of the whole matrix', () => {
    const target = Float32Array.from({ length: 20 }, (_, i) => Math.sin(i));
    const added = new LowRank(5, 4, 3, 2, randomStream(1, 'low-rank'));
    const sum = () => {
      const matrix = new Float32Array(20);
      added.addTo(matrix);
      return matrix;
    };
    expect(sum().every((value) => value === 0)).to.equal(true);
    const loss = () => sum().reduce((total, value, i) => total + (value - target[i]!) ** 2, 0);
    const before = loss();
    // Of the loss |M − T|² the gradient by M is 2(M − T); sin(i) makes a matrix of rank 2, which rank 3 can hold.
    for (let step = 0; step < 3000; step++)
      added.step(
        sum().map((value, i) => 2 * (value - target[i]!)),
        0.01,
      );
    expect(loss()).to.be.below(before * 1e-4);
    expect(added.size).to.equal(3 * (5 + 4));
  });

  it('is scale·A·B, and takes the steps that Adam takes on A and B (Kingma & Ba 2015), reckoned anew from matrices', () => {
    const [rows, columns, rank, scale, rate] = [3, 4, 2, 0.7, 0.05];
    type Matrix = number[][];
    const times = (a: Matrix, b: Matrix): Matrix =>
      a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
    const turned = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));
    const each = (a: Matrix, by: (value: number, i: number, j: number) => number): Matrix =>
      a.map((row, i) => row.map((value, j) => by(value, i, j)));
    const random = randomStream(5, 'low-rank');
    let a: Matrix = Array.from({ length: rows }, () => Array.from({ length: rank }, () => random.normal() / Math.sqrt(rows)));
    let b: Matrix = Array.from({ length: rank }, () => new Array<number>(columns).fill(0));
    const moments = [a, b].map((of) => ({ first: each(of, () => 0), second: each(of, () => 0) }));
    const adam = (of: Matrix, gradient: Matrix, which: 0 | 1, step: number): Matrix => {
      const own = moments[which]!;
      own.first = each(own.first, (m, i, j) => 0.9 * m + 0.1 * gradient[i]![j]!);
      own.second = each(own.second, (v, i, j) => 0.999 * v + 0.001 * gradient[i]![j]! ** 2);
      const [one, two] = [1 - 0.9 ** step, 1 - 0.999 ** step];
      return each(of, (value, i, j) => value - (rate * (own.first[i]![j]! / one)) / (Math.sqrt(own.second[i]![j]! / two) + 1e-7));
    };
    const added = new LowRank(rows, columns, rank, scale, randomStream(5, 'low-rank'));
    for (let step = 1; step <= 4; step++) {
      const gradient = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(3 * i + step));
      const g = each(Array.from({ length: rows }, (_, i) => Array.from(gradient.subarray(i * columns, (i + 1) * columns))), (value) => scale * value); // prettier-ignore
      [a, b] = [adam(a, times(g, turned(b)), 0, step), adam(b, times(turned(a), g), 1, step)];
      added.step(gradient, rate);
      const matrix = new Float32Array(rows * columns).fill(1);
      added.addTo(matrix);
      times(a, b)
        .flat()
        .forEach((value, i) => expect(matrix[i]).to.be.closeTo(1 + scale * value, 1e-6));
    }
  });

  describe('to the matrices of a model', () => {
    let trainer: Trainer;
    let context: ArmContext;
    before(async () => {
      trainer = await openWasmTrainer();
      context = await armContext(trainer);
    });
    after(() => trainer.dispose());

    it('changes no matrix by more than its rank, and no bias', async () => {
      const { weights, details } = await run('lora', context, { rank: 2 });
      for (const { role, shape, offset, size } of parameterSlots(context.model)) {
        const change = Float64Array.from({ length: size }, (_, i) => weights[offset + i]! - context.base.weights[offset + i]!);
        if (role === 'bias') expect(change.every((value) => value === 0)).to.equal(true);
        else expect(rankOf(change, shape[0]!, shape[1]!)).to.equal(2);
      }
      const { model } = context;
      const sides = parameterSlots(model)
        .filter(({ role }) => role === 'kernel')
        .map(({ shape }) => shape[0]! + shape[1]!);
      expect(details!['learned numbers']).to.equal(2 * sides.reduce((a, b) => a + b, 0));
    });

    it('follows schedule and averaging of a recipe, and says which other parts it does not follow', async () => {
      const under = async (recipe: ArmContext['spec']['recipe']) => {
        const warnings: string[] = [];
        const { weights } = await run('lora', {
          ...context,
          spec: { ...context.spec, ...(recipe && { recipe }) },
          warn: (text) => warnings.push(text),
        });
        return { weights, warnings };
      };
      const plain = await under(undefined);
      for (const recipe of [{ schedule: { id: 'linear', warmUp: 0, from: 0 } }, { average: { id: 'last', share: 0.5 } }]) {
        const { weights, warnings } = await under(recipe);
        expect(warnings).to.deep.equal([]);
        expect(apart(weights, plain.weights)).to.be.greaterThan(1e-4);
      }
      expect(plain.warnings).to.deep.equal([]);
      expect((await under({ optimizer: { id: 'sgd', momentum: 0, nesterov: 0 }, clip: { id: 'norm', at: 1 } })).warnings[0]).to.match(
        /it does not follow optimiser, gradient clipping\.$/,
      );
    });

    it('learns the rows in the order that every repair gets, and looks at start and end and more often early', async () => {
      const [fake, plain] = [fakeTrainer(), fakeTrainer()];
      const told: number[] = [];
      const long = { ...context, spec: { ...context.spec, stop: { epochs: 60 } } };
      const { curve, steps } = await run('lora', { ...long, trainer: fake, onPoint: ({ step }) => told.push(step) });
      await run('full-fine-tune', { ...long, trainer: plain });
      const { y } = context.newRows;
      expect(fake.jobs.flatMap(({ data }) => [...data.y])).to.deep.equal([...plain.jobs[0]!.order].map((row) => y[row]!));
      const looks = curve.map(({ step }) => step);
      expect(told).to.deep.equal(looks);
      expect([looks[0], looks.at(-1), steps]).to.deep.equal([0, 120, 120]);
      expect(looks).to.have.length.within(10, 120);
      expect(looks.filter((step) => step > 0 && step <= 60).length).to.be.above(looks.filter((step) => step > 60).length);
      expect(curve.map(({ examples }) => examples).at(-1)).to.equal(40 * 60);
      expect([curve[0]!.loss, curve[1]!.loss]).to.deep.equal([null, 1]);
    });

    it('stops where its numbers are none any more', async () => {
      const fake = fakeTrainer();
      const broken: Trainer = {
        ...fake,
        train: async (job, ...rest) => ({
          ...(await fake.train(job, ...rest)),
          weights: job.start.map(() => (fake.jobs.length > 3 ? NaN : 0)),
        }),
      };
      const { status, steps, curve } = await run('lora', { ...context, trainer: broken });
      expect([status, steps, curve.at(-1)!.step]).to.deep.equal(['diverged', 4, 4]);
    });

    it('under batch normalisation takes over the moving statistics of the batches, and no other array', async () => {
      const normed = await armContext(trainer, { model: { family: 'mlp', params: { hidden: [16, 12], norm: 'batch' } } });
      const { weights } = await run('lora', normed);
      for (const { role, offset, size, name } of parameterSlots(normed.model)) {
        const change = apart(weights.subarray(offset, offset + size), normed.base.weights.subarray(offset, offset + size));
        expect(change > 0, name).to.equal(role === 'kernel' || role.startsWith('moving'));
      }
    });

    it('repairs: it does better than nothing on new rows', async () => {
      expect(await accuracy(context, await run('lora', context))).to.be.greaterThan((await accuracy(context, context.base)) + 0.1);
    });
  });
});
