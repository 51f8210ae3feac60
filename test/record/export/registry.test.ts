import { expect } from 'chai';
import Papa from 'papaparse';
import type { AnyRecord, RunRecord, StreamRecord } from '../../../src/contracts/record.ts';
import { streamVerdict } from '../../../src/decide/stream-verdict.ts';
import { verdict } from '../../../src/decide/verdict.ts';
import { metricsFor } from '../../../src/measure/metrics/registry.ts';
import { streamSummary } from '../../../src/measure/stream-summary.ts';
import { summarise } from '../../../src/measure/summary.ts';
import { exports } from '../../../src/record/export/registry.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { comparisonRun, streamRun } from '../runs.ts';
import { arms, soundTiming, synthetic } from '../../measure/synthetic-results.ts';
import { conditions, policyRun, streamSpec } from '../../measure/synthetic-streams.ts';

const common = {
  ...{ version: 1, runId: 'sha256:2', specId: 'sha256:1', durationMs: 1200 },
  environment: { engine: { engine: 'wasm', reason: 'asked for', library: 'none' } },
};

function comparison(metric?: string): RunRecord {
  const { spec } = presets.quick;
  const results = synthetic(6, {
    none: { accuracyNew: 0.5 },
    'head-only': { accuracyNew: 0.7, trainMs: 40, status: (seed) => (seed === 3 ? 'diverged' : 'done') },
  });
  const summary = summarise(results, arms.slice(0, 2), { ...soundTiming, margin: 0.01, watts: null, ...(metric && { metric }) });
  return {
    ...common,
    ...{ spec, results, seeds: [], data: { notes: [] } },
    skipped: [{ seed: 0, arm: 'tent', reason: 'It needs batch normalisation.' }],
    derived: { summary, verdict: verdict(summary) },
  } as unknown as RunRecord;
}

function stream(): StreamRecord {
  const spec = streamSpec([
    { id: 'never', params: {} },
    { id: 'detector', params: {} },
  ]);
  const runs = [0, 1].flatMap((seed) => [policyRun(seed, 0, 500, 0), policyRun(seed, 1, 250, 2)]);
  const summary = streamSummary(spec, runs, [], conditions);
  return {
    ...common,
    ...{ spec, runs, edits: [], seeds: [0, 1], data: { notes: [] } },
    derived: { ...summary, verdict: streamVerdict(spec, summary) },
  } as unknown as StreamRecord;
}

const as = (id: string, record: AnyRecord): string => String(exports.find((each) => each.id === id)!.content(record));
const table = (record: AnyRecord) => Papa.parse<Record<string, string>>(as('csv', record), { header: true, delimiter: ',' }).data;

describe('the formats of a run', () => {
  it('have names and endings of their own, and every one takes a record of every kind', async () => {
    for (const key of ['id', 'title', 'extension'] as const)
      expect(new Set(exports.map((each) => each[key])).size, key).to.equal(exports.length);
    for (const record of [comparisonRun(), streamRun()])
      for (const { id, content } of exports) expect((await content(record)).length, `${id} of a ${record.spec.kind}`).to.be.above(100);
  });

  it('CSV: a row for each seed and repair with every metric there is, empty where one is not defined', () => {
    const record = comparison();
    const rows = table(record);
    expect(rows).to.have.length(record.results.length + 1);
    record.results.forEach(({ seed, arm, status, measures, counts, times }, i) => {
      const row = rows[i]!;
      expect([row['seed'], row['repair'], row['status']]).to.deep.equal([String(seed), arm, status]);
      for (const { id, value } of metricsFor({})) expect(row[id], id).to.equal(String(value(measures) ?? ''));
      expect(Number(row['accuracy-old'])).to.equal(measures.accuracyOld);
      expect(Number(row['steps'])).to.equal(counts.steps);
      expect(Number(row['seconds'])).to.equal(times.trainMs / 1000);
    });
    expect(rows[0]!['worst-group'], 'no groups').to.equal('');
  });

  it('CSV: a repair that was skipped is there, without numbers', () => {
    const skipped = table(comparison()).at(-1)!;
    expect([skipped['seed'], skipped['repair'], skipped['status'], skipped['accuracy'], skipped['seconds']]).to.deep.equal([
      ...['0', 'tent', 'skipped', '', ''],
    ]);
  });

  it('CSV in long form: the same numbers, a row for each measure that has one', () => {
    for (const record of [comparison(), comparisonRun(), stream()]) {
      const wide = table(record);
      const long = Papa.parse<Record<string, string>>(as('csv-long', record), { header: true, delimiter: ',' }).data;
      const who = record.spec.kind === 'stream' ? 'policy' : 'repair';
      const whose = new Set(['seed', who, 'status']);
      const numbers = wide.flatMap((row) => Object.entries(row).filter(([name, value]) => !whose.has(name) && value !== ''));
      expect(long.filter(({ measure }) => measure !== '')).to.have.length(numbers.length);
      for (const { seed, measure, value, status, ...rest } of long.filter((row) => row['measure'] !== '')) {
        const row = wide.find((each) => each['seed'] === seed && each[who] === rest[who])!;
        expect([row[measure!], row['status']], `${seed} ${rest[who]} ${measure}`).to.deep.equal([value, status]);
      }
    }
  });

  it('CSV in long form: a repair that was skipped is there, without a measure', () => {
    expect(as('csv-long', comparison()).split('\n').at(-1)).to.equal('0,tent,,,skipped');
  });

  it('CSV: of a stream, a row for each seed and policy with what it served and what that took', () => {
    const rows = table(stream());
    expect(rows).to.have.length(4);
    // 500 of 20 batches of 50 rows are wrong.
    expect(rows[0]).to.include({ seed: '0', status: 'done', accuracy: '0.5', errors: '500', repairs: '0', labels: '0', seconds: '0' });
    expect(rows[3]).to.include({ seed: '1', accuracy: '0.75', repairs: '2', diverged: '0', 'accuracy-end': '0.8' });
    expect(rows[3]!['policy']).to.match(/→ start over on new data$/);
  });

  it('text: the table of its kind, with the verdict in the words of the record', () => {
    for (const record of [comparison(), stream()]) {
      const { headline } = record.derived.verdict;
      const told = `${headline.before}${'arm' in headline ? headline.arm : headline.policy}${headline.after}`;
      expect(as('text', record)).to.contain(told);
      expect(as('text', record)).to.match(record.spec.kind === 'stream' ? /^policy / : /^repair /);
    }
  });

  it('text: where another metric than accuracy decides, it has a column and is named', () => {
    const text = as('text', comparison('log-loss'));
    expect(text)
      .to.match(/^repair +new world +log loss +old world/)
      .and.to.match(/^decides +log loss, not accuracy$/m);
    expect(text.split('\n')[2]).to.match(/ 0\.3\d\d ± 0\.0\d\d nats /);
    expect(as('text', comparison())).to.not.contain('decides');
  });
});
