/** Doing nothing: the old model meets the new world. The yardstick for every repair. */
import { untrained } from './outcome.ts';
import type { Arm } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

export const none: Arm = {
  id: 'none',
  title: repairTitles.none,
  help: 'Leave the model as it is. Every repair has to beat this.',
  family: 'none',
  source: 'the baseline',
  group: 'nothing',
  hue: 'none',
  dash: [2, 4],
  parameters: [],
  keepsTrunk: true,
  needs: { newLabels: false, oldData: false },
  run: async (context) => untrained(context, {}),
};
