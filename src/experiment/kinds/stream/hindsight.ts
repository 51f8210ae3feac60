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
  batchesUntil: (arm: string, flops: number) => number,
): Promise<readonly number[]> {
  const errors: number[][] = [];
  const waits: number[] = [];
  for (let made = 0; made < world.batches; made++) {
    const occasion = { batch: made - 1, from: world.base, bank: [], arrived: world.arrived(made - 1), since: 0 };
    const outcome = made === 0 ? undefined : await repairs(arm, occasion);
    const serves = made === 0 ? world.base : outcome?.status === 'diverged' ? undefined : outcome;
    errors.push(serves ? await wrongByBatch(world, serves) : errors.at(-1)!);
    waits.push(outcome ? batchesUntil(arm, outcome.flops) : (waits.at(-1) ?? 0));
    await pace.breathe();
  }
  return bestMoments(errors, price, waits).moments;
}
