/** The models of the engine benchmark: two where the cost of a step as such shows, two where arithmetic does. 10 classes each. */
import { buildModel, type ModelChoice } from './families.ts';
import type { Model } from './types.ts';

export interface BenchModel {
  readonly id: string;
  readonly title: string;
  readonly model: Model;
  readonly batchSize: number;
  /** Too much for a software GPU, which would take minutes. */
  readonly large: boolean;
}

const CLASSES = 10;
const of = (
  id: string,
  title: string,
  choice: ModelChoice,
  inputShape: readonly number[],
  batchSize: number,
  large: boolean,
): BenchModel => ({ id, title, model: buildModel(choice, inputShape, CLASSES), batchSize, large });

export const benchModels = {
  mlpSmall: of('mlp-small', 'MLP 20-64-64-10, batch 64', { family: 'mlp', params: { hidden: [64, 64] } }, [20], 64, false),
  cnnSmall: of(
    'cnn-small',
    'CNN 16×16, conv 8-16, dense 32, batch 64',
    { family: 'cnn', params: { filters: [8, 16], dense: 32 } },
    [16, 16, 1],
    64,
    false,
  ),
  mlpLarge: of('mlp-large', 'MLP 784-256-128-10, batch 256', { family: 'mlp', params: { hidden: [256, 128] } }, [784], 256, true),
  cnnLarge: of(
    'cnn-large',
    'CNN 28×28, conv 16-32, dense 64, batch 128',
    { family: 'cnn', params: { filters: [16, 32], dense: 64 } },
    [28, 28, 1],
    128,
    true,
  ),
} as const satisfies Record<string, BenchModel>;
