/** What a repair gets to work with on one seed, from what was made ready for it. */
import type { ArmContext } from '../../../contracts/repair.ts';
import { fitEncoder } from '../../../data/encode.ts';
import { stream } from '../../../random/random.ts';
import type { ParameterValues } from '../../../spec/parameter.ts';
import type { Worlds } from './seed.ts';
import type { CompareContext } from './run.ts';
import type { SeedStart } from './seed-start.ts';

/** All but whom it tells. */
export function armContext(
  { spec, dataset, trainer, pace }: Pick<CompareContext, 'spec' | 'dataset' | 'trainer' | 'pace'>,
  { model, encoder, weights, oldRows, newRows, cameAt, validation, unlabelled, test }: SeedStart & Pick<Worlds, 'weights'>,
  params: ParameterValues,
  seed: number,
): Omit<ArmContext, 'onPoint' | 'warn'> {
  return {
    ...{ trainer, pace, spec, model, params, oldRows, newRows, cameAt },
    // A copy, so that no arm can disturb the snapshot that the others start from.
    base: { weights: weights.slice(), encoder },
    ...(validation && { validation }),
    ...{ unlabelled, test },
    fitEncoder: (samples) => fitEncoder(samples, dataset.columns),
    random: (name) => stream(spec.seeds.root, name, seed),
  };
}
