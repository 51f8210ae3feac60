import { expect } from 'chai';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { encoded } from '../../src/training/jobs.ts';
import { solveHead, solveRefusal, type SolvedHeadOptions } from '../../src/adapt/solved-head.ts';
import type { Analyst, HeadQuestion, SolvedHead } from '../../src/contracts/analysis.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { selectRows } from '../../src/data/select.ts';
import type { CurvePoint } from '../../src/contracts/results.ts';
import { forwardFlops } from '../../src/measure/cost/work.ts';
import { cutAtHead } from '../../src/models/parameters.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';
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

  it('says that it reached what was asked for, where the solved head does and the old one does not', async () => {
    const until = { accuracy: (await accuracy(context, context.base, 'new', context.newRows)) + 0.05 };
    const asked = { ...context, validation: context.newRows, spec: { ...context.spec, stop: { ...context.spec.stop, until } } };
    expect((await solveHead(asked)).status).to.equal('reached');
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

  describe('asked of a worker', () => {
    /** What the worker is asked, and the outcome with this answer of its. */
    const asked = async (change: Partial<SolvedHead>, options?: SolvedHeadOptions, of: Partial<ArmContext> = {}) => {
      let question: HeadQuestion | undefined;
      const head = new Float32Array(13 * 6).fill(0.5);
      const looks = [{ iteration: 4, ms: 8, loss: 0.25, head }];
      const answer: SolvedHead = { head, finite: true, converged: true, iterations: 4, l2: 0.1, anchor: 0, looks, flops: 700, bytes: 70, ms: 9, ...change }; // prettier-ignore
      const analyst = { ask: async (_: string, put: HeadQuestion) => ((question = put), answer), clear: () => {} } as unknown as Analyst;
      const outcome = await solveHead({ ...context, trainer: fakeTrainer(), analyst, ...of }, options);
      return { question: question!, outcome };
    };

    it('is the head of the model on features of the new rows, with the anchors that were named', async () => {
      const { question } = await asked({});
      const { at } = cutAtHead(context.model);
      expect(question.start).to.deep.equal(context.base.weights.slice(at));
      expect(question).to.include({ classes: 6 }).and.not.have.property('limitMs');
      expect([question.rows.rows, question.rows.x.length, question.rows.y]).to.deep.equal([40, 40 * 12, context.newRows.y]);
      expect(question.rows).not.to.have.property('rowWeights');
      expect(question.fold).to.have.length(40);
      expect(question.anchors).to.deep.equal([{ anchor: question.start, anchorScale: 'free' }]);
      const several = await asked({}, { towards: ['zero', 'old head'], rowWeights: new Float64Array(40).fill(3).fill(1, 20) });
      expect(several.question.anchors).to.deep.equal([{}, { anchor: question.start, anchorScale: 'fixed' }]);
      // Scaled to a mean of 1: 3 and 1 are 1.5 and 0.5.
      expect([...several.question.rows.rowWeights!]).to.deep.equal([...Array<number>(20).fill(1.5), ...Array<number>(20).fill(0.5)]);
    });

    it('has what time the features left', async () => {
      const spec = { ...context.spec, stop: { ...context.spec.stop, until: { seconds: 2 } } };
      expect((await asked({}, {}, { spec })).question.limitMs).to.equal(1999); // a millisecond for the features
    });

    it('comes back with its way, its work and what there is to say of it', async () => {
      const choice = { loss: 0.4, trials: 7, iterations: 60, atEdge: true };
      const { outcome } = await asked({ choice, converged: false });
      expect(outcome.details).to.deep.equal({
        ...{ 'L2': 0.1, 'towards the old head': 1, 'trials': 7, 'iterations': 64, 'out-of-fold loss': 0.4 }, // prettier-ignore
        ...{ 'L2 at the edge': 1, 'not converged': 1 },
      });
      expect(outcome).to.include({ status: 'done', steps: 4, examples: 4 * 40 });
      expect(outcome.curve.map(({ step, examples, seconds, loss }) => [step, examples, seconds, loss])).to.deep.equal([
        [0, 0, 0.001, null],
        [4, 160, 0.009, 0.25],
      ]);
      // Both test sets through the trunk, and twice through the head; the trunk for the new rows, and what the worker took.
      expect(outcome.times).to.deep.equal({ compileMs: 0, trainMs: 10, evaluateMs: 2 + 4 });
      const { trunk, at } = cutAtHead(context.model);
      expect(outcome.flops).to.equal(700 + 40 * forwardFlops(trunk));
      expect(outcome.bytes).to.equal(70 + 4 * (40 * 12 + at));
      expect([...outcome.weights.slice(at)].every((value) => value === 0.5)).to.equal(true);
      expect((await asked({}, { towards: ['zero'] })).outcome.details).to.deep.equal({
        ...{ 'L2': 0.1, 'towards the old head': 0, 'trials': 0, 'iterations': 4, 'L2 not chosen': 1 }, // prettier-ignore
      });
    });

    it('may diverge, or reach what was asked for; a plateau ends nothing', async () => {
      expect((await asked({ finite: false })).outcome.status).to.equal('diverged');
      const until = (how: NonNullable<ArmContext['spec']['stop']['until']>) => ({
        validation: context.newRows,
        spec: { ...context.spec, stop: { ...context.spec.stop, until: how } },
      });
      // The fake engine scores old and new head alike, so what is reached is reached before anything is asked.
      const before = await asked({}, {}, until({ accuracy: 0 }));
      expect([before.question, before.outcome.status, before.outcome.steps]).to.deep.equal([undefined, 'reached', 0]);
      expect(before.outcome.weights).to.deep.equal(context.base.weights);
      expect(before.outcome.flops).to.equal(40 * forwardFlops(cutAtHead(context.model).trunk));
      expect((await asked({}, {}, until({ plateau: 1 }))).outcome.status).to.equal('done');
    });

    it('is refused where there is nothing to ask', async () => {
      const { blocks } = context.model;
      const curved = blocks.map((block) => ({
        ...block,
        layers: block.layers.map((layer) => ({ ...layer, activation: 'relu' }) as typeof layer),
      }));
      expect(solveRefusal({ ...context.model, blocks: curved })).to.include('more than one dense layer');
      const error: unknown = await solveHead({ ...context, model: { ...context.model, blocks: curved } }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).to.be.instanceOf(RangeError);
      const twice = blocks.map((block) => ({ ...block, layers: [...block.layers, ...block.layers] }));
      expect(solveRefusal({ ...context.model, blocks: twice })).to.include('more than one dense layer');
      expect(solveRefusal({ ...context.model, blocks: [] })).to.include('more than one dense layer');
    });
  });
});
