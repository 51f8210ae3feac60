import { expect } from 'chai';
import { text } from '../../src/record/export/text.ts';
import { streamVerdict } from '../../src/decide/stream-verdict.ts';
import { streamSummary } from '../../src/measure/stream-summary.ts';
import type { StreamRecord } from '../../src/contracts/record.ts';
import { conditions, policyRun, streamSpec } from '../measure/synthetic-streams.ts';

/** A race of that many seeds: never, one repair, and many repairs, which run no more after 8. */
function record(count: number): StreamRecord {
  const spec = streamSpec(
    [
      { id: 'never', params: {} },
      { id: 'detector', params: {} },
      { id: 'periodic', params: { every: 2 } },
    ],
    { count: 12, race: true },
  );
  const seeds = Array.from({ length: count }, (_, seed) => seed);
  const runs = seeds.flatMap((seed) => [
    policyRun(seed, 0, 800 + seed, 0),
    policyRun(seed, 1, 300 - seed, 1, 3),
    ...(seed < 8 ? [policyRun(seed, 2, 280, 9, 2)] : []),
  ]);
  const summary = streamSummary(spec, runs, [], conditions);
  const environment = { engine: { engine: 'wasm', reason: 'asked for', library: 'none' } };
  return {
    spec,
    specId: 'sha256:1',
    durationMs: 1200,
    environment,
    data: { title: 'rows', rows: 9000, classes: [] },
    edits: [],
    seeds,
    runs,
    derived: { ...summary, verdict: streamVerdict(spec, summary) },
    ...(count > 8 && { retired: [{ policy: 2, after: 6 }] }),
  } as unknown as StreamRecord;
}

describe('a stream as text', () => {
  it('tells the verdict in the words of the record, who was left out, and what a repair may cost', () => {
    const { derived } = record(12);
    const told = text(record(12));
    const { headline, sentences, prices } = derived.verdict;
    for (const line of [`${headline.before}${headline.policy}${headline.after}`, ...sentences, ...prices]) expect(told).to.contain(line);
    expect(told).to.match(/means over 12 seeds/);
    expect(told).to.match(/^race +shown to cost more and left out: every 2 batches → start over on new data \(after 6 seeds\)$/m);
    expect(told).to.match(/^every 2 batches → start over on new data +8 /m);
    expect(told).to.match(/^ {2}10,000 +80\d +Never/m);
  });

  it('says on how many seeds a policy recovers', () => {
    const told = text(record(12));
    expect(told).to.match(/^Never .* 0 of 12 /m);
    expect(told).to.match(/^ADWIN rings → .* 12 of 12, after 3\.0 /m);
  });

  it('gives one seed no interval and no verdict', () => {
    const told = text(record(1));
    expect(told).to.contain('Too few seeds for a verdict: 1 of 6');
    expect(told).to.match(/figures +one seed: no interval, no verdict/);
    expect(told).not.to.contain('over 1 seeds').and.not.to.contain('±');
  });
});
