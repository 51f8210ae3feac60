/** A trainer that passes everything on to whichever of several is current. */
import type { Trainer } from '../contracts/trainer.ts';

/** All that does not choose, count or end. */
export const delegate = (current: () => Trainer): Pick<Trainer, 'describe' | 'train' | 'trainAll' | 'predict' | 'features'> => ({
  describe: () => current().describe(),
  train: (...of) => current().train(...of),
  trainAll: (...of) => current().trainAll(...of),
  predict: (...of) => current().predict(...of),
  features: (...of) => current().features(...of),
});
