import { expect } from 'chai';
import type { ArmResult } from '../../src/contracts/results.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import { randomStream } from '../../src/random/random.ts';
import { replication } from '../../src/record/replication.ts';
import { synthetic } from '../measure/synthetic-results.ts';
import { comparisonRun } from './runs.ts';

const PAIRS = 1_000;
const ROWS = 297;
const IDS = ['none', 'head-only', 'full-fine-tune', 'retrain-new', 'retrain-all', 'lp-ft', 'replay', 'ewc'] as const;

/** What two runs of the same experiment are called: the second has other weights, and accuracies off by so much (standard deviation). */
function outcomes({ seeds, repairs, noise, shift = 0 }: { seeds: number; repairs: number; noise: number; shift?: number }) {
  const ids = IDS.slice(0, repairs);
  const record = comparisonRun();
  const spec = { ...record.spec, arms: ids.map((id) => ({ id })), seeds: { ...record.spec.seeds, count: seeds } };
  const results = synthetic(seeds, Object.fromEntries(ids.map((id, i) => [id, { accuracyNew: 0.6 + 0.03 * i }])));
  const run = (of: readonly ArmResult[]) => ({ ...record, spec, results: of }) as RunRecord;
  // Accuracies are shares of held-out rows.
  const onRows = (share: number) => Math.round(share * ROWS) / ROWS;
  const counts = { equal: 0, within: 0, different: 0, unclear: 0 };
  for (let pair = 0; pair < PAIRS; pair++) {
    const random = randomStream(77, 'replication', pair);
    const moved = (off: () => number, endHash: string) =>
      results.map((result) => ({ ...result, endHash, measures: { ...result.measures, accuracyNew: onRows(result.measures.accuracyNew + off()) } })); // prettier-ignore
    const replica = moved(() => shift + noise * random.normal(), 'b');
    counts[replication(run(moved(() => 0, 'a')), run(replica)).outcome]++;
  }
  return counts;
}

describe('running an honest run again on an engine that rounds otherwise', () => {
  it('is never called different at the noise that engines have, in 1,000 pairs', () => {
    // Standard deviation over seeds of the paired difference, quick preset, head only: 0.39 points WASM against WebGPU, 0.48 against TensorFlow.js.
    const { different, within } = outcomes({ seeds: 16, repairs: 5, noise: 0.005 });
    expect(different).to.equal(0);
    expect(within, 'and nearly always shown the same').to.be.above(0.95 * PAIRS);
  });

  // Each repair by itself at 5 % would call 21 % different with 8 repairs on 3 seeds.
  for (const [seeds, repairs] of [
    [3, 8],
    [3, 1],
    [16, 8],
  ] as const)
    // prettier-ignore
    it(`is called different in 5 % of pairs or fewer where noise dwarfs the margin: ${repairs} repairs on ${seeds} seeds`, () => {
      expect(comparisonRun().derived.summary.margin).to.equal(0.01);
      expect(outcomes({ seeds, repairs, noise: 0.05 }).different).to.be.at.most(0.05 * PAIRS);
    });

  it('is called different where it is: three points on every repair, at the noise of engines', () => {
    expect(outcomes({ seeds: 16, repairs: 5, noise: 0.005, shift: 0.03 }).different).to.equal(PAIRS);
  });
});
