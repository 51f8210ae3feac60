/** The spec that links of streams, versions 1 and 2, are a difference to. Frozen: changing a character breaks every link out there. */
import type { StreamSpecInput } from '../../schema.ts';

/** The spec that links of streams, version `s1`, are a difference to. Frozen as well. */
export const streamLinkBase: StreamSpecInput = {
  version: 1,
  kind: 'stream',
  data: { id: 'sensors', params: {}, split: { baseTrain: 1000, baseTest: 400, newPool: 3000, newTest: 400 } },
  model: { family: 'mlp', params: { hidden: [64, 64] } },
  base: { learningRate: 0.003, batchSize: 32, epochs: 15 },
  drift: [],
  stop: { epochs: 30 },
  measure: { margin: 0.01 },
  energy: { device: 'laptop-igpu', pue: 1 },
  seeds: { root: 20260101, count: 1 },
  engine: 'auto',
  stream: { batch: 50, window: 200 },
  labels: { share: 1, delay: 1 },
  policies: [{ id: 'never' }],
};
