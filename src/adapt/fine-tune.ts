/** Fine-tuning: go on from the snapshot with the new labels, on the whole model, one block of it, or its biases. */
import { parameterSlots } from '../models/parameters.ts';
import { everything, type Trainable } from '../models/trainable.ts';
import type { BlockName } from '../models/slots.ts';
import { solveHead, solves } from './solved-head.ts';
import { tune, tuneAbove } from './tune.ts';
import type { Arm, ArmContext } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

const just = (block: BlockName): Trainable => ({ blocks: [block], only: 'everything' });
export const justHead = just('head');

/** Factors on the base model's rate that are tried where rates fit the repair: what changes little needs higher ones. */
export const tuningRates = [1 / 3, 1, 3] as const;
export const headRates = [1, 3, 10] as const;

const tuning = {
  family: 'fine-tune',
  keepsTrunk: false,
  parameters: [],
  needs: { newLabels: true, oldData: false },
  rates: tuningRates,
} as const;

export const fullFineTune: Arm = {
  ...tuning,
  id: 'full-fine-tune',
  title: repairTitles['full-fine-tune'],
  help: 'Go on training every layer with the new labels.',
  source: 'fine-tuning from a pretrained model (Girshick et al. 2014)',
  group: 'whole',
  hue: 'full-fine-tune',
  dash: [7, 4],
  run: (context) => tune(context, { trainable: everything }),
};

export const headOnly: Arm = {
  ...tuning,
  id: 'head-only',
  title: repairTitles['head-only'],
  help: 'Freeze everything but the last layer and train that on the new labels. The frozen part runs once.',
  source: 'linear probe (Alain & Bengio 2017), on cached features',
  group: 'part',
  hue: 'head-only',
  dash: [],
  keepsTrunk: true,
  rates: headRates,
  justHead: true,
  run: (context) => (solves(context) ? solveHead(context) : tuneAbove(context, 'head', { trainable: justHead })),
};

export const headOnlyUncached: Arm = {
  ...tuning,
  id: 'head-only-uncached',
  title: repairTitles['head-only-uncached'],
  help: 'The same training of the last layer, with the frozen part run again at every step: it shows what the cache saves.',
  source: 'linear probe (Alain & Bengio 2017)',
  group: 'part',
  hue: 'head-only',
  dash: [7, 4],
  keepsTrunk: true,
  rates: headRates,
  run: (context) => tune(context, { trainable: justHead }),
};

export const firstBlock: Arm = {
  ...tuning,
  id: 'first-block',
  title: repairTitles['first-block'],
  help: 'Train only the first layers: what helps when the inputs look different but mean the same.',
  source: 'surgical fine-tuning (Lee et al. 2023)',
  group: 'part',
  hue: 'block',
  dash: [],
  refuses: (context) => withoutBlock(context, 'first'),
  run: (context) => tune(context, { trainable: just('first') }),
};

export const middleBlock: Arm = {
  ...tuning,
  id: 'middle-block',
  title: repairTitles['middle-block'],
  help: 'Train only the layers between the first and the last. The frozen part below runs once.',
  source: 'surgical fine-tuning (Lee et al. 2023)',
  group: 'part',
  hue: 'block',
  dash: [7, 4],
  refuses: (context) => withoutBlock(context, 'middle'),
  run: (context) => tuneAbove(context, 'middle', { trainable: just('middle') }),
};

export const biasOnly: Arm = {
  ...tuning,
  id: 'bias-only',
  title: repairTitles['bias-only'],
  help: 'Train only the biases: very few numbers, so few labels go a long way.',
  source: 'BitFit (Ben Zaken et al. 2022)',
  group: 'part',
  hue: 'block',
  dash: [2, 3],
  rates: headRates,
  run: (context) => tune(context, { trainable: { ...everything, only: 'biases' } }),
};

function withoutBlock({ model }: ArmContext, block: BlockName): string | undefined {
  const trains = parameterSlots(model).some((slot) => slot.block === block);
  return trains ? undefined : `The model has no layer to train in its ${block} block; choose a deeper model, or another repair.`;
}
