import { expect } from 'chai';
import type { AnyRecord, RunRecord } from '../../src/contracts/record.ts';
import { identified, replicaOf } from '../../src/record/build.ts';
import { documentOf } from '../../src/record/document.ts';
import { newKeys, signed } from '../../src/record/signature.ts';
import { verify } from '../../src/record/verify.ts';
import { comparisonRun, streamRun } from './runs.ts';

const wrong = (record: AnyRecord): string[] =>
  verify(documentOf(record))
    .checks.filter(({ ok }) => !ok)
    .map(({ id }) => id);

/** With a first result that is told otherwise. */
const withAccuracy = (record: RunRecord, accuracyNew: number): RunRecord => ({
  ...record,
  results: record.results.map((result, i) => (i ? result : { ...result, measures: { ...result.measures, accuracyNew } })),
});

describe('verifying a run', () => {
  it('finds nothing in one that is as it was', () => {
    expect(wrong(comparisonRun())).to.deep.equal([]);
    expect(wrong(streamRun())).to.deep.equal([]);
  });

  it('tells a changed number by the id, and by what is derived from it', () => {
    expect(wrong(withAccuracy(comparisonRun(), 0.99))).to.deep.equal(['content', 'derived']);
  });

  it('tells numbers that were changed with a new id by what is derived from them', () => {
    const { runId: _, ...changed } = withAccuracy(comparisonRun(), 0.99);
    expect(wrong(identified(changed as AnyRecord))).to.deep.equal(['derived']);
  });

  it('tells a verdict that does not follow', () => {
    const { runId: _, ...record } = comparisonRun();
    const verdict = { ...record.derived.verdict, kind: 'keep' as const };
    expect(wrong(identified({ ...record, derived: { ...record.derived, verdict } }))).to.deep.equal(['derived']);
  });

  it('lets words be those of another version, whose figures are the same', () => {
    const { runId: _, ...record } = comparisonRun();
    const { summary, verdict } = record.derived;
    const arms = summary.arms.map((arm) => ({ ...arm, title: `formerly ${arm.title}` }));
    const worded = { ...record.derived, summary: { ...summary, arms }, verdict: { ...verdict, sentences: ['Said otherwise.'] } };
    expect(wrong(identified({ ...record, derived: worded }))).to.deep.equal([]);
  });

  it('tells a result twice, or of a repair or a seed that the run does not have', () => {
    const { runId: _, ...record } = comparisonRun();
    for (const result of [record.results[0]!, { ...record.results[0]!, arm: 'lora' }, { ...record.results[0]!, seed: 77 }])
      expect(wrong(identified({ ...record, results: [...record.results, result] } as unknown as AnyRecord))).to.include('consistent');
  });

  it('knows who signed it, and a signature that is of another run', () => {
    const keys = newKeys();
    const record = signed(comparisonRun(), keys);
    expect(wrong(record)).to.deep.equal([]);
    expect(verify(documentOf(record)).checks.at(-1)!.text).to.match(/^Signed by key [0-9a-f]{8}…/);
    expect(wrong({ ...streamRun(), signatures: record.signatures! })).to.deep.equal(['signature']);
    expect(signed(record, keys).signatures).to.have.length(1);
    expect(signed(record, newKeys()).signatures).to.have.length(2);
  });

  it('drops signatures where what was signed becomes something else', () => {
    const record = signed(comparisonRun(), newKeys());
    const replica = replicaOf(record, record.runId);
    expect(replica.signatures).to.equal(undefined);
    expect(replica.parentId).to.equal(record.runId);
    expect(replica.runId).to.not.equal(record.runId);
    expect(wrong(replica)).to.deep.equal([]);
  });
});
