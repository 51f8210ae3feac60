/** Accuracy on every watched set, for arms that look at models which no engine trains as they stand. */
import { scored } from '../measure/metrics/scored.ts';
import { encoded, watched } from '../training/jobs.ts';
import type { ArmContext } from '../contracts/repair.ts';

export interface Look {
  readonly accuracy: Readonly<Record<string, number>>;
  /** How long the engine took. */
  readonly ms: number;
}

/** Encodes the sets once; gives what looks at a model with these weights. */
export function watchOver(context: ArmContext): (weights: Float32Array) => Promise<Look> {
  const { trainer, model, base } = context;
  const sets = watched(context).map(({ name, samples }) => ({ name, rows: encoded(base.encoder, samples) }));
  return async (weights) => {
    const accuracy: Record<string, number> = {};
    let ms = 0;
    for (const { name, rows } of sets) {
      const outputs = await trainer.features(model, weights, rows);
      ms += outputs.ms;
      accuracy[name] = scored(outputs.x, rows);
    }
    return { accuracy, ms };
  };
}
