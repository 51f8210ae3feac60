import { expect } from 'chai';
import { builtIns } from '../../datasets/registry.ts';
import { findArm } from '../../src/adapt/registry.ts';
import { evidenceOf, judge, type Ordering } from '../../src/science/claim.ts';
import { knownResults } from '../../src/science/known-results.ts';
import { tally } from '../../src/science/tally.ts';
import { checkAny } from '../../src/experiment/kinds/registry.ts';
import type { RunRecord, StreamRecord } from '../../src/contracts/record.ts';
import type { ArmResult } from '../../src/contracts/results.ts';
import { policyTitle } from '../../src/policies/registry.ts';
import { parseAny } from '../../src/spec/parse.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { plainMeasures } from '../measure/synthetic-results.ts';

const result = (arm: string, seed: number, accuracyNew: number): ArmResult => ({
  ...{ arm, seed, status: 'done', startHash: '', endHash: '', recoveries: 0, curve: [] },
  measures: plainMeasures(accuracyNew, 1 - accuracyNew),
  moved: {},
  counts: { labels: 0, examples: 0, steps: 0, flops: 0, bytes: 0 },
  times: { compileMs: 0, trainMs: 0, evaluateMs: 0 },
});
const ordering = (change: Partial<Ordering> = {}): Ordering => ({ better: 'a', worse: 'b', world: 'new', above: 0, ...change });
const results = [0.8, 0.82, 0.81, 0.83].flatMap((accuracy, seed) => [
  result('a', seed, accuracy),
  result('b', seed, accuracy - 0.1 - seed / 100),
]);
const { spec: quick } = presets.quick;
const evidence = evidenceOf({ spec: quick, results } as unknown as RunRecord);
const finding = (change: Partial<Ordering>) => judge({ orderings: [ordering(change)] }, evidence)[0]!.finding;

describe('a known result', () => {
  it('holds, does not hold or is undecided by where the interval of paired differences lies', () => {
    // Differences 0.10, 0.11, 0.12, 0.13: mean 0.115, t₀.₉₇₅(3) = 3.182, interval 0.115 ± 0.0205.
    const [found] = judge({ orderings: [ordering()] }, evidence);
    expect(found!.difference!.lo).to.be.closeTo(0.0945, 1e-3);
    expect(found!.difference!.hi).to.be.closeTo(0.1355, 1e-3);
    expect([finding({}), finding({ above: 0.2 }), finding({ above: 0.11 })]).to.deep.equal(['holds', 'does not hold', 'undecided']);
    expect(finding({ world: 'old' })).to.equal('does not hold');
  });

  it('was not run where a repair was skipped, and says why', () => {
    const [found] = judge(
      { orderings: [ordering({ better: 'adabn' })] },
      { ...evidence, skipped: [{ seed: 0, arm: 'adabn', reason: 'The model has no batch normalisation.' }] },
    );
    expect(found).to.include({ finding: 'not run', reason: 'The model has no batch normalisation.' });
  });

  it('is counted with the others, and what did not hold is named', () => {
    const found = (['holds', 'undecided', 'holds', 'not run'] as const).map((finding) => ({ finding }));
    expect(tally(found)).to.equal('2 of 4 orderings hold, 1 undecided, 1 not run');
    expect(tally(found.slice(0, 1))).to.equal('1 of 1 orderings hold');
  });

  it('is of policies where the experiment is a stream, by the accuracy with which all rows were served', () => {
    const { spec } = streamPresets.plants;
    const [a, b] = spec.policies.slice(0, 2).map(policyTitle);
    const served = (policy: number, seed: number, ...accuracies: number[]) => ({
      ...{ seed, policy, actions: [], accuracyOld: 0, accuracyEnd: 0 },
      points: accuracies.map((accuracy) => ({
        accuracy,
        statistic: null,
        threshold: null,
        warning: false,
        alarm: false,
        labels: 0,
        seconds: 0,
        flops: 0,
        errors: 0,
      })),
    });
    // Means over the batches: 0.8 and 0.9 against 0.7 and 0.75.
    const runs = [served(0, 0, 0.7, 0.9), served(0, 1, 0.9, 0.9), served(1, 0, 0.6, 0.8), served(1, 1, 0.7, 0.8)];
    const [found] = judge(
      { orderings: [ordering({ better: a!, worse: b!, world: 'served' })] },
      evidenceOf({ spec, runs } as unknown as StreamRecord),
    );
    expect(found!.difference!.values.map((value) => value.toFixed(3))).to.deep.equal(['0.100', '0.150']);
  });

  for (const { id, spec, orderings } of knownResults) {
    it(`is an experiment that can run, and compares what is in it: ${id}`, () => {
      expect(parseAny(spec).ok).to.equal(true);
      const set = builtIns.find((each) => each.id === spec.data.id)!;
      const width = set.columns.reduce((sum, { categories }) => sum + (categories?.length ?? 1), 0);
      expect(checkAny(spec, { ...set, encodedShape: set.columns.length ? [width] : set.inputShape })).to.deep.equal([]);
      const named = orderings.flatMap(({ better, worse }) => [better, worse]);
      if (spec.kind === 'stream') expect(spec.policies.map(policyTitle)).to.include.members(named);
      else {
        expect(spec.arms.map((arm) => arm.id)).to.include.members(named);
        for (const arm of named) expect(findArm(arm)).not.to.equal(undefined);
      }
    });
  }
});
