/** The one context that repairs get, from what a kind of experiment made ready for them. */
import type { ArmContext, FittedModel } from '../contracts/repair.ts';
import { fitEncoder } from '../data/encode.ts';
import type { Dataset } from '../data/types.ts';
import { experimentStream } from '../random/names.ts';
import type { Recipe, Spec } from '../spec/schema.ts';

/** What stays the same over a whole run. */
interface RunParts extends Pick<ArmContext, 'trainer' | 'pace' | 'analyst'> {
  readonly spec: Recipe & Pick<Spec, 'seeds'>;
  readonly dataset: Pick<Dataset, 'columns'>;
}

type Given = Pick<
  ArmContext,
  'model' | 'params' | 'oldRows' | 'newRows' | 'cameAt' | 'validation' | 'unlabelled' | 'bank' | 'test' | 'onPoint' | 'warn'
> & {
  /** The model to be repaired; copied, so that no arm can disturb the snapshot that the others start from. */
  readonly base: FittedModel;
};

/** @param moment What names its random streams below their own names: the seed, and in a stream the batch. */
export const repairContext = (
  { trainer, pace, analyst, spec, dataset }: RunParts,
  given: Given,
  ...moment: readonly number[]
): ArmContext => ({
  ...{ trainer, pace, spec, ...given },
  ...(analyst && { analyst }),
  base: { weights: given.base.weights.slice(), encoder: given.base.encoder },
  fitEncoder: (samples) => fitEncoder(samples, dataset.columns),
  random: (name) => experimentStream(spec.seeds.root, name, ...moment),
});
