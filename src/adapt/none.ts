/** Doing nothing: the old model meets the new world. The yardstick for every repair. */
import type { Arm } from './types.ts';

export const none: Arm = {
  id: 'none',
  title: 'nothing',
  help: 'Leave the model as it is. Every repair has to beat this.',
  family: 'none',
  keepsTrunk: true,
  needs: { newLabels: false, oldData: false },
  async run({ base }) {
    return {
      weights: base.weights,
      start: base.weights,
      encoder: base.encoder,
      status: 'done',
      curve: [],
      steps: 0,
      examples: 0,
      flops: 0,
      bytes: 0,
      recoveries: 0,
      times: { compileMs: 0, trainMs: 0, evaluateMs: 0 },
    };
  },
};
