import { expect } from 'chai';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { encoded } from '../../src/training/jobs.ts';
import { solveHead, solveRefusal } from '../../src/adapt/solved-head.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { selectRows } from '../../src/data/select.ts';
import type { CurvePoint } from '../../src/contracts/results.ts';
import { forwardFlops } from '../../src/measure/cost/work.ts';
import { cutAtHead } from '../../src/models/parameters.ts';
import { accuracy, apart, armContext, run } from './arm-context.ts';

describe('a solved head', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  it('leaves all that is below it as it was, bit for bit, and is more accurate than before', async () => {
    const { weights, start, status, details } = await solveHead(context);
    const { at } = cutAtHead(context.model);
    expect(weights.slice(0, at)).to.deep.equal(context.base.weights.slice(0, at));
    expect(weights.slice(at)).not.to.deep.equal(context.base.weights.slice(at));
    expect(start).to.equal(context.base.weights);
    expect(status).to.equal('done');
    expect(details).to.include.keys('L2', 'trials', 'iterations', 'towards the old head');
    expect(await accuracy(context, { weights, encoder: context.base.encoder })).to.be.greaterThan(await accuracy(context, context.base));
  });

  it('is the same whenever it is solved again, whatever the learning rate, the epochs and the order of rows', async () => {
    const { weights } = await solveHead(context);
    const { spec } = context;
    const other = { ...context, spec: { ...spec, base: { ...spec.base, learningRate: 1 }, stop: { epochs: 1 } } };
    expect((await solveHead(other)).weights).to.deep.equal(weights);
    expect(apart((await solveHead(context, { rowWeights: new Float64Array(context.newRows.rows).fill(3) })).weights, weights)).to.equal(0);
  });

  it('tells its curve from the head before to the head after, and counts its trials', async () => {
    const told: CurvePoint[] = [];
    const outcome = await solveHead({ ...context, onPoint: (point) => told.push(point) });
    expect(told).to.deep.equal(outcome.curve);
    const [first, last] = [outcome.curve[0]!, outcome.curve.at(-1)!];
    expect(first).to.include({ step: 0, loss: null });
    expect(first.accuracy['new']).to.equal(await accuracy(context, context.base));
    expect(last).to.include({ step: outcome.steps, examples: outcome.examples });
    expect(last.accuracy['new']).to.equal(await accuracy(context, outcome));
    expect(last.loss!).to.be.below(outcome.curve[1]!.loss!);
    outcome.curve.reduce((before, point) => {
      expect(point.step).to.be.greaterThan(before.step);
      expect(point.seconds).to.be.at.least(before.seconds);
      return point;
    });
    const { trunk, head } = cutAtHead(context.model);
    const { rows } = context.newRows;
    // At least a product forward and one back for each row and iteration; trials see three rows in four.
    expect(outcome.flops).to.be.greaterThan(
      forwardFlops(trunk) * rows + 2 * forwardFlops(head) * rows * 0.7 * outcome.details!['iterations']!,
    );
    expect(outcome.times.trainMs / 1000).to.be.at.least(last.seconds - 1e-9);
  });

  it('leans to the rows that weigh more', async () => {
    const { newRows } = context;
    const [lone] = newRows.y;
    const heavy = await solveHead(context, { rowWeights: Float64Array.from(newRows.y, (label) => (label === lone ? 20 : 1)) });
    const named = async (weights: Float32Array) => {
      const answers = await trainer.predict(context.model, weights, encoded(context.base.encoder, newRows));
      const classes = answers.length / newRows.rows;
      return Array.from({ length: newRows.rows }, (_, row) => answers[row * classes + lone!]!).reduce((a, b) => a + b, 0);
    };
    expect(await named(heavy.weights)).to.be.greaterThan(await named((await solveHead(context)).weights));
  });

  it('with a label or two says that λ was not chosen; classes without labels do no harm', async () => {
    for (const rows of [[0], [0, 1]]) {
      const few = { ...context, newRows: selectRows(context.newRows, Int32Array.from(rows)) };
      few.newRows.y.forEach((_, row) => (few.newRows.y[row] = row));
      const { status, details, weights } = await solveHead(few);
      expect(status).to.equal('done');
      expect(details).to.include({ trials: 0, 'L2 not chosen': 1 });
      expect(weights.every(Number.isFinite)).to.equal(true);
    }
  });

  it('without time changes nothing, and with little time spends it on the last fit', async () => {
    const limited = (seconds: number): ArmContext => ({
      ...context,
      spec: { ...context.spec, stop: { ...context.spec.stop, until: { seconds } } },
    });
    const none = await solveHead(limited(0));
    expect(none).to.include({ status: 'time-up', steps: 0 });
    expect(none.weights).to.deep.equal(context.base.weights);
    const all = await solveHead(context);
    const little = await solveHead(limited(1e-3));
    expect(little.details?.['trials'] ?? 0).to.be.below(all.details!['trials']!);
  });

  it('of a model that is all head solves all of it', async () => {
    const flat = await armContext(trainer, { model: { family: 'softmax', params: {} } });
    const outcome = await solveHead(flat);
    expect(outcome.status).to.equal('done');
    expect(await accuracy(flat, outcome)).to.be.greaterThan((await accuracy(flat, await run('none', flat))) - 0.02);
  });

  it('is refused where the head is more than one dense layer', () => {
    expect(solveRefusal(context.model)).to.equal(undefined);
    const { blocks } = context.model;
    const deep = { ...context.model, blocks: [{ name: 'head' as const, layers: blocks.flatMap(({ layers }) => layers) }] };
    expect(solveRefusal(deep)).to.include('more than one dense layer');
  });
});
