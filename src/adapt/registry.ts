/** Every repair, in the order in which it is offered: without labels, from the snapshot, from scratch. */
import { autoRgn } from './auto-rgn.ts';
import { dfr } from './balanced.ts';
import { adabn } from './batch-statistics.ts';
import { distil } from './distil.ts';
import { ewc } from './ewc.ts';
import { biasOnly, firstBlock, fullFineTune, headOnly, headOnlyUncached, middleBlock } from './fine-tune.ts';
import { growHead, growInputs } from './grow.ts';
import { lora } from './lora.ts';
import { modelBank } from './model-bank.ts';
import { none } from './none.ts';
import { retrainOther, widenTune } from './other-model.ts';
import { priorCorrection } from './prior-correction.ts';
import { replay } from './replay.ts';
import { restandardise } from './restandardise.ts';
import { retrainAll, retrainNew, retrainWindow } from './retrain.ts';
import { lpFt, wiseFt } from './staged.ts';
import { tent } from './tent.ts';
import type { Arm } from '../contracts/repair.ts';

export const arms: readonly Arm[] = [
  none,
  restandardise,
  adabn,
  tent,
  priorCorrection,
  headOnly,
  headOnlyUncached,
  firstBlock,
  middleBlock,
  biasOnly,
  fullFineTune,
  autoRgn,
  lpFt,
  wiseFt,
  replay,
  ewc,
  distil,
  lora,
  dfr,
  widenTune,
  growInputs,
  growHead,
  modelBank,
  retrainNew,
  retrainAll,
  retrainWindow,
  retrainOther,
];

export const findArm = (id: string): Arm | undefined => arms.find((arm) => arm.id === id);
