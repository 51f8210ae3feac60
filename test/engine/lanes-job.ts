/** A small training with points and a watched set, for tests of lanes. */
import { randomJob } from '../../src/engine/self-test.ts';
import type { EngineFacts, Pace, Trainer } from '../../src/contracts/trainer.ts';
import { buildModel } from '../../src/models/families.ts';

export const facts: EngineFacts = {
  engine: 'wasm',
  reason: 'test',
  adapter: '',
  software: false,
  library: 'test',
  threads: 2,
  selfTest: {},
};
export const free: Pace = { breathe: async () => {} };
export const model = buildModel({ family: 'mlp', params: { hidden: [16] } }, [12], 3);
export const job = (name: string, epochs = 5) =>
  randomJob(model, {
    rows: 60,
    batchSize: 16,
    epochs,
    name,
    points: 4,
    watch: [{ name: 'new', ...randomJob(model, { rows: 20, batchSize: 4, name: 'watch' }).data }],
  });
export const outcome = ({ weights, curve, steps, status }: Awaited<ReturnType<Trainer['train']>>) => ({
  weights: Array.from(weights),
  curve: curve.map(({ step, loss, accuracy }) => ({ step, loss, accuracy })),
  steps,
  status,
});
