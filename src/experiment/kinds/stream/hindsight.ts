/** What only hindsight knows: how a model would have served every batch, and which repairs were worth it. */
import { bestMoments } from '../../../policies/oracle.ts';
import type { Pace } from '../../../contracts/trainer.ts';
import { isWrong } from './right.ts';
import { predictRows, range, type ServingModel } from './serving.ts';
import type { Repairs } from './repairs.ts';
import type { StreamWorld } from './world.ts';

/** Wrong predictions of that model in every batch. */
export async function wrongByBatch(world: StreamWorld, candidate: ServingModel): Promise<number[]> {
  const { trainer, model, rows, batches, size, edges, tolerance } = world;
  const answers = await predictRows(trainer, model, candidate, range(rows, 0, batches * size), edges);
  return Array.from({ length: batches }, (_, batch) => {
    let wrong = 0;
    for (let row = batch * size; row < (batch + 1) * size; row++) if (isWrong(answers, rows, row, tolerance)) wrong++;
    return wrong;
  });
}

/** The batches after which the oracle repairs: repairs from the base model after every batch, scored on every batch that follows. */
export async function momentsOfOracle(
  world: StreamWorld,
  repairs: Repairs,
  pace: Pace,
  arm: string,
  price: number,
): Promise<readonly number[]> {
  const errors: number[][] = [];
  for (let made = 0; made < world.batches; made++) {
    const outcome =
      made === 0
        ? world.base
        : await repairs(arm, { batch: made - 1, from: world.base, bank: [], arrived: world.arrived(made - 1), since: 0 });
    errors.push(outcome && !('status' in outcome && outcome.status === 'diverged') ? await wrongByBatch(world, outcome) : errors.at(-1)!);
    await pace.breathe();
  }
  return bestMoments(errors, price).moments;
}
