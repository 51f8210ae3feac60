/** Correcting a model for other shares of the classes: its answers are reweighted, nothing is trained, no label is needed. */
import { bbse } from '../detect/estimate/bbse.ts';
import { emPrior } from '../detect/estimate/em-prior.ts';
import type { Parameter } from '../spec/parameter.ts';
import { forwardFlops } from '../measure/cost/work.ts';
import { parameterSlots } from '../models/parameters.ts';
import type { ParameterSlot } from '../models/slots.ts';
import type { Model } from '../models/types.ts';
import type { TrainingRows } from '../contracts/trainer.ts';
import { passingBy } from './batch-statistics.ts';
import { timed, untrained, workOf } from './outcome.ts';
import { encoded } from '../training/jobs.ts';
import { RefusedError } from './refusal.ts';
import { choiceOf } from './settings.ts';
import { softmax } from './softmax.ts';
import type { Arm, ArmContext } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';
import { log } from '../maths/portable.ts';

const parameters: readonly Parameter[] = [
  {
    name: 'estimate',
    title: 'Shares by',
    help: 'How the new shares of the classes are estimated from the model’s answers.',
    kind: 'choice',
    default: 'em',
    choices: [
      { id: 'em', title: 'expectation maximisation' },
      { id: 'bbse', title: 'black-box shift estimation' },
    ],
  },
];

/** A class estimated never to come keeps this share of its weight: its logarithm must be finite, and estimates err. */
const SMALLEST_WEIGHT = 1e-3;

export const priorCorrection: Arm = {
  id: 'prior-correction',
  title: repairTitles['prior-correction'],
  help: 'Estimate from the model’s own answers how often each class comes now, and favour the classes that became frequent. Needs no label.',
  family: 'fine-tune',
  source: 'Saerens, Latinne & Decaestecker 2002; Lipton, Wang & Smola 2018. The reference is what the base model learned from',
  group: 'label-free',
  hue: 'label-free',
  dash: [9, 3, 2, 3],
  parameters,
  keepsTrunk: true,
  needs: { newLabels: false, oldData: true, unlabelled: true, classes: 'this corrects how often each class is answered' },
  refuses: ({ model }) =>
    logitBias(model)
      ? undefined
      : 'The model does not end in one bias per class, to which a correction could be added; choose another repair.',
  async run(context) {
    const { base, model, oldRows } = context;
    const bias = logitBias(model)!;
    const before = await predictions(context, encoded(base.encoder, oldRows));
    const now = await predictions(context, passingBy(context));
    const { result: estimate, ms } = timed(() => {
      try {
        const outputs = { reference: before.batch, labels: oldRows.y, current: now.batch };
        return choiceOf(parameters, context, 'estimate') === 'bbse' ? bbse.run(outputs, {}) : emPrior.run(outputs, {});
      } catch (error) {
        if (error instanceof RangeError) throw new RefusedError(`The shares of the classes cannot be estimated: ${error.message}.`);
        throw error;
      }
    });
    const factors = estimate.weights!.map((weight) => Math.max(SMALLEST_WEIGHT, weight));
    const weights = base.weights.slice();
    factors.forEach((factor, c) => (weights[bias.offset + c]! += log(factor)));
    const rows = before.batch.rows + now.batch.rows;
    const work = workOf({
      flops: forwardFlops(model) * rows,
      bytes: 4 * (before.read + now.read + 2 * weights.length),
      ms: before.ms + now.ms + ms,
    });
    return { ...untrained(context, { weights }, work), details: Object.fromEntries(factors.map((factor, c) => [`weight ${c}`, factor])) };
  },
};

/** The biases of the logits, where the model ends in a dense layer. */
function logitBias(model: Model): ParameterSlot | undefined {
  const last = parameterSlots(model).at(-1);
  return model.blocks.at(-1)?.layers.at(-1)?.kind === 'dense' ? last : undefined;
}

/** Class probabilities of the snapshot, and how long they took. */
async function predictions({ trainer, model, base }: ArmContext, rows: TrainingRows) {
  const { x, ms } = await trainer.features(model, base.weights, rows);
  return { batch: { rows: rows.rows, width: x.length / rows.rows, x: softmax(x, rows.rows) }, read: rows.x.length, ms };
}
