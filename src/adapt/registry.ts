/** Every repair, in the order in which it is offered: without labels, from the snapshot, from scratch. */
import { dfr } from './balanced.ts';
import { adabn } from './batch-statistics.ts';
import { biasOnly, firstBlock, fullFineTune, headOnly, headOnlyUncached, middleBlock } from './fine-tune.ts';
import { lora } from './lora.ts';
import { modelBank } from './model-bank.ts';
import { none } from './none.ts';
import { priorCorrection } from './prior-correction.ts';
import { replay } from './replay.ts';
import { restandardise } from './restandardise.ts';
import { retrainAll, retrainNew, retrainWindow } from './retrain.ts';
import { lpFt, wiseFt } from './staged.ts';
import type { Arm } from './types.ts';

export const arms: readonly Arm[] = [
  none,
  restandardise,
  adabn,
  priorCorrection,
  headOnly,
  headOnlyUncached,
  firstBlock,
  middleBlock,
  biasOnly,
  fullFineTune,
  lpFt,
  wiseFt,
  replay,
  lora,
  dfr,
  modelBank,
  retrainNew,
  retrainAll,
  retrainWindow,
];

export const findArm = (id: string): Arm | undefined => arms.find((arm) => arm.id === id);
