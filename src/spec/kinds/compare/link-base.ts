/**
 * The spec that links of comparisons, versions 1 and 2, are a difference to. Frozen: changing a character breaks every link out there.
 * When a better base is wanted, add a version with one of its own.
 */
import type { SpecInput } from '../../schema.ts';

export const linkBase: SpecInput = {
  version: 1,
  kind: 'compare',
  data: { id: 'digits', params: {}, split: { baseTrain: 800, baseTest: 300, newPool: 400, newTest: 297 } },
  model: { family: 'mlp', params: { hidden: [64, 64] } },
  base: { learningRate: 0.003, batchSize: 32, epochs: 30 },
  drift: [{ id: 'contrast', severity: 3 }],
  labels: { budget: 100 },
  arms: [{ id: 'none' }, { id: 'head-only' }, { id: 'full-fine-tune' }, { id: 'retrain-new' }, { id: 'retrain-all' }],
  stop: { epochs: 60 },
  measure: { margin: 0.01 },
  energy: { device: 'laptop-igpu', pue: 1 },
  seeds: { root: 20260101, count: 6 },
  engine: 'auto',
};
