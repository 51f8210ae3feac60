/** Runs of policies on streams as plain numbers: wrong answers and repairs by seed. */
import type { PolicyPoint, PolicyRun, StreamAction } from '../../src/contracts/stream.ts';
import type { StreamSpec } from '../../src/spec/schema.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';

const action: StreamAction = { batch: 0, arm: 'retrain-new', by: 'policy', labels: 50, seconds: 1, flops: 1e9, endHash: '' };

/** 20 batches of 50 rows, a drift in the middle; without a price in its policies a repair counts as 60 wrong answers. */
export const streamSpec = (policies: StreamSpec['policies'], seeds: Partial<StreamSpec['seeds']> = {}): StreamSpec => ({
  ...streamPresets.plants.spec,
  drift: [{ ...streamPresets.plants.spec.drift[0]!, when: { pattern: 'sudden', start: 0.5 } }],
  policies,
  seeds: { root: 1, count: 12, ...seeds },
});

/** One run; `back`: batches after the drift at which it is right again, never unless given. */
export function policyRun(seed: number, policy: number, errors: number, repairs: number, back = Infinity): PolicyRun {
  const points = Array.from({ length: 20 }, (_, batch): PolicyPoint => {
    const accuracy = batch < 10 || batch >= 10 + back ? 0.9 : 0.5;
    return {
      accuracy,
      statistic: null,
      threshold: null,
      warning: false,
      alarm: false,
      labels: 50 * repairs,
      seconds: repairs,
      flops: 1e9 * repairs,
      errors: (errors * (batch + 1)) / 20,
    };
  });
  return { seed, policy, points, actions: Array.from({ length: repairs }, () => action), accuracyOld: 0.9, accuracyEnd: 0.8 };
}

/** `accounts[policy][seed]`: wrong answers and repairs. */
export const runsOf = (accounts: readonly (readonly (readonly [number, number])[])[]): PolicyRun[] =>
  accounts.flatMap((own, policy) => own.map(([errors, repairs], seed) => policyRun(seed, policy, errors, repairs, policy)));

export const conditions = { softwareAdapter: false, hidden: false, busyElsewhere: false, interrupted: false };
