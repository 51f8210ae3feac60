/** Every repair, in the order in which it is offered. */
import { biasOnly, firstBlock, fullFineTune, headOnly, headOnlyUncached, middleBlock } from './fine-tune.ts';
import { none } from './none.ts';
import { retrainAll, retrainNew } from './retrain.ts';
import type { Arm } from './types.ts';

export const arms: readonly Arm[] = [none, headOnly, headOnlyUncached, firstBlock, middleBlock, biasOnly, fullFineTune, retrainNew, retrainAll];

export const findArm = (id: string): Arm | undefined => arms.find((arm) => arm.id === id);
