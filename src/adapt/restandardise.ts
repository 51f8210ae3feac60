/** Standardising anew: the scaling of the inputs is fitted to the new world, which needs no label. */
import { momentWork } from '../measure/cost/work.ts';
import { timed, untrained, workOf } from './outcome.ts';
import { RefusedError } from './refusal.ts';
import type { Arm } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

export const restandardise: Arm = {
  id: 'restandardise',
  title: repairTitles.restandardise,
  help: 'Fit the scaling of the inputs to the new world and leave the model as it is. Needs no label; undoes a change of gain, offset or unit.',
  family: 'fine-tune',
  source: 'adaptive batch normalisation (Li et al. 2017) carried over to the inputs of a net',
  group: 'label-free',
  hue: 'label-free',
  dash: [],
  parameters: [],
  keepsTrunk: true,
  needs: { newLabels: false, oldData: false, unlabelled: true },
  refuses: ({ base: { encoder } }) =>
    encoder.codes.some(({ kind }) => kind === 'numeric')
      ? undefined
      : 'Only numeric columns are standardised, and this data has none; choose another repair.',
  async run(context) {
    const { unlabelled, fitEncoder, base } = context;
    if (!unlabelled) throw new RefusedError('No input of the new world has come by yet; let some rows pass first.');
    const { result: encoder, ms } = timed(() => fitEncoder(unlabelled));
    // Inputs without labels say nothing of the scale of a number that is told.
    return untrained(
      context,
      { encoder: { ...encoder, ...(base.encoder.target && { target: base.encoder.target }) } },
      workOf({ ...momentWork(unlabelled.x.length), ms }),
    );
  },
};
