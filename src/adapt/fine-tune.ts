/** Fine-tuning: go on from the snapshot with the new labels, on the whole model or on its head alone. */
import { forwardFlops, trainingBytes, trainingFlops } from '../measure/work.ts';
import type { CurvePoint } from '../measure/types.ts';
import type { TrainingRows } from '../experiment/trainer.ts';
import { cutAtHead } from '../models/parameters.ts';
import { cacheRefusal, everything, type Trainable } from '../models/trainable.ts';
import { dropoutSeed, encoded, stepRecipe } from './recipe.ts';
import { epochOrder } from '../models/epoch-order.ts';
import type { Arm, ArmContext, ArmOutcome } from './types.ts';

const justHead: Trainable = { blocks: ['head'], only: 'everything' };

export const fullFineTune: Arm = {
  id: 'full-fine-tune',
  title: 'fine-tune all',
  help: 'Go on training every layer with the new labels.',
  family: 'fine-tune',
  keepsTrunk: false,
  needs: { newLabels: true, oldData: false },
  run: (context) => tune(context, everything),
};

/** Trains those parameters of the snapshot on the new labels, the whole net forward at every step. */
async function tune(context: ArmContext, trainable: Trainable): Promise<ArmOutcome> {
  const { model, base, spec, newRows, test, trainer, pace } = context;
  const { epochs } = spec.stop;
  const result = await trainer.train(
    {
      model,
      start: base.weights,
      data: encoded(base.encoder, newRows),
      order: epochOrder(newRows.rows, epochs, context.random('order/new')),
      epochs,
      ...stepRecipe(spec),
      trainable,
      dropoutSeed: dropoutSeed(context.random('dropout/new')),
      watch: [
        { name: 'new', ...encoded(base.encoder, test.new) },
        { name: 'old', ...encoded(base.encoder, test.old) },
      ],
    },
    pace,
    context.onPoint,
  );
  return {
    ...result,
    start: base.weights,
    encoder: base.encoder,
    flops: trainingFlops(model, result.examples, trainable),
    bytes: trainingBytes(model, result.examples, result.steps, trainable),
  };
}

/**
 * The trunk is frozen, so its output for every labelled row is computed once and kept; only the head is trained, on those
 * features. Where that would not be what a training sees, it trains the head inside the whole net.
 */
export const headOnly: Arm = {
  id: 'head-only',
  title: 'head only',
  help: 'Freeze everything but the last layer and train that on the new labels. The frozen part runs once.',
  family: 'fine-tune',
  keepsTrunk: true,
  needs: { newLabels: true, oldData: false },
  async run(context) {
    const { model, base, spec, newRows, test, trainer, pace } = context;
    const refusal = cacheRefusal(model, 'head', justHead);
    if (refusal) {
      context.warn(`Head only trains without cached features: ${refusal}.`);
      return tune(context, justHead);
    }
    const { trunk, head, at } = cutAtHead(model);
    const frozen = base.weights.slice(0, at);
    const throughTrunk = async (rows: TrainingRows) => {
      const { x, ms } = await trainer.features(trunk, frozen, rows);
      return { cached: { rows: rows.rows, x, y: rows.y }, ms };
    };
    const training = await throughTrunk(encoded(base.encoder, newRows));
    const newTest = await throughTrunk(encoded(base.encoder, test.new));
    const oldTest = await throughTrunk(encoded(base.encoder, test.old));
    const afterCaching = (point: CurvePoint): CurvePoint => ({ ...point, seconds: point.seconds + training.ms / 1000 });

    const { epochs } = spec.stop;
    const result = await trainer.train(
      {
        model: head,
        start: base.weights.slice(at),
        data: training.cached,
        order: epochOrder(newRows.rows, epochs, context.random('order/new')),
        epochs,
        ...stepRecipe(spec),
        trainable: everything,
        dropoutSeed: dropoutSeed(context.random('dropout/new')),
        watch: [
          { name: 'new', ...newTest.cached },
          { name: 'old', ...oldTest.cached },
        ],
      },
      pace,
      (point) => context.onPoint(afterCaching(point)),
    );
    const weights = base.weights.slice();
    weights.set(result.weights, at);
    const { compileMs, trainMs, evaluateMs } = result.times;
    return {
      ...result,
      weights,
      start: base.weights,
      encoder: base.encoder,
      curve: result.curve.map(afterCaching),
      flops: forwardFlops(trunk) * newRows.rows + trainingFlops(head, result.examples),
      bytes: trainingBytes(head, result.examples, result.steps) + 4 * (training.cached.x.length + frozen.length),
      times: { compileMs, trainMs: trainMs + training.ms, evaluateMs: evaluateMs + newTest.ms + oldTest.ms },
    };
  },
};
