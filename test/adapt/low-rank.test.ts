import { expect } from 'chai';
import { LowRank } from '../../src/adapt/low-rank.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { randomStream } from '../../src/random/random.ts';
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

    it('repairs: it does better than nothing on new rows', async () => {
      expect(await accuracy(context, await run('lora', context))).to.be.greaterThan((await accuracy(context, context.base)) + 0.1);
    });
  });
});
