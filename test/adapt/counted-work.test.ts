import { expect } from 'chai';
import { fisherDiagonal } from '../../src/adapt/ewc.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import { forwardFlops, trainingBytes, trainingFlops } from '../../src/measure/cost/work.ts';
import { buildModel } from '../../src/models/families.ts';
import { cutAtHead, initialParameters, parameterSlots } from '../../src/models/parameters.ts';
import { randomStream } from '../../src/random/random.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';
import { armContext, run } from './arm-context.ts';

/** Every expected figure is put together here from what a repair has to do: passes forward, trainings, and arrays read and written (4 bytes each). */
describe('the counted work of a repair', () => {
  let context: ArmContext;
  /** The same with batch normalisation behind both hidden layers. */
  let normed: ArmContext;
  /** Of the whole net: work forward of a row, arrays of weights. */
  let forward: number;
  let weights: number;
  let width: number;
  const fake = () => fakeTrainer();
  const trained = ({ model }: ArmContext, examples: number, steps: number) => ({
    flops: trainingFlops(model, examples),
    bytes: trainingBytes(model, examples, steps),
  });
  before(async () => {
    context = await armContext(fake());
    const model = buildModel({ family: 'mlp', params: { hidden: [16, 12], norm: 'batch' } }, context.model.inputShape, 6);
    normed = { ...context, model, base: { ...context.base, weights: initialParameters(model, randomStream(1, 'weights')) } };
    forward = forwardFlops(context.model);
    weights = context.base.weights.length;
    [width] = context.base.encoder.inputShape as [number];
  });

  it('of distilling is the old model once over the new rows, and a training', async () => {
    const { flops, bytes, examples, steps } = await run('distil', context);
    const { rows } = context.newRows;
    const training = trained(context, examples, steps);
    expect(flops).to.equal(forward * rows + training.flops);
    expect(bytes).to.equal(4 * (rows * width + weights) + training.bytes);
  });

  it('of springs is the old model once over the rows asked, a gradient of each batch of 32 of them, and a training', async () => {
    const { flops, bytes, examples, steps } = await run('ewc', context, { rows: 100 });
    const plain = await run('full-fine-tune', context);
    expect([examples, steps]).to.deep.equal([plain.examples + 100, plain.steps + 4]);
    const looks = [32, 32, 32, 4].reduce((sum, size) => sum + trainingBytes(context.model, size, 1), 0);
    expect(flops).to.equal(forward * 100 + trainingFlops(context.model, 100) + plain.flops);
    expect(bytes).to.equal(4 * (100 * width + weights) + looks + plain.bytes);
    // No more rows than there are.
    expect((await run('ewc', context, { rows: 10_000 })).examples).to.equal(plain.examples + context.oldRows.rows);
  });

  it('of rates by gradient is a look at up to 5 batches in every round, and the training', async () => {
    const small = { ...context, spec: { ...context.spec, base: { ...context.spec.base, batchSize: 4 } } };
    for (const [of, looked] of [
      [context, 40],
      [small, 20],
    ] as const) {
      // prettier-ignore
      const trainer = fake();
      const { flops, bytes, examples, steps } = await run('auto-rgn', { ...of, trainer }, { rounds: 2 });
      const plain = await run('full-fine-tune', of);
      expect(trainer.jobs.filter(({ rates }) => !rates).map(({ data }) => data.rows)).to.deep.equal([looked, looked]);
      expect([examples, steps]).to.deep.equal([plain.examples + 2 * looked, plain.steps + 2]);
      expect(flops).to.equal(plain.flops + 2 * trainingFlops(of.model, looked));
      expect(bytes).to.equal(plain.bytes + 2 * trainingBytes(of.model, looked, 1));
    }
  });

  it('of new batch statistics is all below each normalisation once over the rows, and two passes over what comes out', async () => {
    const { rows } = normed.unlabelled!;
    const slots = parameterSlots(normed.model).filter(({ role }) => role === 'scale');
    expect(slots.map(({ size }) => size)).to.deep.equal([16, 12]);
    // Dense layers of 16 and 12; the first normalisation and its ReLU lie below the second.
    const below = [2 * width * 16, forwardFlops({ ...normed.model, blocks: normed.model.blocks.slice(0, 1) }) + 2 * 16 * 12];
    const [flops, bytes] = [0, 1].map((which) =>
      slots.reduce(
        (sum, { size, offset }, i) => sum + (which ? 8 * rows * size + 4 * (rows * width + offset) : below[i]! * rows + 4 * rows * size),
        0,
      ),
    );
    expect(await run('adabn', normed)).to.include({ flops, bytes, steps: 0, examples: 0 });
  });

  it('of a correction of shares is the model over old and new rows, and its weights read and written', async () => {
    const { flops, bytes, times } = await run('prior-correction', context);
    const rows = context.oldRows.rows + context.unlabelled!.rows;
    expect([flops, bytes]).to.deep.equal([forward * rows, 4 * (rows * width + 2 * weights)]);
    // The fake engine takes a millisecond for each of the two.
    expect(times.trainMs).to.be.at.least(2);
  });

  it('of a head on cached features is the trunk once, and a training of the head', async () => {
    const { flops, bytes, examples, steps, times } = await run('head-only', context);
    const { trunk, head, at } = cutAtHead(context.model);
    const { rows } = context.newRows;
    expect(flops).to.equal(forwardFlops(trunk) * rows + trainingFlops(head, examples));
    expect(bytes).to.equal(4 * (rows * 12 + at) + trainingBytes(head, examples, steps));
    // A millisecond for each set that the trunk runs over, new rows and the two test sets, and one for what the training evaluates.
    expect(times).to.deep.equal({ compileMs: 1, trainMs: steps + 1, evaluateMs: 3 });
  });

  it('of a bank of models is each of them over the new rows, and a training where none is taken', async () => {
    const { rows } = context.newRows;
    const looking = { flops: 3 * forward * rows, bytes: 3 * 4 * (rows * width + weights) };
    const bank = [context.base, context.base];
    const taken = await run('model-bank', { ...context, bank }, { margin: 0 });
    expect(taken).to.include({ ...looking, steps: 0 });
    expect(taken.times.trainMs).to.equal(3);
    const plain = await run('full-fine-tune', context);
    expect(await run('model-bank', { ...context, bank }, { margin: 0.5 })).to.include({
      flops: looking.flops + plain.flops,
      bytes: looking.bytes + plain.bytes,
    });
  });

  it('of a low-rank addition is a training, three small products a matrix and step, and each matrix read twice and written', async () => {
    const trainer = fake();
    const outcome = await run('lora', { ...context, trainer }, { rank: 8 });
    // 40 rows are batches of 32 and 8, ten epochs of them.
    const batches = Array.from({ length: 20 }, (_, i) => (i % 2 ? 8 : 32));
    expect(trainer.jobs.map(({ data }) => data.rows)).to.deep.equal(batches);
    expect(outcome).to.include({ steps: 20, examples: 400 });
    // The rank is at most a side of the matrix: 24 × 16, 16 × 12 and 12 × 6.
    const matrices = [[width, 16], [16, 12], [12, 6]] as const; // prettier-ignore
    const products = matrices.reduce((sum, [rows, columns]) => sum + 3 * 2 * rows * columns * Math.min(8, rows, columns), 0);
    const moved = matrices.reduce((sum, [rows, columns]) => sum + 3 * 4 * rows * columns, 0);
    expect(outcome.flops).to.equal(trainingFlops(context.model, 400) + 20 * products);
    expect(outcome.bytes).to.equal(batches.reduce((sum, size) => sum + trainingBytes(context.model, size, 1), 0) + 20 * moved);
    expect(outcome.curve.at(-1)!.seconds).to.equal(outcome.times.trainMs / 1000);
    // Each look takes the fake engine a millisecond a set, and each of its steps evaluates for one.
    expect(outcome.times.evaluateMs).to.equal(2 * outcome.curve.length + 20);
    const learned = matrices.reduce((sum, [rows, columns]) => sum + Math.min(8, rows, columns) * (rows + columns), 0);
    expect(outcome.details).to.deep.equal({ 'learned numbers': learned, 'all numbers': weights });
  });

  it('of an average is a training, three operations a weight, and two arrays read and one written', async () => {
    const plain = await run('full-fine-tune', context);
    expect(await run('wise-ft', context)).to.include({ flops: plain.flops + 3 * weights, bytes: plain.bytes + 12 * weights });
  });

  it('is nothing for looking at what is served, and springs lie on what is trained: no moving statistic, no bias under a normalisation', async () => {
    expect(await run('none', context)).to.include({ flops: 0, bytes: 0, steps: 0 });
    const { fisher } = await fisherDiagonal(normed, 64);
    for (const { name, role, block, offset, size } of parameterSlots(normed.model)) {
      const idle = role.startsWith('moving') || (role === 'bias' && block !== 'head');
      const held = fisher.subarray(offset, offset + size).some((value) => value > 0);
      expect(held, name).to.equal(!idle);
    }
  });
});
