/** A training whose accuracy on held-out rows goes up and down, for tests of what is kept. */
import { randomJob } from '../../src/engine/self-test.ts';
import type { EngineFacts, Pace, TrainJob, TrainResult } from '../../src/contracts/trainer.ts';
import { buildModel } from '../../src/models/families.ts';

export const facts = (library: string): EngineFacts => ({
  engine: 'wasm',
  reason: 'test',
  adapter: '',
  software: true,
  library,
  threads: 1,
  selfTest: {},
});
export const free: Pace = { breathe: async () => {} };
export const model = buildModel({ family: 'mlp', params: { hidden: [8] } }, [6], 3);
export const keepBest = { of: 'validation' as const };

/** At so high a rate the accuracy on rows that are not learned goes up and down. */
export function job(name = 'keep best', rest: Partial<TrainJob> = {}): TrainJob {
  const { data } = randomJob(model, { rows: 40, batchSize: 10, name: 'validation' });
  return randomJob(model, {
    rows: 30,
    batchSize: 10,
    epochs: 20,
    points: 20,
    learningRate: 0.2,
    name,
    watch: [{ name: 'validation', ...data }],
    ...rest,
  });
}

export const points = ({ curve }: TrainResult) => curve.map(({ step, loss, accuracy }) => ({ step, loss, accuracy }));
